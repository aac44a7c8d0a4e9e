import * as z from 'zod/mini';
import { Email, Id } from './common.js';
import { operation } from './operation.js';
import { SubscriptionStatus } from './subscription.js';

/**
 * The surface of monetize.software. With an API key the caller names the user it acts for, by email or by its own user
 * id; with a session token it is the token's user, whatever is named. Errors are `{code, message, error, requestId}`.
 */
export const Paywall = z.object({ id: Id.check(z.describe('The project id')) });

const UserId = Id.check(z.describe("The user's id in your own database"));
const named = { email: z.optional(Email), user_id: z.optional(UserId) };

/** ISO 8601, or null where it has not happened. */
const When = z.nullable(z.string());

export const PaywallPurchase = z.object({
  id: z.string(),
  status: SubscriptionStatus,
  current_period_start: When,
  current_period_end: When,
  cancel_at_period_end: z.boolean(),
  cancel_at: When,
  canceled_at: When,
  created: z.string(),
  ended_at: When,
  unit_amount: z.nullable(z.int()).check(z.describe('Minor units')),
  currency: z.nullable(z.string()),
  interval: z.nullable(z.string()),
});
export type PaywallPurchase = z.infer<typeof PaywallPurchase>;

export const TokenBalance = z.object({ type: z.string(), count: z.int() });
export type TokenBalance = z.infer<typeof TokenBalance>;

export const PaywallUser = z.object({
  user: z.object({ id: z.string(), email: z.nullable(z.string()), user_id: z.optional(z.nullable(z.string())) }),
  has_active_subscription: z.boolean(),
  purchases: z.array(PaywallPurchase),
  trial: z.nullable(z.object({ active: z.boolean(), ends_at: When })),
  balances: z.array(TokenBalance),
});
export type PaywallUser = z.infer<typeof PaywallUser>;

export const getPaywallUser = operation({
  id: 'getPaywallUser',
  method: 'get',
  path: '/api/v1/paywall/{id}/user',
  tag: 'Paywall',
  summary: 'One user with purchases, trial and token balances',
  auth: ['secret', 'session'],
  params: Paywall,
  query: z.object(named),
  answer: PaywallUser,
  errors: ['identity_required', 'identity_not_on_paywall'],
});

export const PaywallPrice = z.object({
  id: z.string(),
  product_id: z.optional(z.string()),
  currency: z.string(),
  amount: z.number().check(z.describe('Decimal, 19.99: on this surface alone')),
  interval: z.nullable(z.string()),
  interval_count: z.nullable(z.int()),
  trial_days: z.nullable(z.int()),
  label: z.string(),
});
export type PaywallPrice = z.infer<typeof PaywallPrice>;

const PaywallSettings = z.looseObject({
  name: z.optional(z.string()),
  locale_default: z.optional(z.string()),
  locale: z.optional(z.string().check(z.describe('The language that these words are in'))),
});

export const PaywallBootstrap = z.object({
  version: z.string(),
  unchanged: z.optional(z.boolean().check(z.describe('The version asked about still holds, and nothing else is said'))),
  settings: z.optional(PaywallSettings),
  products: z.optional(z.array(z.object({ id: z.string(), name: z.string(), description: z.nullable(z.string()), highlighted: z.boolean() }))),
  prices: z.optional(z.array(PaywallPrice)),
});
export type PaywallBootstrap = z.infer<typeof PaywallBootstrap>;

export const getPaywallBootstrap = operation({
  id: 'getPaywallBootstrap',
  method: 'get',
  path: '/api/v1/paywall/{id}/bootstrap',
  tag: 'Paywall',
  summary: 'Prices and settings, in the words of Accept-Language or the default locale',
  auth: ['none'],
  params: Paywall,
  query: z.object({ if_version: z.optional(z.string().check(z.maxLength(100))) }),
  answer: PaywallBootstrap,
});

export const startPaywallCheckout = operation({
  id: 'startPaywallCheckout',
  method: 'post',
  path: '/api/v1/paywall/{id}/start-checkout',
  tag: 'Paywall',
  summary: 'Start a hosted checkout for one user',
  auth: ['secret', 'session'],
  params: Paywall,
  body: z.object({
    ...named,
    priceId: Id,
    successUrl: z.optional(z.string().check(z.maxLength(2048), z.describe('`__SESSION__` in it becomes the id of the checkout'))),
    errorUrl: z.optional(z.string().check(z.maxLength(2048))),
    trial_days: z.optional(z.int().check(z.gte(0), z.lte(730), z.describe('With a session token never more than the plan has; nobody has a second trial of one plan'))),
    ignoreActivePurchase: z.optional(z.boolean()),
    userMeta: z.optional(z.record(z.string(), z.unknown())),
  }),
  answer: z.object({ checkoutUrl: z.string(), userId: z.string() }),
  errors: ['identity_required', 'already_purchased', 'subscription_past_due', 'invalid_return_url', 'payments_not_configured'],
});

export const openPaywallPortal = operation({
  id: 'openPaywallPortal',
  method: 'post',
  path: '/api/v1/paywall/{id}/get-customer-portal',
  tag: 'Paywall',
  summary: "A one-time address of the user's hosted portal",
  auth: ['secret', 'session'],
  params: Paywall,
  body: z.object(named),
  answer: z.object({ url: z.string() }),
  errors: ['identity_required', 'identity_not_on_paywall', 'forbidden'],
});

export const cancelPaywallSubscription = operation({
  id: 'cancelPaywallSubscription',
  method: 'post',
  path: '/api/paywall/cancel-subscription',
  tag: 'Paywall',
  summary: 'Cancel a subscription at the end of its period',
  auth: ['secret', 'session'],
  body: z.object({
    subscriptionId: Id,
    paywallId: Id,
    cancellationReason: z.string().check(z.maxLength(2000)),
    email: z.optional(Email),
    userId: z.optional(UserId),
  }),
  answer: z.object({
    success: z.literal(true),
    subscription: z.pick(PaywallPurchase, { id: true, status: true, cancel_at_period_end: true, cancel_at: true, canceled_at: true }),
  }),
  errors: ['identity_required', 'identity_not_on_paywall'],
});

const TokenTypeName = z.string().check(z.minLength(1), z.maxLength(100));
const TokenAmount = z.int().check(z.gte(1), z.lte(1_000_000_000));

export const changeTokenBalance = operation({
  id: 'changeTokenBalance',
  method: 'post',
  path: '/api/v1/paywall/{id}/balances',
  tag: 'Paywall',
  summary: 'Credit or debit tokens; a debit that does not fit takes nothing',
  auth: ['secret'],
  params: Paywall,
  body: z.object({
    ...named,
    type: TokenTypeName,
    amount: TokenAmount,
    op: z.enum(['credit', 'debit']),
  }),
  answer: z.object({ success: z.literal(true), user_id: z.string(), type: z.string(), count: z.int(), balances: z.array(TokenBalance) }),
  errors: ['identity_required', 'identity_not_found', 'token_type_not_found', 'insufficient'],
});

export const withdrawTokens = operation({
  id: 'withdrawTokens',
  method: 'post',
  path: '/api/v1/withdraw-tokens',
  tag: 'Paywall',
  summary: 'Debit tokens, as integrations older than `balances` do',
  auth: ['secret'],
  body: z.object({
    paywall_id: Id,
    user_id: UserId,
    tokens: TokenAmount,
    token_type: z.optional(TokenTypeName.check(z.describe("Default: the project's first"))),
  }),
  answer: z.object({ success: z.literal(true), remaining: z.int() }),
  errors: ['identity_not_found', 'token_type_not_found', 'insufficient'],
});
