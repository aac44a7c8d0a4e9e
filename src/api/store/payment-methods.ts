import type { CardOnFile } from '../domain/cards.js';
import { newId } from '../domain/ids.js';
import type { Db } from './database.js';
import type { PaymentMethod } from './tables.js';
import type { CustomerKey } from './usage.js';

/** Keeps a card and makes it the one that renewals are charged to. */
export async function addDefaultCard(db: Db, { projectId, customerId }: CustomerKey, card: CardOnFile, now: Date): Promise<PaymentMethod> {
  await db
    .updateTable('paymentMethods')
    .set({ isDefault: false })
    .where('projectId', '=', projectId)
    .where('customerId', '=', customerId)
    .execute();
  const { token, brand, last4, expMonth, expYear } = card;
  return db
    .insertInto('paymentMethods')
    .values({ projectId, customerId, id: newId('pm'), token, brand, last4, expMonth, expYear, isDefault: true, createdAt: now })
    .returningAll()
    .executeTakeFirstOrThrow();
}
