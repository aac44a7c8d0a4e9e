import type { UsageRecorded } from '../../contract/usage.js';
import type { Client } from '../client.js';
import type { UsageInput, UsageOutcome } from '../usage/usage-input.js';
import { createUsageQueue, type UsageQueue, type UsageQueueOptions } from '../usage/usage-queue.js';

export type { UsageInput, UsageOutcome };

const queues = new WeakMap<Client['session'], UsageQueue>();

/** The client's one queue. Only the first caller's options count. Ask early: uses that an earlier page left are sent then. */
export function usageQueue(client: Client, options?: UsageQueueOptions): UsageQueue {
  const queue = queues.get(client.session) ?? createUsageQueue(client, options);
  queues.set(client.session, queue);
  return queue;
}

/**
 * Records a use. It is kept on the device until the API has acknowledged it, and counted once. Resolves with the API's
 * answer, or `queued` when that takes longer than ten seconds or there is no connection; rejects with QuotaExceededError
 * when it does not fit, and with BillingError `queue_full` when too much is waiting already.
 */
export async function trackUsage(client: Client, input: UsageInput): Promise<UsageOutcome> {
  const { featureKey, quantity = 1, timestamp, idempotencyKey, metadata } = input;
  const queue = usageQueue(client);
  const at = client.clock.now();
  const id = String(idempotencyKey ?? metadata?.['idempotency_key'] ?? crypto.randomUUID());
  const event = { feature_key: featureKey, quantity, timestamp: new Date(timestamp ?? at).toISOString(), metadata };
  if (!queue.owner()) await client.session.getToken();
  const owner = queue.owner();
  if (owner) return queue.add({ id, owner, at, event });
  // Nobody knows whose session this is: kept uses could later be sent as the wrong user. So it is now or not at all.
  const { usage } = await client.request<UsageRecorded>('/v1/features/track-usage', { body: event, idempotencyKey: id });
  client.invalidate('usage');
  return { status: 'recorded', usage };
}
