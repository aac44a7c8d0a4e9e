import { sql } from 'kysely';
import { newId } from '../domain/ids.js';
import { bytea } from './bytes.js';
import type { Db } from './database.js';
import type { Position } from './paging.js';
import type { Ticket, TicketFile } from './tables.js';
import type { CustomerKey } from './usage.js';

export interface NewTicket {
  readonly subject: string;
  readonly content: string;
  readonly email: string;
  readonly files: readonly Pick<TicketFile, 'name' | 'type' | 'content'>[];
}

export async function addTicket(db: Db, customer: CustomerKey, { files, ...ticket }: NewTicket, now: Date): Promise<Ticket> {
  const id = newId('tkt');
  const added = await db
    .insertInto('tickets')
    .values({ ...customer, id, status: 'open', ...ticket, createdAt: now })
    .returningAll()
    .executeTakeFirstOrThrow();
  for (const [position, { name, type, content }] of files.entries()) {
    await db
      .insertInto('ticketFiles')
      .values({ ...customer, ticketId: id, position, name, type, size: content.byteLength, content: bytea(content) })
      .execute();
  }
  return added;
}

export interface TicketFilter {
  readonly projectId: string;
  readonly customerId?: string | undefined;
  readonly status?: Ticket['status'] | undefined;
  readonly after?: Position | undefined;
  readonly limit: number;
}

/** Newest first. */
export const findTickets = (db: Db, { projectId, customerId, status, after, limit }: TicketFilter): Promise<Ticket[]> =>
  db
    .selectFrom('tickets')
    .selectAll()
    .where('projectId', '=', projectId)
    .$if(customerId !== undefined, (query) => query.where('customerId', '=', customerId ?? ''))
    .$if(status !== undefined, (query) => query.where('status', '=', status ?? 'open'))
    .$if(after !== undefined, (query) => query.where(sql<boolean>`(created_at, id) < (${after?.createdAt}, ${after?.id})`))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();

export const setTicketStatus = (db: Db, projectId: string, id: string, status: Ticket['status']): Promise<Ticket | undefined> =>
  db.updateTable('tickets').set({ status }).where('projectId', '=', projectId).where('id', '=', id).returningAll().executeTakeFirst();

/** The files' names, types and sizes, without their contents. */
export const filesOf = (db: Db, projectId: string, ticketIds: readonly string[]) =>
  db
    .selectFrom('ticketFiles')
    .select(['ticketId', 'position', 'name', 'type', 'size'])
    .where('projectId', '=', projectId)
    .where('ticketId', 'in', ticketIds.length > 0 ? ticketIds : [''])
    .orderBy('position')
    .execute();

export const findTicketFile = (db: Db, projectId: string, ticketId: string, position: number): Promise<TicketFile | undefined> =>
  db
    .selectFrom('ticketFiles')
    .selectAll()
    .where('projectId', '=', projectId)
    .where('ticketId', '=', ticketId)
    .where('position', '=', position)
    .executeTakeFirst();
