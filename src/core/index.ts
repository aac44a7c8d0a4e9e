export { createSupportTicket, type TicketInput } from './actions/support-ticket.js';
export { getCheckoutStatus, startCheckout, type StartCheckoutInput } from './actions/checkout.js';
export { createBillingClient, type BillingClient, type BillingClientOptions } from './billing-client.js';
export { createClient, type Client, type ClientOptions } from './client.js';
export type { RequestOptions } from './transport.js';
export type { SessionClient, SessionState } from './session-client.js';
export type { SessionTokenAnswer } from './token.js';
export type { Resource, ResourceDefinition, ResourceState } from './resource.js';
export { systemClock, type Clock } from './clock.js';
export type { Channel, Host, PageEvent } from './host.js';
export type { Store, WritableStore } from './store.js';
export { customer } from './resources/customer.js';
export { entitlements } from './resources/entitlements.js';
export { products } from './resources/products.js';
export { balances, billingDetails, invoices, paymentMethods, subscriptions, type InvoicePage } from './resources/account.js';
export { usageMetrics } from './resources/usage-metrics.js';
export { usageSeries, type SeriesRange } from './resources/usage-series.js';
export { callGateway, type GatewayCall } from './actions/call-gateway.js';
export {
  addPaymentMethod,
  removePaymentMethod,
  retryInvoice,
  setDefaultPaymentMethod,
  updateBillingDetails,
} from './actions/account.js';
export { getUser, openPortal, type HostedPage } from './actions/portal.js';
export { cancelSubscription, reactivateSubscription, type CancelInput } from './actions/subscription.js';
export { changePlan, getAvailablePlans, previewPlanChange, type AvailablePlans, type ConfirmedPlanChange, type PlanChangeInput, type PlanChanged } from './actions/plan-change.js';
export { checkFeature } from './actions/check-feature.js';
export { trackUsage, usageQueue, type UsageInput, type UsageOutcome } from './actions/track-usage.js';
export type { UsageQueue, UsageQueueOptions, UsageQueueState, UsageRejection } from './usage/usage-queue.js';
export type { StoredUse, UseStore } from './usage/use-store.js';
export {
  confirmCheckout,
  readCheckoutReturn,
  withoutCheckoutReturn,
  type CheckoutOutcome,
  type CheckoutReturn,
} from './checkout-return.js';
export {
  AuthenticationError,
  AuthorizationError,
  BillingError,
  ConflictError,
  NetworkError,
  NotFoundError,
  QuotaExceededError,
  RateLimitError,
  ServerError,
  ValidationError,
  isBillingError,
  type BillingErrorOptions,
} from './errors.js';
