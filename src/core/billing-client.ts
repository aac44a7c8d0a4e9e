import {
  addPaymentMethod,
  removePaymentMethod,
  retryInvoice,
  setDefaultPaymentMethod,
  updateBillingDetails,
} from './actions/account.js';
import { callGateway } from './actions/call-gateway.js';
import { checkFeature } from './actions/check-feature.js';
import { getCheckoutStatus, startCheckout } from './actions/checkout.js';
import { cancelSubscription, reactivateSubscription } from './actions/subscription.js';
import { changePlan, getAvailablePlans, previewPlanChange } from './actions/plan-change.js';
import { getUser, openPortal } from './actions/portal.js';
import { createSupportTicket } from './actions/support-ticket.js';
import { trackUsage, usageQueue } from './actions/track-usage.js';
import { confirmCheckout } from './checkout-return.js';
import { createClient, type Client, type ClientOptions } from './client.js';
import type { Resource, ResourceDefinition } from './resource.js';
import { balances, billingDetails, invoices, paymentMethods, subscriptions } from './resources/account.js';
import { customer } from './resources/customer.js';
import { entitlements } from './resources/entitlements.js';
import { products } from './resources/products.js';
import { usageMetrics } from './resources/usage-metrics.js';
import type { UsageQueue, UsageQueueOptions } from './usage/usage-queue.js';

const PARTS = {
  balances,
  billingDetails,
  customer,
  entitlements,
  invoices,
  paymentMethods,
  products,
  subscriptions,
  usageMetrics,
  addPaymentMethod,
  callGateway,
  cancelSubscription,
  changePlan,
  checkFeature,
  confirmCheckout,
  createSupportTicket,
  getAvailablePlans,
  getCheckoutStatus,
  getUser,
  openPortal,
  previewPlanChange,
  reactivateSubscription,
  removePaymentMethod,
  retryInvoice,
  setDefaultPaymentMethod,
  startCheckout,
  trackUsage,
  updateBillingDetails,
};

/** Each resource opened, and each action without its first argument, the client. */
type Opened<Part> =
  Part extends ResourceDefinition<infer T> ? Resource<T>
  : Part extends (client: Client, ...rest: infer Rest) => infer Result ? (...rest: Rest) => Result
  : never;

type Parts = { readonly [Name in keyof typeof PARTS]: Opened<(typeof PARTS)[Name]> };

export interface BillingClientOptions extends ClientOptions {
  usage?: UsageQueueOptions;
}

export interface BillingClient extends Client, Parts {
  readonly usage: UsageQueue;
}

/** Everything in one object, for pages without the elements. It is a Client too, so it goes into `<billing-provider .client>`. */
export function createBillingClient(options: BillingClientOptions): BillingClient {
  const client = createClient(options);
  const opened: Record<string, unknown> = { ...client, usage: usageQueue(client, options.usage) };
  for (const [name, part] of Object.entries(PARTS)) {
    opened[name] = typeof part === 'function' ? (part as (client: Client) => unknown).bind(undefined, client) : client.resource<unknown>(part);
  }
  return opened as unknown as BillingClient;
}
