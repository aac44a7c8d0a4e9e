import type { UsageAfter } from '../../contract/usage.js';

export interface UsageInput {
  featureKey: string;
  /** Above 0, at most six decimals. Default 1. */
  quantity?: number;
  /** When it was used. Default now. */
  timestamp?: Date | string;
  /** A use with the same key is counted once. Also read from `metadata.idempotency_key`. */
  idempotencyKey?: string;
  metadata?: Record<string, unknown>;
}

/** `queued`: kept on this device, and sent as soon as that works. */
export type UsageOutcome = { status: 'recorded'; usage: UsageAfter } | { status: 'queued'; id: string };
