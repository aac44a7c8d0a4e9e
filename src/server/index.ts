export type { Customer, Subscription } from './answers.js';
export { Billing, type MintedSession, type PlanChanged, type UsageMetrics } from './billing.js';
export {
  BillingClient,
  type BillingClientOptions,
  type CheckoutRequest,
  type TicketRequest,
  type TokenChange,
} from './billing-client.js';
export type { Identity, SessionHolder } from './identity.js';
export { ApiGatewayClient, type ApiGatewayOptions } from './gateway-client.js';
export type { BillingOptions, Environment } from './options.js';
export type {
  CancelSubscription,
  CreateCustomer,
  CreateSubscription,
  Page,
  PageRequest,
  PlanChange,
  TrackUsage,
  UpdateCustomer,
  UpdateSubscription,
} from './inputs.js';
export type { KeyValueStorage } from './storage.js';
export { createSessionRoute, type FetchHandler, type SessionRouteOptions, type SessionUser } from './session-route.js';
export type { CallOptions } from './transport.js';
export {
  AuthenticationError,
  AuthorizationError,
  BillingError,
  ConflictError,
  isBillingError,
  NetworkError,
  NotFoundError,
  QuotaExceededError,
  RateLimitError,
  ServerError,
  ValidationError,
} from '../core/errors.js';
export type { FeatureCheck } from '../contract/entitlement.js';
export type { SessionTokenInput } from '../contract/session-token.js';
export type { UsageMetric, UsageRecorded } from '../contract/usage.js';
export {
  signWebhook,
  verifyWebhook,
  WebhookVerificationError,
  type SignWebhookInput,
  type VerifyWebhookOptions,
  type WebhookDelivery,
  type WebhookEvent,
} from './webhook.js';
export { plansJsonLd, plansPage, type PlansPageOptions } from './plans-page.js';
