import type { Invoice } from '../../contract/invoice.js';
import type { TokenBalance } from '../../contract/paywall.js';
import type { PaymentMethod } from '../../contract/payment-method.js';
import type { Subscription } from '../../contract/subscriptions.js';
import { listResource } from './list.js';

/** The customer's subscriptions, newest first. */
export const subscriptions = /* @__PURE__ */ listResource<Subscription>(
  'subscriptions',
  '/subscriptions',
  'data',
  'id:string status:string priceId:string currentPeriodEnd:string',
  { topics: ['subscription'] },
);

/** The newest invoices; older ones are had page by page with `client.request`. */
export const invoices = /* @__PURE__ */ listResource<Invoice>(
  'invoices',
  '/invoices',
  'data',
  'id:string status:string currency:string total:number',
  { topics: ['subscription', 'invoices'] },
);

/** The cards on file, the default one first. */
export const paymentMethods = /* @__PURE__ */ listResource<PaymentMethod>(
  'payment-methods',
  '/payment-methods',
  'paymentMethods',
  'id:string',
  { topics: ['payment-methods'] },
);

/** What is left of each kind of token. */
export const balances = /* @__PURE__ */ listResource<TokenBalance>(
  'balances',
  '/api/v1/paywall/{project}/user',
  'balances',
  'type:string count:number',
  { topics: ['subscription', 'balances'] },
);
