import { ApiError } from '../http/errors.js';
import { dayOf } from '../domain/token-balance.js';
import type { Db } from '../store/database.js';
import type { Customer, TokenType } from '../store/tables.js';
import { changeBalance, endHold, endLostHolds, loadBalances, loadTokenTypes, takeHold } from '../store/token-balances.js';
import type { CustomerKey } from '../store/usage.js';

const keyOf = ({ projectId, id }: Customer): CustomerKey => ({ projectId, customerId: id });

/** The token type of this name, or the project's first. */
export async function tokenType(db: Db, projectId: string, name: string | undefined): Promise<TokenType> {
  const types = await loadTokenTypes(db, projectId);
  const type = name === undefined ? types[0] : types.find((it) => it.type === name);
  if (!type) throw new ApiError('token_type_not_found', name === undefined ? 'This project has no tokens' : `This project has no tokens of type ${name}`);
  return type;
}

/** Adds `change` and gives the new count. A debit (negative) is made whole or not at all. */
export async function changeTokens(db: Db, customer: Customer, type: TokenType, change: number, now: Date): Promise<number> {
  const count = await changeBalance(db, keyOf(customer), type, change, dayOf(now));
  if (count !== undefined) return count;
  const { balances, currentBalance } = await standing(db, customer, type, now);
  throw new ApiError('insufficient', `The balance holds fewer than ${-change}`, { balances, type: type.type, currentBalance });
}

async function standing(db: Db, customer: Customer, { type }: TokenType, now: Date) {
  const balances = await loadBalances(db, keyOf(customer), dayOf(now));
  return { balances, currentBalance: balances.find((it) => it.type === type)?.count ?? 0 };
}

/** Calls end long before this: an older hold belongs to a process that died. */
const HOLD_LIFE_MS = 3_600_000;

/** Takes one unit for a gateway call. It is given back if the call fails, or if nobody reports how it ended. */
export interface Hold {
  readonly customer: Customer;
  readonly type: TokenType;
  readonly id: string;
}

/** @param realNow by the real clock: calls take real time, whatever the project's test clock says */
export async function holdToken(db: Db, customer: Customer, type: TokenType, now: Date, realNow: Date): Promise<Hold> {
  const types = await loadTokenTypes(db, customer.projectId);
  for (const lost of await endLostHolds(db, keyOf(customer), new Date(realNow.getTime() - HOLD_LIFE_MS))) {
    await changeBalance(db, keyOf(customer), types.find((it) => it.type === lost) ?? { type: lost, dailyTrial: null }, 1, dayOf(now));
  }
  const id = await takeHold(db, keyOf(customer), type, dayOf(now), realNow);
  if (id) return { customer, type, id };
  const { balances, currentBalance } = await standing(db, customer, type, now);
  throw new ApiError('not_enough_queries', `No ${type.type} tokens are left`, { balances, queryType: type.type, currentBalance });
}

export const keepToken = (db: Db, { customer, id }: Hold): Promise<boolean> => endHold(db, keyOf(customer), id);

export async function returnToken(db: Db, { customer, type, id }: Hold, now: Date): Promise<void> {
  if (await endHold(db, keyOf(customer), id)) await changeBalance(db, keyOf(customer), type, 1, dayOf(now));
}
