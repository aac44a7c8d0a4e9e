export * from './elements/index.js';
export { createBillingClient, type BillingClient } from './core/billing-client.js';
export { createClient, type Client, type ClientOptions } from './core/client.js';
export * from './core/errors.js';
export { VERSION } from './version.js';
