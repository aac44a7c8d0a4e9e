import type { UsageAfter, UsageRecorded } from '../../contract/usage.js';
import type { Client } from '../client.js';
import { maybe, number, object, reader, string } from '../guard.js';

export interface UsageInput {
  featureKey: string;
  /** Above 0, at most six decimals. Default 1. */
  quantity?: number;
  /** When it was used. Default: when the API hears of it. */
  timestamp?: Date | string;
  /** The same key is counted once. Also read from `metadata.idempotency_key`. */
  idempotencyKey?: string;
  metadata?: Readonly<Record<string, unknown>>;
}

/** `queued`: kept on this device, and sent as soon as that works. */
export type UsageOutcome = { status: 'recorded'; usage: UsageAfter } | { status: 'queued'; id: string };

const read = reader<UsageRecorded>(
  object({ usage: object({ consumed_units: number, limit_units: maybe(number), remaining_units: maybe(number), period_end: maybe(string) }) }),
);

/** Records a use, and waits for the API's word. Rejects with QuotaExceededError when it does not fit. */
export async function trackUsage(client: Client, input: UsageInput): Promise<UsageOutcome> {
  const { featureKey, quantity = 1, timestamp, idempotencyKey, metadata } = input;
  const idempotency = idempotencyKey ?? metadata?.['idempotency_key'];
  const { usage } = read(
    await client.request('/v1/features/track-usage', {
      body: { feature_key: featureKey, quantity, timestamp: timestamp && new Date(timestamp).toISOString(), metadata },
      ...(typeof idempotency === 'string' && { idempotencyKey: idempotency }),
    }),
  );
  client.invalidate('usage');
  return { status: 'recorded', usage };
}
