import * as z from 'zod/mini';
import { Currency, Id, MinorUnits, Timestamp } from './common.js';
import { operation } from './operation.js';
import { PageQuery, pageOf } from './page.js';

export const InvoiceStatus = z.enum(['draft', 'open', 'paid', 'void']);
export type InvoiceStatus = z.infer<typeof InvoiceStatus>;

export const InvoiceLine = z.object({
  description: z.string(),
  quantity: z.number(),
  amount: MinorUnits.check(z.describe('Credits are negative')),
  periodStart: z.optional(Timestamp),
  periodEnd: z.optional(Timestamp),
});

export const Invoice = z.object({
  id: z.string(),
  number: z.nullable(z.string().check(z.describe('Given when the invoice is finalized'))),
  customerId: z.string(),
  subscriptionId: z.nullable(z.string()),
  status: InvoiceStatus,
  currency: Currency,
  lines: z.array(InvoiceLine),
  subtotal: MinorUnits,
  tax: MinorUnits,
  total: MinorUnits,
  amountPaid: MinorUnits,
  amountDue: MinorUnits,
  /** An open invoice whose collection failed at least once. */
  paymentFailed: z.boolean().check(z.describe('Open, and collecting it has failed at least once')),
  nextAttemptAt: z.nullable(Timestamp),
  periodStart: Timestamp,
  periodEnd: Timestamp,
  createdAt: Timestamp,
  finalizedAt: z.nullable(Timestamp),
  paidAt: z.nullable(Timestamp),
  url: z.string().check(z.describe('A page to read, print or save as PDF; whoever has the address may open it')),
});
export type Invoice = z.infer<typeof Invoice>;

export const listInvoices = operation({
  id: 'listInvoices',
  method: 'get',
  path: '/invoices',
  tag: 'Invoices',
  summary: "The customer's invoices, newest first; with a secret key everybody's, or one customer's",
  auth: ['session', 'secret'],
  query: z.extend(PageQuery, { customer_id: z.optional(Id), subscription_id: z.optional(Id), status: z.optional(InvoiceStatus) }),
  answer: pageOf(Invoice),
});

export const getInvoice = operation({
  id: 'getInvoice',
  method: 'get',
  path: '/invoices/{id}',
  tag: 'Invoices',
  summary: 'One invoice',
  auth: ['session', 'secret'],
  params: z.object({ id: Id }),
  answer: Invoice,
});

export const retryInvoice = operation({
  id: 'retryInvoice',
  method: 'post',
  path: '/sdk/invoices/{id}/retry',
  tag: 'Invoices',
  summary: 'Collect an open invoice now, from the card on file',
  auth: ['session', 'secret'],
  params: z.object({ id: Id }),
  answer: Invoice,
  errors: ['invoice_not_open', 'payment_failed', 'payment_method_required'],
});
