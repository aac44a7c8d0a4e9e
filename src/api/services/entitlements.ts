import type { Entitlement, FeatureCheck, UsageMetric } from '../../contract/index.js';
import {
  grantedOf,
  hasRoom,
  remainingOf,
  sixDecimals,
  whyNot,
  type Feature,
  type Granted,
} from '../domain/entitlement.js';
import { daysUntil } from '../domain/period.js';
import { translationsFor } from '../domain/translations.js';
import { ApiError } from '../http/errors.js';
import { loadFeatures, loadPlanFeatures, type PlanFeature } from '../store/catalog.js';
import type { Db } from '../store/database.js';
import { loadSubscriptions, type SubscriptionOnPlan } from '../store/subscriptions.js';
import { loadCounters, type CustomerKey } from '../store/usage.js';

/** Everything that decides a customer's access at one moment. */
export interface Access {
  readonly now: Date;
  readonly features: readonly Feature[];
  readonly subscriptions: readonly SubscriptionOnPlan[];
  granted(featureKey: string): Granted<SubscriptionOnPlan> | undefined;
  consumed(granted: Granted): number;
}

export async function loadAccess(db: Db, customer: CustomerKey, now: Date): Promise<Access> {
  const features = await loadFeatures(db, customer.projectId);
  const subscriptions = await loadSubscriptions(db, customer.projectId, customer.customerId);
  const grants: readonly PlanFeature[] = subscriptions.length > 0 ? await loadPlanFeatures(db, customer.projectId) : [];
  const since = subscriptions.reduce((oldest, it) => (it.currentPeriodStart < oldest ? it.currentPeriodStart : oldest), now);
  const counters = subscriptions.length > 0 ? await loadCounters(db, customer, since) : [];
  return {
    now,
    features,
    subscriptions,
    granted: (featureKey) => grantedOf(featureKey, subscriptions, grants, now),
    consumed: ({ grant, window }) =>
      counters.find((it) => it.featureKey === grant.featureKey && it.periodStart.getTime() === window.start.getTime())?.consumed ?? 0,
  };
}

/** Whether the customer may use a feature now, with all that is known about it. */
function stand(access: Access, feature: Feature) {
  const granted = access.granted(feature.key);
  const counted = feature.type === 'usage_quota';
  const usage = granted && counted ? sixDecimals(access.consumed(granted)) : null;
  const open = granted !== undefined && hasRoom(feature.type, granted.grant, usage ?? 0);
  const reason = open ? undefined : granted ? ('quota_exceeded' as const) : whyNot(access.subscriptions, access.now);
  return { granted, usage, open, reason, limit: feature.type === 'boolean_flag' ? null : (granted?.grant.limit ?? null) };
}

export const entitlementsOf = (access: Access): Entitlement[] => access.features.map((feature) => entitlementOf(access, feature));

function entitlementOf(access: Access, feature: Feature): Entitlement {
  const { granted, usage, open, reason, limit } = stand(access, feature);
  const subscription = granted?.subscription;
  return {
    feature_key: feature.key,
    feature_title: feature.title,
    feature_type: feature.type,
    has_access: open,
    limit,
    usage,
    granted_at: subscription?.createdAt.toISOString() ?? null,
    product_name: subscription?.productName ?? null,
    subscription_status: subscription?.status ?? access.subscriptions[0]?.status ?? null,
    ...(reason && { reason }),
    ...(granted && {
      properties: {
        unit: feature.unit,
        period: granted.grant.period,
        ...(feature.type === 'usage_quota' && { overage: granted.grant.overage, resets_at: granted.window.end.toISOString() }),
        ...translationsFor({ unit: [feature.translations, 'unit'] }),
      },
    }),
    ...translationsFor({ feature_title: [feature.translations, 'title'], product_name: [subscription?.productTranslations ?? {}, 'name'] }),
  };
}

/** A checked key is written in somebody's code: if the catalog lacks it, they get an error and not just a denial. */
export function checkOf(access: Access, featureKey: string): FeatureCheck {
  const feature = access.features.find((it) => it.key === featureKey);
  if (!feature) throw new ApiError('feature_not_found', `The catalog has no feature ${featureKey}`);
  const { granted, usage, open, reason, limit } = stand(access, feature);
  return {
    feature_key: feature.key,
    has_access: open,
    reason: reason ?? null,
    limit,
    usage,
    metadata: {
      remaining: usage === null ? null : remainingOf(limit, usage),
      resets_at: usage === null ? null : (granted?.window.end.toISOString() ?? null),
      type: feature.type,
    },
  };
}

/** The counted features of the customer's plans. */
export const metricsOf = (access: Access, featureKey?: string): UsageMetric[] =>
  access.features.flatMap((feature) => {
    if (feature.type !== 'usage_quota' || (featureKey !== undefined && feature.key !== featureKey)) return [];
    const granted = access.granted(feature.key);
    return granted ? [metricOf(access, feature, granted)] : [];
  });

function metricOf(access: Access, feature: Feature, granted: Granted<SubscriptionOnPlan>): UsageMetric {
  const { limit } = granted.grant;
  const consumed = sixDecimals(access.consumed(granted));
  return {
    feature_key: feature.key,
    feature_title: feature.title,
    product_name: granted.subscription.productName,
    consumed,
    limit,
    remaining: remainingOf(limit, consumed),
    percentage_used: limit === null ? null : limit === 0 ? 100 : Math.round((consumed / limit) * 10_000) / 100,
    period_start: granted.window.start.toISOString(),
    period_end: granted.window.end.toISOString(),
    resets_in_days: daysUntil(granted.window.end, access.now),
    unit: feature.unit,
    ...(granted.grant.overage && { overage: true }),
    ...translationsFor({
      feature_title: [feature.translations, 'title'],
      product_name: [granted.subscription.productTranslations, 'name'],
      unit: [feature.translations, 'unit'],
    }),
  };
}
