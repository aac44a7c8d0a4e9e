import type { CardOnFile } from '../domain/cards.js';
import { newId } from '../domain/ids.js';
import type { Db } from './database.js';
import type { PaymentMethod } from './tables.js';
import type { CustomerKey } from './usage.js';

const cardsOf = (db: Db, { projectId, customerId }: CustomerKey) =>
  db.selectFrom('paymentMethods').selectAll().where('projectId', '=', projectId).where('customerId', '=', customerId);

/** The default one first, then the newest. */
export const listCards = (db: Db, customer: CustomerKey): Promise<PaymentMethod[]> =>
  cardsOf(db, customer).orderBy('isDefault', 'desc').orderBy('createdAt', 'desc').orderBy('id', 'desc').execute();

export const findDefaultCard = (db: Db, customer: CustomerKey): Promise<PaymentMethod | undefined> =>
  cardsOf(db, customer).where('isDefault', '=', true).executeTakeFirst();

export const findCard = (db: Db, projectId: string, id: string): Promise<PaymentMethod | undefined> =>
  db.selectFrom('paymentMethods').selectAll().where('projectId', '=', projectId).where('id', '=', id).executeTakeFirst();

async function noDefault(db: Db, { projectId, customerId }: CustomerKey): Promise<void> {
  await db
    .updateTable('paymentMethods')
    .set({ isDefault: false })
    .where('projectId', '=', projectId)
    .where('customerId', '=', customerId)
    .execute();
}

/** Keeps a card and makes it the one that renewals are charged to. */
export async function addDefaultCard(db: Db, customer: CustomerKey, card: CardOnFile, now: Date): Promise<PaymentMethod> {
  await noDefault(db, customer);
  const { token, brand, last4, expMonth, expYear } = card;
  return db
    .insertInto('paymentMethods')
    .values({ ...customer, id: newId('pm'), token, brand, last4, expMonth, expYear, isDefault: true, createdAt: now })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function setDefaultCard(db: Db, card: PaymentMethod): Promise<PaymentMethod> {
  await noDefault(db, card);
  await db
    .updateTable('paymentMethods')
    .set({ isDefault: true })
    .where('projectId', '=', card.projectId)
    .where('customerId', '=', card.customerId)
    .where('id', '=', card.id)
    .execute();
  return { ...card, isDefault: true };
}

export async function deleteCard(db: Db, { projectId, customerId, id }: PaymentMethod): Promise<void> {
  await db
    .deleteFrom('paymentMethods')
    .where('projectId', '=', projectId)
    .where('customerId', '=', customerId)
    .where('id', '=', id)
    .execute();
}
