import type { BillingDetails } from '../../contract/billing-details.js';
import type { Invoice } from '../../contract/invoice.js';
import type { PaymentMethod } from '../../contract/payment-method.js';
import type { Client } from '../client.js';
import { act } from './act.js';
import type { HostedPage } from './portal.js';

const CARDS = '/payment-methods';
const DETAILS = '/sdk/customer/billing';

/** Collects an open invoice now, from the card on file. */
export const retryInvoice = (client: Client, invoiceId: string): Promise<Invoice> =>
  act(client, `/sdk/invoices/${encodeURIComponent(invoiceId)}/retry`, {}, 'subscription', 'invoices');

/** A hosted page on which the customer adds a card; open for an hour. */
export const addPaymentMethod = (client: Client, input: { returnUrl?: string } = {}): Promise<HostedPage> =>
  client.request(`/sdk${CARDS}/setup-intent`, { body: input });

export const removePaymentMethod = (client: Client, id: string): Promise<{ deleted: true }> =>
  act(client, `${CARDS}/${encodeURIComponent(id)}`, { method: 'DELETE' }, CARDS.slice(1));

/** Renewals are charged to this card. */
export const setDefaultPaymentMethod = (client: Client, id: string): Promise<PaymentMethod> =>
  act(client, `${CARDS}/${encodeURIComponent(id)}/set-default`, {}, CARDS.slice(1));

export const getBillingDetails = (client: Client, signal?: AbortSignal): Promise<BillingDetails> => client.request(DETAILS, { signal });

/** Changes what is given and leaves the rest. */
export const updateBillingDetails = (client: Client, changes: Partial<BillingDetails>): Promise<BillingDetails> =>
  act(client, DETAILS, { method: 'PATCH', body: changes }, 'customer');
