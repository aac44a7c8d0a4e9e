import * as z from 'zod/mini';
import { FeatureKey, Timestamp } from './common.js';
import { operation } from './operation.js';
import { FeatureType } from './product.js';
import { SubscriptionStatus } from './subscription.js';
import { translationsOf } from './translations.js';

export const DenyReason = z.enum(['no_active_subscription', 'subscription_not_active', 'quota_exceeded', 'feature_not_in_plan']);
export type DenyReason = z.infer<typeof DenyReason>;

export const Entitlement = z.object({
  feature_key: z.string(),
  feature_title: z.string(),
  feature_type: FeatureType,
  has_access: z.boolean(),
  limit: z.nullable(z.number()).check(z.describe('null = unlimited, or not a counted feature')),
  usage: z.nullable(z.number()),
  granted_at: z.nullable(Timestamp),
  product_name: z.nullable(z.string()),
  subscription_status: z.nullable(SubscriptionStatus),
  reason: z.optional(DenyReason),
  properties: z.optional(z.record(z.string(), z.unknown())),
  translations: translationsOf({ feature_title: z.string(), product_name: z.string() }),
});
export type Entitlement = z.infer<typeof Entitlement>;

export const EntitlementList = z.object({ entitlements: z.array(Entitlement) });
export type EntitlementList = z.infer<typeof EntitlementList>;

export const listEntitlements = operation({
  id: 'listEntitlements',
  method: 'get',
  path: '/v1/features/entitlements',
  tag: 'Features',
  summary: 'Every feature of the catalog with whether this customer has access',
  auth: ['session'],
  answer: EntitlementList,
});

export const FeatureCheck = z.object({
  feature_key: z.string(),
  has_access: z.boolean(),
  limit: z.optional(z.nullable(z.number())),
  usage: z.optional(z.nullable(z.number())),
  reason: z.optional(z.nullable(DenyReason)),
  metadata: z.optional(
    z.nullable(
      z.object({
        remaining: z.optional(z.nullable(z.number())),
        resets_at: z.optional(z.nullable(Timestamp)),
        type: z.optional(z.nullable(FeatureType)),
      }),
    ),
  ),
});
export type FeatureCheck = z.infer<typeof FeatureCheck>;

export const checkFeature = operation({
  id: 'checkFeature',
  method: 'get',
  path: '/v1/features/check',
  tag: 'Features',
  summary: 'May this customer use one feature now',
  auth: ['session'],
  query: z.object({ feature_key: FeatureKey }),
  answer: FeatureCheck,
});
