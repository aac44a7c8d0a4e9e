import type { Granted } from '../domain/entitlement.js';
import type { Db } from '../store/database.js';
import type { CustomerKey } from '../store/usage.js';
import { emit } from './events.js';

/** Percent of a quota at which an event is sent. */
const THRESHOLDS = [80, 100] as const;

/** Sends an event for each threshold that this use has crossed. Once, since only the use that crosses it starts below and ends above. */
export async function tellThresholds(
  db: Db,
  customer: CustomerKey,
  { grant, subscription, window }: Granted,
  consumed: { readonly before: number; readonly after: number },
  now: Date,
): Promise<void> {
  const { limit } = grant;
  if (limit === null || limit === 0) return;
  for (const threshold of THRESHOLDS) {
    const at = (limit * threshold) / 100;
    if (consumed.before >= at || consumed.after < at) continue;
    const data = {
      feature_key: grant.featureKey,
      threshold,
      consumed: consumed.after,
      limit,
      resets_at: window.end.toISOString(),
      subscription_id: subscription.id,
    };
    await emit(db, { ...customer, type: 'usage.threshold_reached', data }, now);
  }
}
