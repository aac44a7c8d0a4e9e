import { checkFeature } from './actions/check-feature.js';
import { getCheckoutStatus, startCheckout, type StartCheckoutInput } from './actions/checkout.js';
import { trackUsage, usageQueue, type UsageInput } from './actions/track-usage.js';
import { confirmCheckout } from './checkout-return.js';
import { createClient, type Client, type ClientOptions } from './client.js';
import { customer } from './resources/customer.js';
import { entitlements } from './resources/entitlements.js';
import { products } from './resources/products.js';
import { usageMetrics } from './resources/usage-metrics.js';
import type { UsageQueueOptions } from './usage/usage-queue.js';

export interface BillingClientOptions extends ClientOptions {
  usage?: UsageQueueOptions;
}

export type BillingClient = ReturnType<typeof createBillingClient>;

/** Everything in one object, for pages without the elements. It is a Client too, so it goes into `<billing-provider .client>`. */
export function createBillingClient(options: BillingClientOptions) {
  const client: Client = createClient(options);
  return {
    ...client,
    entitlements: client.resource(entitlements),
    usageMetrics: client.resource(usageMetrics),
    products: client.resource(products),
    customer: client.resource(customer),
    checkFeature: (featureKey: string, signal?: AbortSignal) => checkFeature(client, featureKey, signal),
    usage: usageQueue(client, options.usage),
    trackUsage: (input: UsageInput) => trackUsage(client, input),
    startCheckout: (input: StartCheckoutInput) => startCheckout(client, input),
    getCheckoutStatus: (id: string, signal?: AbortSignal) => getCheckoutStatus(client, id, signal),
    confirmCheckout: (id: string, signal?: AbortSignal) => confirmCheckout(client, id, signal),
  };
}
