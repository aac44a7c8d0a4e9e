import type { UsageAfter, UsageRecorded } from '../../contract/index.js';
import { grantedOf, remainingOf, sixDecimals, whyNot, type Granted } from '../domain/entitlement.js';
import { newId } from '../domain/ids.js';
import { ApiError } from '../http/errors.js';
import { findFeature, loadPlanFeatures } from '../store/catalog.js';
import type { Db } from '../store/database.js';
import { loadSubscriptions, type SubscriptionOnPlan } from '../store/subscriptions.js';
import { addEvent, addToCounter, consumedIn, findEvent, settleEvent, type CustomerKey, type StoredUsage } from '../store/usage.js';
import { tellThresholds } from './thresholds.js';

export interface Use {
  readonly featureKey: string;
  readonly quantity: number;
  /** When it happened, as the caller says. */
  readonly timestamp?: string | undefined;
  readonly metadata?: Record<string, unknown> | undefined;
}

export interface Recorded {
  readonly answer: UsageRecorded;
  readonly replayed: boolean;
}

/** A key sent again later than this is a new use. */
const KEY_KEPT_MS = 24 * 3_600_000;

/** What an id that was seen before means: for good (queued events), or for as long as idempotency keys are kept. */
export type IdLife = 'for good' | 'a day';

/**
 * Records one use, whole or not at all, within the caller's transaction. Events count in the window in which they arrive:
 * an invoice that was made stays as it is. `timestamp` places them on charts, never in the future.
 */
export async function recordUse(db: Db, customer: CustomerKey, use: Use, now: Date, id?: string, life: IdLife = 'a day'): Promise<Recorded> {
  const earlier = id === undefined ? undefined : await findEvent(db, customer, id);
  if (earlier && (life === 'for good' || now.getTime() - earlier.recordedAt.getTime() < KEY_KEPT_MS)) return replay(earlier, use);

  const granted = await quotaOf(db, customer, use.featureKey, now);
  const { grant, window } = granted;
  const told = use.timestamp ? new Date(use.timestamp) : now;
  const event = {
    id: earlier || id === undefined ? newId('evt') : id,
    featureKey: use.featureKey,
    quantity: use.quantity,
    occurredAt: told < now ? told : now,
    metadata: use.metadata,
  };
  if (!(await addEvent(db, customer, event, now, window, grant.limit))) {
    const copy = await findEvent(db, customer, event.id);
    if (copy) return replay(copy, use);
  }
  const consumed = await addToCounter(db, customer, use.featureKey, window.start, use.quantity, grant.overage ? null : grant.limit);
  if (consumed === undefined) throw await overQuota(db, customer, use.featureKey, granted);
  await settleEvent(db, customer, event, consumed);
  await tellThresholds(db, customer, granted, { before: consumed - use.quantity, after: consumed }, now);
  return {
    replayed: false,
    answer: recorded({
      ...event,
      recordedAt: now,
      consumedAfter: consumed,
      limitUnits: grant.limit,
      periodStart: window.start,
      periodEnd: window.end,
    }),
  };
}

function replay(event: StoredUsage, use: Use): Recorded {
  if (event.featureKey !== use.featureKey || event.quantity !== use.quantity) {
    throw new ApiError('idempotency_conflict', 'This idempotency key was used before for another use');
  }
  return { replayed: true, answer: recorded(event) };
}

/** The quota that counts a feature for a customer, or the refusal that says why there is none. */
export async function quotaOf(db: Db, customer: CustomerKey, featureKey: string, now: Date): Promise<Granted<SubscriptionOnPlan>> {
  const feature = await findFeature(db, customer.projectId, featureKey);
  if (!feature) throw new ApiError('feature_not_found', `The catalog has no feature ${featureKey}`);
  if (feature.type !== 'usage_quota') throw new ApiError('not_a_quota_feature', `${featureKey} is not a counted feature`);
  const subscriptions = await loadSubscriptions(db, customer.projectId, customer.customerId);
  const grants = await loadPlanFeatures(db, customer.projectId, featureKey);
  const granted = grantedOf(featureKey, subscriptions, grants, now);
  if (!granted) {
    throw new ApiError('no_active_subscription', `The customer has no active subscription with ${featureKey}`, {
      feature: featureKey,
      reason: whyNot(subscriptions, now),
    });
  }
  return granted;
}

async function overQuota(db: Db, customer: CustomerKey, featureKey: string, { grant, window }: Granted): Promise<ApiError> {
  const consumed = await consumedIn(db, customer, featureKey, window.start);
  return new ApiError('quota_exceeded', `The quota of ${featureKey} does not have that much left; nothing was recorded`, {
    feature: featureKey,
    usage: {
      consumed_units: consumed,
      limit_units: grant.limit,
      remaining_units: remainingOf(grant.limit, consumed),
      resets_at: window.end.toISOString(),
    },
  });
}

const usageAfter = (event: StoredUsage): UsageAfter => ({
  consumed_units: sixDecimals(event.consumedAfter),
  limit_units: event.limitUnits,
  remaining_units: remainingOf(event.limitUnits, event.consumedAfter),
  period_start: event.periodStart.toISOString(),
  period_end: event.periodEnd.toISOString(),
});

const recorded = (event: StoredUsage): UsageRecorded => ({
  success: true,
  feature_key: event.featureKey,
  quantity: event.quantity,
  recorded_at: event.recordedAt.toISOString(),
  usage: usageAfter(event),
});
