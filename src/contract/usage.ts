import * as z from 'zod/mini';
import { FeatureKey, Id, Metadata, Quantity, Timestamp } from './common.js';
import { FeatureCheck } from './entitlement.js';
import { operation } from './operation.js';
import { translationsOf } from './translations.js';

/** One metered feature in the customer's current period. Shape: BillingOS `UsageMetric`. */
export const UsageMetric = z.object({
  feature_key: z.string(),
  feature_title: z.string(),
  product_name: z.string(),
  consumed: z.number(),
  limit: z.nullable(z.number()).check(z.describe('null = unlimited')),
  remaining: z.nullable(z.number()),
  percentage_used: z.nullable(z.number()).check(z.describe('0 to 100 and above; null where unlimited')),
  period_start: Timestamp,
  period_end: Timestamp,
  resets_in_days: z.int(),
  unit: z.optional(z.nullable(z.string())),
  overage: z.optional(z.boolean()).check(z.describe('true: use beyond the limit is billed, not refused')),
  translations: translationsOf({ feature_title: z.string(), product_name: z.string(), unit: z.string() }),
});
export type UsageMetric = z.infer<typeof UsageMetric>;

export const UsageMetricList = z.object({ metrics: z.array(UsageMetric) });
export type UsageMetricList = z.infer<typeof UsageMetricList>;

/** What is left after a use was recorded. */
export const UsageAfter = z.object({
  consumed_units: z.number(),
  limit_units: z.nullable(z.number()),
  remaining_units: z.nullable(z.number()),
  period_start: Timestamp,
  period_end: Timestamp,
});
export type UsageAfter = z.infer<typeof UsageAfter>;

export const UsageRecorded = z.object({
  success: z.literal(true),
  feature_key: z.string(),
  quantity: z.number(),
  recorded_at: Timestamp,
  usage: UsageAfter,
});
export type UsageRecorded = z.infer<typeof UsageRecorded>;

const IdempotencyKey = z.string().check(z.minLength(1), z.maxLength(255), z.describe('The same key is counted once'));

export const TrackUsageInput = z.object({
  feature_key: FeatureKey,
  quantity: Quantity,
  timestamp: z.optional(Timestamp),
  idempotency_key: z.optional(IdempotencyKey),
  metadata: z.optional(Metadata),
});
export type TrackUsageInput = z.infer<typeof TrackUsageInput>;

export const trackFeatureUsage = operation({
  id: 'trackFeatureUsage',
  method: 'post',
  path: '/v1/features/track-usage',
  tag: 'Usage',
  summary: 'Record that the signed-in customer used a metered feature; refused whole when it does not fit the quota',
  auth: ['session'],
  body: TrackUsageInput,
  answer: UsageRecorded,
  errors: ['quota_exceeded', 'not_a_quota_feature', 'no_active_subscription'],
});

export const UsageEventInput = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(200), z.describe('Counted once, whatever happens on the way')),
  feature_key: FeatureKey,
  quantity: Quantity,
  timestamp: Timestamp,
  metadata: z.optional(Metadata),
});
export type UsageEventInput = z.infer<typeof UsageEventInput>;

export const UsageEventResult = z.object({
  id: z.string(),
  status: z.enum(['recorded', 'duplicate', 'refused']),
  usage: z.optional(UsageAfter),
  error: z.optional(z.object({ code: z.string(), message: z.string(), details: z.optional(z.unknown()) })),
});
export type UsageEventResult = z.infer<typeof UsageEventResult>;

export const trackFeatureUsageBatch = operation({
  id: 'trackFeatureUsageBatch',
  method: 'post',
  path: '/v1/features/track-usage/batch',
  tag: 'Usage',
  summary: 'Record many uses; each event stands alone',
  auth: ['session'],
  // Events are checked one by one, so that a bad one does not fail the good ones.
  body: z.object({ events: z.array(z.unknown()).check(z.minLength(1), z.maxLength(1000)) }),
  answer: z.object({ results: z.array(UsageEventResult) }),
});

export const listFeatureUsageMetrics = operation({
  id: 'listFeatureUsageMetrics',
  method: 'get',
  path: '/v1/features/usage-metrics',
  tag: 'Usage',
  summary: "The signed-in customer's metered features in the current period",
  auth: ['session'],
  query: z.object({ feature_key: z.optional(FeatureKey) }),
  answer: UsageMetricList,
});

const CustomerRef = Id.check(z.describe('Our customer id, or your own externalUserId'));

export const trackUsage = operation({
  id: 'trackUsage',
  method: 'post',
  path: '/v1/usage/track',
  tag: 'Usage',
  summary: 'Record from your server that a customer used a metered feature',
  auth: ['secret'],
  body: z.extend(TrackUsageInput, { customer_id: CustomerRef }),
  answer: UsageRecorded,
  errors: ['quota_exceeded', 'not_a_quota_feature', 'no_active_subscription'],
});

export const checkUsage = operation({
  id: 'checkUsage',
  method: 'get',
  path: '/v1/usage/check',
  tag: 'Usage',
  summary: 'May a customer use a feature now',
  auth: ['secret'],
  query: z.object({ customer_id: CustomerRef, feature_key: FeatureKey }),
  answer: FeatureCheck,
});

export const listUsageMetrics = operation({
  id: 'listUsageMetrics',
  method: 'get',
  path: '/v1/usage/metrics',
  tag: 'Usage',
  summary: "A customer's metered features in the current period",
  auth: ['secret'],
  query: z.object({ customer_id: CustomerRef, feature_key: z.optional(FeatureKey) }),
  answer: z.extend(UsageMetricList, { customer_id: z.string() }),
});

export const SeriesBucket = z.enum(['hour', 'day', 'month']);
export type SeriesBucket = z.infer<typeof SeriesBucket>;

export const UsageSeries = z.object({
  series: z.array(z.object({ start: Timestamp, quantity: z.number() })).check(z.describe('Every bucket from first to last in UTC, empty ones too')),
  limit: z.nullable(z.number()).check(z.describe('The quota of the current period; null = unlimited, or none')),
  feature_title: z.string(),
  unit: z.nullable(z.string()),
  period_start: z.nullable(Timestamp).check(z.describe('The period that the limit is for; null where the plan does not have the feature')),
  period_end: z.nullable(Timestamp),
  translations: translationsOf({ feature_title: z.string(), unit: z.string() }),
});
export type UsageSeries = z.infer<typeof UsageSeries>;

/** Query strings are text: digits become the number. */
const BucketCount = z.pipe(
  z.string().check(z.regex(/^\d{1,4}$/)),
  z.pipe(z.transform(Number), z.int().check(z.gte(1), z.lte(1000))),
);

export const getUsageSeries = operation({
  id: 'getUsageSeries',
  method: 'get',
  path: '/v1/features/usage-series',
  tag: 'Usage',
  summary: 'How the use of a feature went over time, for charts; at most 1,000 buckets',
  auth: ['session'],
  query: z.object({
    feature_key: FeatureKey,
    from: z.optional(Timestamp.check(z.describe('By default the start of the current period'))),
    to: z.optional(Timestamp.check(z.describe('By default now'))),
    bucket: z._default(SeriesBucket, 'day'),
    last: z.optional(BucketCount).check(z.describe('So many buckets up to `to`, instead of `from`: 1 to 1,000')),
  }),
  answer: UsageSeries,
});
