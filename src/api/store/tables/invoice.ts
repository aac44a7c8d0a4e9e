import type { ColumnType, Selectable } from 'kysely';
import type { Json } from '../json.js';
import type { Defaulted, JsonColumn } from './column.js';
import type { Customer } from './customer.js';

export interface InvoiceLine {
  description: string;
  quantity: number;
  /** Minor units; credits are negative. */
  amount: number;
  periodStart?: string;
  periodEnd?: string;
}

export interface InvoiceTable {
  projectId: string;
  customerId: string;
  id: string;
  subscriptionId: string | null;
  /** Given when it is finalized. */
  number: string | null;
  status: 'draft' | 'open' | 'paid' | 'void';
  currency: string;
  lines: JsonColumn<InvoiceLine[]>;
  subtotal: number;
  tax: number;
  total: number;
  amountPaid: number;
  periodStart: Date;
  periodEnd: Date;
  createdAt: Date;
  finalizedAt: Date | null;
  paidAt: Date | null;
  /** Failed attempts to collect it, and when to try again. */
  attempts: Defaulted<number>;
  nextAttemptAt: Date | null;
  /** A period has one invoice; changes within it and the last use of an ended subscription have their own. */
  kind: Defaulted<'period' | 'change' | 'final'>;
  taxLines: ColumnType<TaxLine[], Json<TaxLine[]> | undefined, Json<TaxLine[]>>;
  /** When collecting it first failed: the retries count from here. */
  failedAt: Defaulted<Date | null>;
  /** Whom it was issued to, as they were then; null on drafts, and on those issued before this was kept. */
  billedTo: ColumnType<BilledTo | null, Json<BilledTo> | null | undefined, Json<BilledTo> | null>;
}

export type BilledTo = Pick<Customer, 'name' | 'email' | 'address' | 'taxId'>;

export interface TaxLine {
  name: string;
  percentage: number;
  amount: number;
  /** Part of the prices above, or on top of them. */
  inclusive: boolean;
}

export type Invoice = Selectable<InvoiceTable>;
