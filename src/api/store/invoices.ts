import { sql } from 'kysely';
import type { InvoiceStatus } from '../../contract/index.js';
import type { Db } from './database.js';
import type { Position } from './paging.js';
import type { Invoice } from './tables.js';

export interface InvoiceFilter {
  readonly projectId: string;
  readonly customerId?: string | undefined;
  readonly subscriptionId?: string | undefined;
  readonly status?: InvoiceStatus | undefined;
  readonly after?: Position | undefined;
  readonly limit: number;
}

/** Newest first. */
export async function findInvoices(db: Db, { projectId, customerId, subscriptionId, status, after, limit }: InvoiceFilter): Promise<Invoice[]> {
  let query = db.selectFrom('invoices').selectAll().where('projectId', '=', projectId);
  if (customerId !== undefined) query = query.where('customerId', '=', customerId);
  if (subscriptionId !== undefined) query = query.where('subscriptionId', '=', subscriptionId);
  if (status !== undefined) query = query.where('status', '=', status);
  if (after) query = query.where(sql<boolean>`(created_at, id) < (${after.createdAt}, ${after.id})`);
  return query.orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(limit).execute();
}

export const findInvoice = (db: Db, projectId: string, id: string): Promise<Invoice | undefined> =>
  db.selectFrom('invoices').selectAll().where('projectId', '=', projectId).where('id', '=', id).executeTakeFirst();

/** A subscription's unpaid invoices, oldest first. */
export const openInvoicesOf = (db: Db, { projectId, customerId, id }: { projectId: string; customerId: string; id: string }): Promise<Invoice[]> =>
  db
    .selectFrom('invoices')
    .selectAll()
    .where('projectId', '=', projectId)
    .where('customerId', '=', customerId)
    .where('subscriptionId', '=', id)
    .where('status', '=', 'open')
    .orderBy('createdAt')
    .execute();

/** The invoice of a period, if there is one yet. */
export const findPeriodInvoice = (
  db: Db,
  { projectId, customerId, id, currentPeriodStart }: { projectId: string; customerId: string; id: string; currentPeriodStart: Date },
): Promise<Invoice | undefined> =>
  db
    .selectFrom('invoices')
    .selectAll()
    .where('projectId', '=', projectId)
    .where('customerId', '=', customerId)
    .where('subscriptionId', '=', id)
    .where('periodStart', '=', currentPeriodStart)
    .where('kind', '=', 'period')
    .executeTakeFirst();
