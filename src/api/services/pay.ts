import type { PaymentProcessor } from '../domain/payments.js';
import { ApiError } from '../http/errors.js';
import type { Db } from '../store/database.js';
import { findDefaultCard } from '../store/payment-methods.js';
import { findSubscription } from '../store/subscriptions.js';
import type { Invoice } from '../store/tables.js';
import { invoiceChargeKey, payInvoice } from './invoices.js';
import { recover } from './lifecycle.js';

/** Collects an open invoice on request. A refusal changes nothing, not even the day of the next try. Needs the customer's lock. */
export async function payOpenInvoice(db: Db, payments: PaymentProcessor, invoice: Invoice, now: Date): Promise<Invoice> {
  if (invoice.status !== 'open') throw new ApiError('invoice_not_open', `The invoice is ${invoice.status}`);
  const amount = invoice.total - invoice.amountPaid;
  if (amount > 0) await charge(db, payments, invoice, amount);
  const paid = await payInvoice(db, invoice, now);
  const subscription = invoice.subscriptionId ? await findSubscription(db, invoice.projectId, invoice.subscriptionId) : undefined;
  if (subscription) await recover(db, subscription, now);
  return paid;
}

async function charge(db: Db, payments: PaymentProcessor, invoice: Invoice, amount: number): Promise<void> {
  const card = await findDefaultCard(db, invoice);
  if (!card) throw new ApiError('payment_method_required', 'There is no card on file: one is added on the page that POST /sdk/payment-methods/setup-intent opens');
  const outcome = await payments.charge({
    projectId: invoice.projectId,
    amount,
    currency: invoice.currency,
    cardToken: card.token,
    idempotencyKey: await invoiceChargeKey(invoice, card),
    offSession: true,
  });
  if (outcome.status !== 'succeeded') throw new ApiError('payment_failed', 'The card on file was declined; add another one and try again');
}
