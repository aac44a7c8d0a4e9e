import type { BillingDetails } from '../../contract/billing-details.js';
import type { Invoice } from '../../contract/invoice.js';
import type { PaymentMethod } from '../../contract/payment-method.js';
import { action } from './action.js';
import type { HostedPage, Return } from './portal.js';

/** Collects an open invoice now, from the card on file. */
export const retryInvoice = /* @__PURE__ */ action<{ invoiceId: string }, Invoice>('POST /sdk/invoices/{invoiceId}/retry', 'subscription');

/** A hosted page on which the customer adds a card; open for an hour. */
export const addPaymentMethod = /* @__PURE__ */ action<Return | void, HostedPage>('POST /sdk/payment-methods/setup-intent');

export const removePaymentMethod = /* @__PURE__ */ action<{ paymentMethodId: string }, { deleted: true }>(
  'DELETE /payment-methods/{paymentMethodId}',
  'payment-methods',
);

/** Renewals are charged to this card. */
export const setDefaultPaymentMethod = /* @__PURE__ */ action<{ paymentMethodId: string }, PaymentMethod>(
  'POST /payment-methods/{paymentMethodId}/set-default',
  'payment-methods',
);

/** Changes what is given and leaves the rest. */
export const updateBillingDetails = /* @__PURE__ */ action<Partial<BillingDetails>, BillingDetails>('PATCH /sdk/customer/billing', 'customer');
