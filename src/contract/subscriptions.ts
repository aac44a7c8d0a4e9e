import * as z from 'zod/mini';
import { Currency, Id, Interval, Metadata, MinorUnits, Timestamp } from './common.js';
import { operation } from './operation.js';
import { PageQuery, pageOf } from './page.js';
import { PriceScheme, TaxBehavior, UnitLabel, UnitName } from './product.js';
import { PendingChange, SubscriptionStatus } from './subscription.js';
import { translationsOf } from './translations.js';

export const AppliedCoupon = z.object({
  id: z.string(),
  percentOff: z.nullable(z.number().check(z.describe('20 is 20 %'))),
  amountOff: z.nullable(MinorUnits.check(z.describe('In the currency of the subscription'))),
  until: z.nullable(Timestamp.check(z.describe('Periods that begin before have it; null = all'))),
});
export type AppliedCoupon = z.infer<typeof AppliedCoupon>;

/** The use of the period before is not known yet, and what is taken from the customer's credit is a matter of that day. */
const NextAmount = z.optional(
  z.nullable(MinorUnits).check(
    z.describe('What the plan costs in the period that begins next, with coupon and tax; before credit, and without use. null = nothing is to come'),
  ),
);

export const Subscription = z.object({
  id: z.string(),
  customerId: z.string(),
  productId: z.string(),
  productName: z.string(),
  priceId: z.string(),
  quantity: z.int(),
  status: SubscriptionStatus,
  amount: MinorUnits.check(z.describe('What a full period costs, in minor units')),
  currency: Currency,
  interval: Interval,
  intervalCount: z.int(),
  taxBehavior: z.optional(TaxBehavior),
  coupon: z.optional(z.nullable(AppliedCoupon).check(z.describe('The one that lowers the current period or, in a trial, the first paid one'))),
  nextAmount: NextAmount,
  currentPeriodStart: Timestamp,
  currentPeriodEnd: Timestamp,
  trialEnd: z.nullable(Timestamp),
  cancelAtPeriodEnd: z.boolean(),
  canceledAt: z.nullable(Timestamp),
  endedAt: z.nullable(Timestamp),
  pendingChange: z.nullable(PendingChange),
  metadata: Metadata,
  createdAt: Timestamp,
  translations: translationsOf({ productName: z.string() }),
});
export type Subscription = z.infer<typeof Subscription>;

const SubscriptionPage = pageOf(Subscription);
const Quantity = z.int().check(z.gte(1), z.lte(1_000_000));
const ById = z.object({ id: Id });

export const createSubscription = operation({
  id: 'createSubscription',
  method: 'post',
  path: '/subscriptions',
  tag: 'Subscriptions',
  summary: 'Subscribe a customer and charge the card on file; without one that works it stays incomplete',
  auth: ['secret'],
  body: z.object({ customer_id: Id, price_id: Id, quantity: z._default(Quantity, 1), metadata: z.optional(Metadata) }),
  answer: Subscription,
  status: 201,
  errors: ['already_purchased', 'subscription_past_due', 'price_not_for_checkout'],
});

export const listSubscriptions = operation({
  id: 'listSubscriptions',
  method: 'get',
  path: '/subscriptions',
  tag: 'Subscriptions',
  summary: "The customer's subscriptions, newest first; with a secret key everybody's, or one customer's",
  auth: ['session', 'secret'],
  query: z.extend(PageQuery, { customer_id: z.optional(Id), status: z.optional(SubscriptionStatus) }),
  answer: SubscriptionPage,
});

export const getSubscription = operation({
  id: 'getSubscription',
  method: 'get',
  path: '/subscriptions/{id}',
  tag: 'Subscriptions',
  summary: 'One subscription',
  auth: ['session', 'secret'],
  params: ById,
  answer: Subscription,
});

export const updateSubscription = operation({
  id: 'updateSubscription',
  method: 'patch',
  path: '/subscriptions/{id}',
  tag: 'Subscriptions',
  summary: 'Change the price (as change-plan does, unasked), the end, or the metadata',
  auth: ['session', 'secret'],
  params: ById,
  body: z.object({
    price_id: z.optional(Id),
    quantity: z.optional(Quantity),
    cancel_at_period_end: z.optional(z.boolean()),
    metadata: z.optional(Metadata),
  }),
  answer: Subscription,
  errors: ['payment_failed', 'payment_method_required', 'subscription_past_due', 'subscription_ended'],
});

export const CancellationReason = z.enum(['too_expensive', 'missing_features', 'found_alternative', 'no_longer_needed', 'other']);
export type CancellationReason = z.infer<typeof CancellationReason>;

export const cancelSubscription = operation({
  id: 'cancelSubscription',
  method: 'post',
  path: '/subscriptions/{id}/cancel',
  tag: 'Subscriptions',
  summary: 'Cancel at the end of the paid period, or at once with `immediately`',
  auth: ['session', 'secret'],
  params: ById,
  body: z.object({ immediately: z._default(z.boolean(), false) }),
  answer: Subscription,
  errors: ['subscription_ended'],
});

export const cancelSubscriptionWithReason = operation({
  id: 'cancelSubscriptionWithReason',
  method: 'post',
  path: '/sdk/subscriptions/{id}/cancel',
  tag: 'Subscriptions',
  summary: 'Cancel with the reason that the customer gave',
  auth: ['session', 'secret'],
  params: ById,
  body: z.object({
    cancelAtPeriodEnd: z._default(z.boolean(), true),
    cancellationReason: z.optional(CancellationReason),
    feedback: z.optional(z.string().check(z.maxLength(5000))),
  }),
  answer: Subscription,
  errors: ['subscription_ended'],
});

export const reactivateSubscription = operation({
  id: 'reactivateSubscription',
  method: 'post',
  path: '/subscriptions/{id}/reactivate',
  tag: 'Subscriptions',
  summary: 'Take back a cancellation before it takes effect',
  auth: ['session', 'secret'],
  params: ById,
  answer: Subscription,
  errors: ['subscription_ended'],
});

export const ChangeType = z.enum(['upgrade', 'downgrade', 'none']);

export const PlanOption = z.object({
  product_id: z.string(),
  product_name: z.string(),
  price_id: z.string(),
  amount: MinorUnits.check(z.describe('What a full period costs, in minor units')),
  currency: Currency,
  interval: Interval,
  interval_count: z.int(),
  quantity: z.int(),
  scheme: z.optional(PriceScheme),
  unit_label: z.optional(UnitLabel),
  tax_behavior: z.optional(TaxBehavior),
  translations: translationsOf({ product_name: z.string(), unit_label: UnitName }),
});
export type PlanOption = z.infer<typeof PlanOption>;

export const listAvailablePlans = operation({
  id: 'listAvailablePlans',
  method: 'get',
  path: '/subscriptions/{id}/available-plans',
  tag: 'Subscriptions',
  summary: 'What this subscription can be changed to, in its own currency',
  auth: ['session', 'secret'],
  params: ById,
  answer: z.object({
    current_plan: PlanOption,
    available_upgrades: z.array(PlanOption),
    available_downgrades: z.array(PlanOption),
  }),
});

const EffectiveDate = z.enum(['immediate', 'period_end']).check(z.describe('By default upgrades are immediate and downgrades wait for the period to end'));

/** What a line of a preview is about, so that it can be said in any language. */
export const ProrationKind = z
  .enum(['new_plan', 'unused_time', 'usage', 'credit', 'tax'])
  .check(z.describe('What the line is about: `usage` closes the period, `credit` is left from earlier changes'));

export const ProrationLine = z.object({
  kind: z.optional(ProrationKind),
  description: z.string(),
  amount: MinorUnits,
  feature_title: z.optional(z.string().check(z.describe('Of what was used; these four with `usage` alone'))),
  quantity: z.optional(z.number()),
  unit: z.optional(z.nullable(z.string())),
  translations: translationsOf({ feature_title: z.string(), unit: z.string() }),
});
export type ProrationLine = z.infer<typeof ProrationLine>;

export const PlanChangePreview = z.object({
  current_plan: PlanOption,
  new_plan: PlanOption,
  proration: z.object({
    unused_time_credit: MinorUnits,
    new_plan_charge: MinorUnits,
    immediate_payment: MinorUnits.check(z.describe('Charged now when the change is confirmed')),
    credit_applied: MinorUnits.check(z.describe("Taken from the customer's credit of earlier changes")),
    breakdown: z.array(ProrationLine),
    remaining_days: z.optional(z.int().check(z.describe('Days left of the current period, the begun one included; not where a plan is paid by the day: there hours count'))),
    total_days: z.optional(z.int().check(z.describe('Days that the current period has'))),
  }),
  change_type: ChangeType,
  effective_date: Timestamp,
  next_billing_date: Timestamp,
  next_amount: NextAmount,
  notes: z.array(z.string()),
});
export type PlanChangePreview = z.infer<typeof PlanChangePreview>;

const NewPlan = z.object({
  new_price_id: Id,
  quantity: z.optional(Quantity.check(z.describe('As it is, where none is given'))),
  effective_date: z.optional(EffectiveDate),
});

export const previewPlanChange = operation({
  id: 'previewPlanChange',
  method: 'post',
  path: '/subscriptions/{id}/preview-change',
  tag: 'Subscriptions',
  summary: 'What a plan change would cost; nothing is changed',
  auth: ['session', 'secret'],
  params: ById,
  body: NewPlan,
  answer: PlanChangePreview,
});

export const changePlan = operation({
  id: 'changePlan',
  method: 'post',
  path: '/subscriptions/{id}/change-plan',
  tag: 'Subscriptions',
  summary: 'Change the plan and charge what the preview showed, to the card on file',
  auth: ['session', 'secret'],
  params: ById,
  body: z.extend(NewPlan, {
    confirm_amount: z.optional(MinorUnits.check(z.describe('`immediate_payment` of the preview: with any other amount nothing is changed'))),
  }),
  answer: z.object({
    subscription: Subscription,
    change_type: ChangeType,
    effective_date: Timestamp,
    amount_charged: MinorUnits,
    invoice_id: z.nullable(z.string()),
  }),
  errors: ['amount_changed', 'payment_failed', 'payment_method_required', 'subscription_past_due', 'subscription_ended'],
});
