import { newId } from '../domain/ids.js';
import type { Db } from './database.js';
import type { PortalLink } from './tables.js';
import type { CustomerKey } from './usage.js';

export async function addPortalLink(db: Db, customer: CustomerKey, expiresAt: Date): Promise<string> {
  const id = newId('plink');
  await db.insertInto('portalLinks').values({ ...customer, id, expiresAt, usedAt: null }).execute();
  return id;
}

/** Whoever knows the id may use it, once: it holds 130 random bits. */
export const findPortalLink = (db: Db, id: string): Promise<PortalLink | undefined> =>
  db.selectFrom('portalLinks').selectAll().where('id', '=', id).executeTakeFirst();

/** True for the first caller in time, false for all others. */
export async function usePortalLink(db: Db, { projectId, customerId, id }: PortalLink, now: Date): Promise<boolean> {
  const used = await db
    .updateTable('portalLinks')
    .set({ usedAt: now })
    .where('projectId', '=', projectId)
    .where('customerId', '=', customerId)
    .where('id', '=', id)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .returning('id')
    .executeTakeFirst();
  return used !== undefined;
}
