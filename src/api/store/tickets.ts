import { newId } from '../domain/ids.js';
import type { Db } from './database.js';
import type { Ticket, TicketFileTable } from './tables.js';
import type { CustomerKey } from './usage.js';

export interface NewTicket {
  readonly subject: string;
  readonly content: string;
  readonly email: string;
  readonly files: readonly Pick<TicketFileTable, 'name' | 'type' | 'content'>[];
}

export async function addTicket(db: Db, customer: CustomerKey, { files, ...ticket }: NewTicket, now: Date): Promise<Ticket> {
  const id = newId('tkt');
  const added = await db
    .insertInto('tickets')
    .values({ ...customer, id, status: 'open', ...ticket, createdAt: now })
    .returningAll()
    .executeTakeFirstOrThrow();
  for (const [position, file] of files.entries()) {
    await db
      .insertInto('ticketFiles')
      .values({ ...customer, ticketId: id, position, ...file, size: file.content.byteLength })
      .execute();
  }
  return added;
}
