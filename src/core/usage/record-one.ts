import type { UsageRecorded } from '../../contract/usage.js';
import type { Client } from '../client.js';
import type { UsageOutcome } from './usage-input.js';
import type { StoredUse } from './use-store.js';

/** One use by itself, counted now or not at all. */
export async function recordOne(client: Client, { id, event }: Pick<StoredUse, 'id' | 'event'>, subject?: string): Promise<UsageOutcome> {
  const { usage } = await client.request<UsageRecorded>('/v1/features/track-usage', { body: event, idempotencyKey: id, subject });
  return { status: 'recorded', usage };
}
