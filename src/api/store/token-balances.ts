import { sql } from 'kysely';
import { newId } from '../domain/ids.js';
import { countOn } from '../domain/token-balance.js';
import type { Db } from './database.js';
import type { TokenType } from './tables.js';
import type { CustomerKey } from './usage.js';

export const loadTokenTypes = (db: Db, projectId: string): Promise<TokenType[]> =>
  db.selectFrom('tokenTypes').selectAll().where('projectId', '=', projectId).where('active', '=', true).orderBy('position').execute();

/** Every token type of the project, with the customer's count on that day. */
export async function loadBalances(db: Db, { projectId, customerId }: CustomerKey, day: number): Promise<{ type: string; count: number }[]> {
  const types = await loadTokenTypes(db, projectId);
  const rows = await db
    .selectFrom('tokenBalances')
    .select(['type', 'count', 'toppedUpDay'])
    .where('projectId', '=', projectId)
    .where('customerId', '=', customerId)
    .execute();
  return types.map(({ type, dailyTrial }) => ({ type, count: countOn(day, rows.find((row) => row.type === type), dailyTrial) }));
}

/**
 * Adds `change` to a balance and gives the new count; undefined, with nothing changed, if that would be below zero. The
 * daily trial, the comparison and the addition are one statement on one locked row, so that two debits cannot both take the
 * last unit. The trial is added first, as if at midnight.
 */
export async function changeBalance(
  db: Db,
  { projectId, customerId }: CustomerKey,
  { type, dailyTrial }: Pick<TokenType, 'type' | 'dailyTrial'>,
  change: number,
  day: number,
): Promise<number | undefined> {
  await db
    .insertInto('tokenBalances')
    .values({ projectId, customerId, type, count: 0, toppedUpDay: -1 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const changed = sql<number>`case when topped_up_day < cast(${day} as integer) then greatest(count, cast(${dailyTrial ?? 0} as bigint)) else count end + cast(${change} as bigint)`;
  const row = await db
    .updateTable('tokenBalances')
    .set({ count: changed, toppedUpDay: sql<number>`greatest(topped_up_day, cast(${day} as integer))` })
    .where('projectId', '=', projectId)
    .where('customerId', '=', customerId)
    .where('type', '=', type)
    .where(sql<boolean>`${changed} >= 0`)
    .returning('count')
    .executeTakeFirst();
  return row?.count;
}

/** Takes one unit for a call under way, and gives the id of the hold; undefined if nothing is left. */
export async function takeHold(db: Db, customer: CustomerKey, type: TokenType, day: number, heldAt: Date): Promise<string | undefined> {
  if ((await changeBalance(db, customer, type, -1, day)) === undefined) return undefined;
  const id = newId('hold');
  await db.insertInto('tokenHolds').values({ ...customer, id, type: type.type, heldAt }).execute();
  return id;
}

/** Ends a hold; false if it had ended before. The unit stays taken unless the caller gives it back. */
export async function endHold(db: Db, { projectId, customerId }: CustomerKey, id: string): Promise<boolean> {
  const ended = await db
    .deleteFrom('tokenHolds')
    .where('projectId', '=', projectId)
    .where('customerId', '=', customerId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return ended !== undefined;
}

/** Ends the holds of calls whose process died, and gives what they held. */
export async function endLostHolds(db: Db, { projectId, customerId }: CustomerKey, heldBefore: Date): Promise<string[]> {
  const lost = await db
    .deleteFrom('tokenHolds')
    .where('projectId', '=', projectId)
    .where('customerId', '=', customerId)
    .where('heldAt', '<', heldBefore)
    .returning('type')
    .execute();
  return lost.map(({ type }) => type);
}
