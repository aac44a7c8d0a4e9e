import { newId } from '../domain/ids.js';
import type { Period } from '../domain/period.js';
import type { Db } from '../store/database.js';
import { json } from '../store/json.js';
import type { Customer, InvoiceLine } from '../store/tables.js';

export interface PaidInvoice {
  readonly subscriptionId: string;
  readonly currency: string;
  readonly lines: readonly InvoiceLine[];
  readonly period: Period;
}

/** The next number of a customer: theirs alone, without gaps. Needs the customer's lock. */
export async function nextInvoiceNumber(db: Db, customer: Pick<Customer, 'projectId' | 'id'>): Promise<string> {
  const { invoicePrefix, invoiceCount } = await db
    .updateTable('customers')
    .set((eb) => ({ invoiceCount: eb('invoiceCount', '+', 1) }))
    .where('projectId', '=', customer.projectId)
    .where('id', '=', customer.id)
    .returning(['invoicePrefix', 'invoiceCount'])
    .executeTakeFirstOrThrow();
  return `${invoicePrefix}-${String(invoiceCount).padStart(4, '0')}`;
}

/** Writes down what was charged, in the transaction that gave what was bought. */
export async function addPaidInvoice(db: Db, customer: Customer, it: PaidInvoice, now: Date): Promise<string> {
  const id = newId('inv');
  const total = it.lines.reduce((sum, line) => sum + line.amount, 0);
  await db
    .insertInto('invoices')
    .values({
      projectId: customer.projectId,
      customerId: customer.id,
      id,
      subscriptionId: it.subscriptionId,
      number: await nextInvoiceNumber(db, customer),
      status: 'paid',
      currency: it.currency,
      lines: json([...it.lines]),
      subtotal: total,
      tax: 0,
      total,
      amountPaid: total,
      periodStart: it.period.start,
      periodEnd: it.period.end,
      createdAt: now,
      finalizedAt: now,
      paidAt: now,
      nextAttemptAt: null,
    })
    .execute();
  return id;
}
