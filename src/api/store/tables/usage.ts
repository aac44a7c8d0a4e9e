import type { Defaulted, JsonColumn } from './column.js';

export interface UsageEventTable {
  projectId: string;
  customerId: string;
  /** The caller's id or idempotency key where there was one. */
  id: string;
  featureKey: string;
  quantity: number;
  occurredAt: Date;
  recordedAt: Date;
  /** The answer, for replays. */
  consumedAfter: number;
  limitUnits: number | null;
  periodStart: Date;
  periodEnd: Date;
  metadata: JsonColumn<Record<string, unknown> | null>;
}

/** The sum of a feature's events in one window, kept in the events' own transactions. */
export interface UsageCounterTable {
  projectId: string;
  customerId: string;
  featureKey: string;
  periodStart: Date;
  consumed: number;
  /** How much of it an invoice has charged for. */
  settled: Defaulted<number>;
}

/** The same by the hour, for charts. */
export interface UsageHourTable {
  projectId: string;
  customerId: string;
  featureKey: string;
  hour: Date;
  quantity: number;
}
