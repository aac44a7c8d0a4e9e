import type { Updateable } from 'kysely';
import type { Db } from './database.js';
import type { Checkout, CheckoutTable } from './tables.js';

/** Whoever knows the id may open the page: it holds 130 random bits. */
export const findCheckout = (db: Db, id: string): Promise<Checkout | undefined> =>
  db.selectFrom('checkouts').selectAll().where('id', '=', id).executeTakeFirst();

export const lockCheckout = (db: Db, { projectId, customerId, id }: Checkout): Promise<Checkout> =>
  db
    .selectFrom('checkouts')
    .selectAll()
    .where('projectId', '=', projectId)
    .where('customerId', '=', customerId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();

export async function changeCheckout(db: Db, { projectId, customerId, id }: Checkout, change: Updateable<CheckoutTable>): Promise<void> {
  await db.updateTable('checkouts').set(change).where('projectId', '=', projectId).where('customerId', '=', customerId).where('id', '=', id).execute();
}
