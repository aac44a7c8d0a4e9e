export * from './elements/index.js';
export { createBillingClient, type BillingClient } from './core/billing-client.js';
export { createClient, type Client, type ClientOptions } from './core/client.js';
export { checkFeature } from './core/actions/check-feature.js';
export { startCheckout, type StartCheckoutInput } from './core/actions/checkout.js';
export { trackUsage, type UsageInput, type UsageOutcome } from './core/actions/track-usage.js';
export * from './core/errors.js';
export { VERSION } from './version.js';
