import { grantsAccess, type DenyReason, type FeatureType, type Interval, type SubscriptionStatus } from '../../contract/index.js';
import { fromMillionths, toMillionths } from './money.js';
import { quotaWindow, type Period } from './period.js';
import type { Translations } from './translations.js';

export interface Feature {
  readonly key: string;
  readonly title: string;
  readonly type: FeatureType;
  readonly unit: string | null;
  readonly translations: Translations;
}

/** What a plan says about a feature. */
export interface Grant {
  readonly productId: string;
  readonly featureKey: string;
  /** null = unlimited. */
  readonly limit: number | null;
  readonly period: Interval | null;
  /** Use beyond the limit is billed by a metered price of the plan, not refused. */
  readonly overage: boolean;
}

export interface Standing {
  readonly id: string;
  readonly productId: string;
  readonly productName: string;
  readonly status: SubscriptionStatus;
  readonly currentPeriodStart: Date;
  readonly currentPeriodEnd: Date;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

/** A subscription that grants a feature now, with the window in which its use is counted. */
export interface Granted<S extends Standing = Standing> {
  readonly subscription: S;
  readonly grant: Grant;
  readonly window: Period;
}

/** Access ends at `endedAt`, not before. */
export const isInForce = (subscription: Standing, now: Date): boolean =>
  grantsAccess(subscription.status) && (subscription.endedAt === null || subscription.endedAt > now);

/** The best grant of a feature among the customer's subscriptions: unlimited, then billed overage, then the highest limit. */
export function grantedOf<S extends Standing>(
  featureKey: string,
  subscriptions: readonly S[],
  grants: readonly Grant[],
  now: Date,
): Granted<S> | undefined {
  const generosity = (grant: Grant): number => (grant.limit === null ? Infinity : grant.limit + (grant.overage ? 1e13 : 0));
  let best: Granted<S> | undefined;
  for (const subscription of subscriptions) {
    if (!isInForce(subscription, now)) continue;
    const grant = grants.find((it) => it.productId === subscription.productId && it.featureKey === featureKey);
    if (!grant || (best && generosity(best.grant) >= generosity(grant))) continue;
    const billing = { start: subscription.currentPeriodStart, end: subscription.currentPeriodEnd };
    best = { subscription, grant, window: quotaWindow(billing, grant.period, now) };
  }
  return best;
}

export function whyNot(subscriptions: readonly Standing[], now: Date): DenyReason {
  if (subscriptions.some((subscription) => isInForce(subscription, now))) return 'feature_not_in_plan';
  return subscriptions.length > 0 ? 'subscription_not_active' : 'no_active_subscription';
}

/** Rounded to the six decimals that quantities have, so that 0.1 + 0.2 does not read 0.30000000000000004. */
export const sixDecimals = (value: number): number => fromMillionths(toMillionths(value));

export const remainingOf = (limit: number | null, consumed: number): number | null =>
  limit === null ? null : Math.max(0, sixDecimals(limit - consumed));

/** Counted features are open while something is left; the others as soon as the plan has them. */
export const hasRoom = (type: FeatureType, grant: Grant, consumed: number): boolean =>
  type !== 'usage_quota' || grant.limit === null || grant.overage || consumed < grant.limit;
