import type { Selectable } from 'kysely';
import type { MeterAggregation } from '../../../contract/index.js';
import type { JsonColumn } from './column.js';

/** A rule that makes one number per period out of a subscription's events. */
export interface MeterTable {
  projectId: string;
  key: string;
  eventType: string;
  aggregation: MeterAggregation;
  /** The field that is summed, compared or counted by distinct values; COUNT has none. */
  property: string | null;
  /** The feature whose quota it feeds, where it does. */
  featureKey: string | null;
  position: number;
  active: boolean;
}

export interface MeterEventTable {
  projectId: string;
  customerId: string;
  /** The sender's id: counted once, for good. */
  id: string;
  subscriptionId: string;
  eventType: string;
  properties: JsonColumn<Record<string, unknown>>;
  occurredAt: Date;
  recordedAt: Date;
}

/** A meter's count in a period, kept in the events' own transactions. */
export interface MeterValueTable {
  projectId: string;
  customerId: string;
  subscriptionId: string;
  meterKey: string;
  periodStart: Date;
  value: number;
}

/** The values that a UNIQUE meter has seen in a period, hashed. */
export interface MeterUniqueTable {
  projectId: string;
  customerId: string;
  subscriptionId: string;
  meterKey: string;
  periodStart: Date;
  hash: string;
}

export type Meter = Selectable<MeterTable>;
export type MeterEvent = Selectable<MeterEventTable>;
