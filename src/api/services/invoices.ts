import { taxed, type Rate } from '../domain/invoice.js';
import { newId } from '../domain/ids.js';
import { chargeKey, type PaymentProcessor } from '../domain/payments.js';
import { addIntervals, type Period } from '../domain/period.js';
import type { Db } from '../store/database.js';
import { json } from '../store/json.js';
import { findDefaultCard } from '../store/payment-methods.js';
import { taxRatesFor } from '../store/taxes.js';
import type { BilledTo, Customer, Invoice, InvoiceLine, PaymentMethod, Price } from '../store/tables.js';
import { emit, type EventType } from './events.js';

export interface Draft {
  readonly subscriptionId: string;
  readonly kind: Invoice['kind'];
  readonly currency: string;
  readonly taxBehavior: Price['taxBehavior'];
  readonly lines: readonly InvoiceLine[];
  readonly period: Period;
}

export const sumOf = (lines: readonly InvoiceLine[]): number => lines.reduce((sum, line) => sum + line.amount, 0);

/** The total of some lines with taxes; there are none on nothing. */
export function totalled(lines: readonly InvoiceLine[], rates: readonly Rate[], taxBehavior: Price['taxBehavior']) {
  const subtotal = sumOf(lines);
  return { subtotal, ...taxed(subtotal, subtotal > 0 ? rates : [], taxBehavior === 'inclusive') };
}

export async function addDraft(db: Db, customer: Customer, draft: Draft, now: Date): Promise<Invoice> {
  const rates = await taxRatesFor(db, customer.projectId, customer.address);
  const { subtotal, tax, total, taxLines } = totalled(draft.lines, rates, draft.taxBehavior);
  return db
    .insertInto('invoices')
    .values({
      projectId: customer.projectId,
      customerId: customer.id,
      id: newId('inv'),
      subscriptionId: draft.subscriptionId,
      kind: draft.kind,
      number: null,
      status: 'draft',
      currency: draft.currency,
      lines: json([...draft.lines]),
      taxLines: json(taxLines),
      subtotal,
      tax,
      total,
      amountPaid: 0,
      periodStart: draft.period.start,
      periodEnd: draft.period.end,
      createdAt: now,
      finalizedAt: null,
      paidAt: null,
      nextAttemptAt: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export type InvoiceChange = Partial<Pick<Invoice, 'status' | 'number' | 'amountPaid' | 'finalizedAt' | 'paidAt' | 'attempts' | 'nextAttemptAt' | 'failedAt' | 'billedTo'>>;

async function update(db: Db, invoice: Invoice, { billedTo, ...change }: InvoiceChange, event: EventType | undefined, now: Date): Promise<Invoice> {
  await db
    .updateTable('invoices')
    .set({ ...change, ...(billedTo && { billedTo: json(billedTo) }) })
    .where('projectId', '=', invoice.projectId)
    .where('customerId', '=', invoice.customerId)
    .where('id', '=', invoice.id)
    .execute();
  if (event) {
    const data = { invoice_id: invoice.id, subscription_id: invoice.subscriptionId, amount: invoice.total, currency: invoice.currency };
    await emit(db, { projectId: invoice.projectId, customerId: invoice.customerId, type: event, data }, now);
  }
  return { ...invoice, ...change, ...(billedTo && { billedTo }) };
}

/** The customer's next invoice numbers, without gaps. Needs the customer's lock. */
export async function takeInvoiceNumbers(db: Db, customer: Pick<Customer, 'projectId' | 'id'>, count: number): Promise<string[]> {
  const { invoicePrefix, invoiceCount } = await db
    .updateTable('customers')
    .set((eb) => ({ invoiceCount: eb('invoiceCount', '+', count) }))
    .where('projectId', '=', customer.projectId)
    .where('id', '=', customer.id)
    .returning(['invoicePrefix', 'invoiceCount'])
    .executeTakeFirstOrThrow();
  return Array.from({ length: count }, (_, index) => `${invoicePrefix}-${String(invoiceCount - count + index + 1).padStart(4, '0')}`);
}

/** Draft → open, with its number. From here on its lines and its recipient do not change. */
export async function finalizeInvoice(db: Db, invoice: Invoice, now: Date): Promise<Invoice> {
  const key = { projectId: invoice.projectId, id: invoice.customerId };
  const [number] = await takeInvoiceNumbers(db, key, 1);
  const billedTo = await billedToOf(db, key);
  return update(db, invoice, { status: 'open', number, finalizedAt: now, billedTo }, 'invoice.finalized', now);
}

const billedToOf = (db: Db, { projectId, id }: Pick<Customer, 'projectId' | 'id'>): Promise<BilledTo> =>
  db
    .selectFrom('customers')
    .select(['name', 'email', 'address', 'taxId'])
    .where('projectId', '=', projectId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();


export const payInvoice = (db: Db, invoice: Invoice, now: Date): Promise<Invoice> =>
  update(db, invoice, { status: 'paid', amountPaid: invoice.total, paidAt: now, nextAttemptAt: null }, 'invoice.paid', now);

export const voidInvoice = (db: Db, invoice: Invoice, now: Date): Promise<Invoice> =>
  update(db, invoice, { status: 'void', nextAttemptAt: null }, 'invoice.voided', now);

/** Records a charge, in the transaction that gave what was bought. */
export const addPaidInvoice = async (db: Db, customer: Customer, draft: Draft, now: Date): Promise<Invoice> =>
  payInvoice(db, await finalizeInvoice(db, await addDraft(db, customer, draft, now), now), now);

/** Days after the first failure at which collecting is tried again. */
const RETRY_DAYS = [3, 7, 14, 21] as const;

/** By its period and not by its id: if the transaction is undone after the charge was made, the invoice gets another id next time. */
export const invoiceChargeKey = ({ subscriptionId, id, kind, periodStart, attempts }: Invoice, card: Pick<PaymentMethod, 'id'>): Promise<string> =>
  chargeKey(subscriptionId ?? id, kind, periodStart.toISOString(), card.id, attempts);

/**
 * Tries to collect an open invoice from the card on file, with nobody there to confirm it; an invoice over nothing needs
 * no card. A failure is recorded with the day of the next try, or null if this was the last.
 */
export async function collectInvoice(db: Db, payments: PaymentProcessor, invoice: Invoice, now: Date, nameOf = invoiceChargeKey): Promise<Invoice> {
  const amount = invoice.total - invoice.amountPaid;
  if (amount === 0) return payInvoice(db, invoice, now);
  const card = await findDefaultCard(db, invoice);
  const outcome = card && (await payments.charge({
    projectId: invoice.projectId,
    amount,
    currency: invoice.currency,
    cardToken: card.token,
    idempotencyKey: await nameOf(invoice, card),
    offSession: true,
  }));
  if (outcome?.status === 'succeeded') return payInvoice(db, invoice, now);

  const failedAt = invoice.failedAt ?? now;
  const next = RETRY_DAYS.map((days) => addIntervals(failedAt, 'day', days)).find((at) => at > now) ?? null;
  return update(db, invoice, { failedAt, attempts: invoice.attempts + 1, nextAttemptAt: next }, 'payment.failed', now);
}

export const stopCollecting = (db: Db, invoice: Invoice, now: Date): Promise<Invoice> => update(db, invoice, { nextAttemptAt: null }, undefined, now);
