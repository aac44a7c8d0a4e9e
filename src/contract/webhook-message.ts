import * as z from 'zod/mini';
import { Currency, FeatureKey, Metadata, MinorUnits, Timestamp } from './common.js';
import { InvoiceStatus } from './invoice.js';
import { PaywallPurchase } from './paywall.js';
import { WebhookEventType } from './webhook.js';

/** When each event happens. */
export const WEBHOOK_EVENTS: Readonly<Record<WebhookEventType, string>> = {
  'subscription.created': 'A customer has a plan, be it free, on trial or `incomplete` until it is paid',
  'subscription.updated': 'Its next period began, its plan or seats changed, or it was cancelled for the end of the period or taken back',
  'subscription.cancelled': 'It has ended, and access with it',
  'invoice.finalized': 'An invoice got its number and is due',
  'invoice.paid': 'It was paid in full',
  'invoice.voided': 'It is owed no more',
  'payment.failed': 'A card was declined for an open invoice; it is tried again',
  'checkout.completed': 'A hosted checkout was paid and its subscription is in force',
  'usage.threshold_reached': 'A customer has used 80 % or 100 % of a quota',
};

const Sold = z.extend(PaywallPurchase, {
  product_id: z.string(),
  product_name: z.string(),
  price_id: z.string(),
  quantity: z.number(),
  amount: MinorUnits.check(z.describe('What a period costs, in minor units')),
  metadata: Metadata,
});

const Billed = z.object({
  id: z.string(),
  number: z.nullable(z.string()),
  status: InvoiceStatus,
  currency: Currency,
  total: MinorUnits,
  amount_paid: MinorUnits,
  attempts: z.int().check(z.describe('How often it was tried to collect it')),
});

/** The body sent to a webhook endpoint: what happened, and the objects concerned as they were when it was built. */
export const WebhookMessage = z.object({
  id: z.string().check(z.describe('The same over all deliveries of one event: act once per id. Also in the webhook-id header')),
  type: WebhookEventType,
  timestamp: Timestamp.check(z.describe('When it happened; a late delivery says the same')),
  data: z.object({
    user: z.object({ id: z.string(), user_id: z.nullable(z.string()), email: z.nullable(z.string()), name: z.nullable(z.string()) }),
    subscription: z.nullable(Sold),
    invoice: z.optional(Billed.check(z.describe('With invoice and payment events'))),
    subscription_id: z.optional(z.nullable(z.string())),
    invoice_id: z.optional(z.string().check(z.describe('With invoice and payment events'))),
    amount: z.optional(MinorUnits.check(z.describe("With invoice and payment events: the invoice's total"))),
    currency: z.optional(Currency),
    checkout_id: z.optional(z.string().check(z.describe('With checkout.completed'))),
    feature_key: z.optional(FeatureKey.check(z.describe('With usage.threshold_reached, as all that follow'))),
    threshold: z.optional(z.int().check(z.describe('Percent of the quota: 80 or 100'))),
    consumed: z.optional(z.number()),
    limit: z.optional(z.number().check(z.describe('The quota'))),
    resets_at: z.optional(Timestamp),
  }),
});
export type WebhookMessage = z.infer<typeof WebhookMessage>;
