export { Currency, FeatureKey, Interval, Metadata, MinorUnits, Quantity, Timestamp } from './common.js';
export { ErrorEnvelope, PaywallErrorBody, isPaywallPath } from './error.js';
export { operation, type Credential, type FileRules, type Operation } from './operation.js';
export { SessionToken, SessionTokenInput, SessionTokenPayload, createSessionToken, revokeSessionToken } from './session-token.js';
export {
  CurrentSubscription,
  FeatureType,
  Price,
  PriceScheme,
  PriceTier,
  Product,
  ProductFeature,
  ProductList,
  TaxBehavior,
  listProducts,
} from './product.js';
export { PendingChange, SubscriptionStatus, grantsAccess } from './subscription.js';
export {
  DenyReason,
  Entitlement,
  EntitlementList,
  FeatureCheck,
  checkFeature,
  listEntitlements,
} from './entitlement.js';
export {
  TrackUsageInput,
  UsageAfter,
  UsageEventInput,
  UsageEventResult,
  UsageMetric,
  UsageMetricList,
  SeriesBucket,
  UsageRecorded,
  UsageSeries,
  getUsageSeries,
  checkUsage,
  listFeatureUsageMetrics,
  listUsageMetrics,
  trackFeatureUsage,
  trackFeatureUsageBatch,
  trackUsage,
} from './usage.js';
export { Checkout, CheckoutInput, CheckoutProgress, CheckoutStatus, createCheckout, getCheckoutStatus } from './checkout.js';
export {
  Customer,
  CustomerInput,
  CustomerSelf,
  createCustomer,
  deleteCustomer,
  getCustomer,
  getCustomerOfUser,
  getCustomerSelf,
  listCustomers,
  updateCustomer,
} from './customer.js';
export {
  CancellationReason,
  AppliedCoupon,
  ChangeType,
  PlanChangePreview,
  PlanOption,
  ProrationLine,
  Subscription,
  cancelSubscription,
  cancelSubscriptionWithReason,
  changePlan,
  createSubscription,
  getSubscription,
  listAvailablePlans,
  listSubscriptions,
  previewPlanChange,
  reactivateSubscription,
  updateSubscription,
} from './subscriptions.js';
export { Invoice, InvoiceLine, InvoiceStatus, getInvoice, listInvoices, retryInvoice } from './invoice.js';
export {
  PaymentMethod,
  createSetupIntent,
  deletePaymentMethod,
  listPaymentMethods,
  setDefaultPaymentMethod,
} from './payment-method.js';
export { Address, BillingDetails, getBillingDetails, updateBillingDetails } from './billing-details.js';
export { createPortal, getPortalData } from './portal.js';
export {
  BilledCustomer,
  MeterAggregation,
  MeterReading,
  UsageEvent,
  billPeriod,
  createBilledCustomer,
  finalizeInvoice,
  getSubscriptionUsage,
  sendEvent,
  subscribeByInvoice,
} from './meter.js';
export {
  WebhookEndpoint,
  WebhookEventType,
  createWebhook,
  deleteWebhook,
  listWebhooks,
  rollWebhookSecret,
} from './webhook.js';
export { WEBHOOK_EVENTS, WebhookMessage } from './webhook-message.js';
export { signWebhook, type SignWebhookInput } from './webhook-signature.js';
export { getHealth } from './health.js';
export { getOpenApi } from './openapi.js';
export { ERROR_CODES, type ErrorCode } from './error-codes.js';
export { ClockAdvance, advanceClock } from './sandbox.js';
export {
  PaywallBootstrap,
  PaywallPrice,
  PaywallPurchase,
  PaywallUser,
  TokenBalance,
  cancelPaywallSubscription,
  changeTokenBalance,
  getPaywallBootstrap,
  getPaywallUser,
  openPaywallPortal,
  startPaywallCheckout,
  withdrawTokens,
} from './paywall.js';
export { gatewayOperations } from './gateway.js';
export {
  SupportTicketInput,
  TICKET_FILES,
  Ticket,
  TicketFile,
  TicketStatus,
  createPaywallTicket,
  getTicketFile,
  listTickets,
  updateTicket,
} from './ticket.js';
