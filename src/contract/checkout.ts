import * as z from 'zod/mini';
import { Email, Id, Locale, Metadata, Timestamp } from './common.js';
import { operation } from './operation.js';
import { CurrentSubscription } from './product.js';

export const CheckoutStatus = z.enum(['open', 'processing', 'complete', 'expired']);
export type CheckoutStatus = z.infer<typeof CheckoutStatus>;

const ReturnUrl = z.string().check(z.maxLength(2048), z.describe('https, or http on loopback, on an origin your project allows'));

export const CheckoutInput = z.object({
  priceId: Id,
  quantity: z._default(z.int().check(z.gte(1), z.lte(1_000_000)), 1),
  customer: z.optional(z.object({ email: z.optional(Email), name: z.optional(z.string().check(z.maxLength(200))) })),
  customerId: z.optional(Id.check(z.describe('With a secret key: whose checkout this is'))),
  couponCode: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
  metadata: z.optional(Metadata),
  existingSubscriptionId: z.optional(Id),
  ignoreActivePurchase: z.optional(z.boolean()),
  mode: z._default(z.enum(['embedded', 'redirect']), 'redirect'),
  successUrl: z.optional(ReturnUrl),
  cancelUrl: z.optional(ReturnUrl),
  locale: z.optional(Locale),
});
export type CheckoutInput = z.input<typeof CheckoutInput>;

export const Checkout = z.object({
  id: z.string(),
  url: z.string().check(z.describe('The hosted page to pay on')),
  expiresAt: Timestamp,
  status: CheckoutStatus,
});
export type Checkout = z.infer<typeof Checkout>;

export const createCheckout = operation({
  id: 'createCheckout',
  method: 'post',
  path: '/v1/checkout/create',
  tag: 'Checkout',
  summary: 'Start a checkout; it stays open for an hour',
  auth: ['session', 'secret'],
  body: CheckoutInput,
  answer: Checkout,
  errors: ['already_purchased', 'subscription_past_due', 'invalid_return_url', 'payments_not_configured'],
});

export const CheckoutProgress = z.extend(Checkout, { subscription: z.nullable(CurrentSubscription) });
export type CheckoutProgress = z.infer<typeof CheckoutProgress>;

export const getCheckoutStatus = operation({
  id: 'getCheckoutStatus',
  method: 'get',
  path: '/v1/checkout/{id}/status',
  tag: 'Checkout',
  summary: 'How far a checkout has come, with the subscription once it is complete',
  auth: ['session', 'secret'],
  params: z.object({ id: Id }),
  answer: CheckoutProgress,
});
