export { Currency, FeatureKey, Interval, Metadata, MinorUnits, Quantity, Timestamp } from './common.js';
export { ErrorEnvelope, PaywallErrorBody, isPaywallPath } from './error.js';
export { operation, type Credential, type Operation } from './operation.js';
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
  listProducts,
} from './product.js';
export { SubscriptionStatus, grantsAccess } from './subscription.js';
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
  UsageRecorded,
  checkUsage,
  listFeatureUsageMetrics,
  listUsageMetrics,
  trackFeatureUsage,
  trackFeatureUsageBatch,
  trackUsage,
} from './usage.js';
export { Checkout, CheckoutInput, CheckoutProgress, CheckoutStatus, createCheckout, getCheckoutStatus } from './checkout.js';
export { Customer, CustomerSelf, getCustomerSelf } from './customer.js';
export { getHealth } from './health.js';
export { ERROR_CODES, type ErrorCode } from './error-codes.js';
export { ClockAdvance, advanceClock } from './sandbox.js';
