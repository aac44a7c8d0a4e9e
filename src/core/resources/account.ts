import type { BillingDetails } from '../../contract/billing-details.js';
import type { Invoice } from '../../contract/invoice.js';
import type { TokenBalance } from '../../contract/paywall.js';
import type { PaymentMethod } from '../../contract/payment-method.js';
import type { Subscription } from '../../contract/subscriptions.js';
import { want } from '../guard.js';
import type { ResourceDefinition } from '../resource.js';
import { listResource } from './list.js';

/** A part of the invoices, newest first. */
export interface InvoicePage extends ReadonlyArray<Invoice> {
  /** Where the older ones begin; none if these are all. */
  readonly nextCursor: string | null | undefined;
}

/** The customer's subscriptions, newest first. */
export const subscriptions = /* @__PURE__ */ listResource<Subscription>(
  'subscriptions',
  '/subscriptions',
  'data',
  { id: '', status: '', priceId: '', currentPeriodEnd: '' },
);

const asSent = /* @__PURE__ */ listResource<Invoice>(
  'invoices',
  '/invoices',
  'data',
  { id: '', status: '', currency: '', total: 0 },
);

/** The newest invoices. Get older ones with `client.request('/invoices?cursor=<nextCursor>')`. */
export const invoices: ResourceDefinition<InvoicePage> = {
  ...asSent,
  parse: (body) => Object.assign(asSent.parse(body), { nextCursor: (body as InvoicePage).nextCursor }),
};

/** The cards on file, the default one first. */
export const paymentMethods = /* @__PURE__ */ listResource<PaymentMethod>(
  'payment-methods',
  '/payment-methods',
  'paymentMethods',
  { id: '', expMonth: 0, expYear: 0 },
);

/** What is left of each kind of credits, which the API calls tokens. Polled every 30 s while somebody looks, since mostly servers spend them. */
export const balances = /* @__PURE__ */ listResource<TokenBalance>(
  'balances',
  '/api/v1/paywall/{project}/user',
  'balances',
  { type: '', count: 0 },
);

/** Name, address and tax id as they stand on invoices. */
export const billingDetails: ResourceDefinition<BillingDetails> = {
  name: 'billing-details',
  path: '/sdk/customer/billing',
  topics: ['customer'],
  parse: (body) => want(body, { 'name?': '', 'email?': '', 'address?': {} }),
};
