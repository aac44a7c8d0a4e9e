import type { Db } from './database.js';
import { jsonAsWritten } from './json.js';

export interface KeyScope {
  readonly projectId: string;
  readonly customerId: string;
  readonly route: string;
  readonly key: string;
}

/** How long an answer is kept, by the project's clock. */
const KEPT_MS = 24 * 3_600_000;

/**
 * True for the one caller that is to do the work. If another transaction holds the key, the database makes this one wait
 * until that ends: then false if it was committed, true if it was rolled back.
 */
export async function claimKey(db: Db, scope: KeyScope, requestHash: string, now: Date): Promise<boolean> {
  const claimed = await db
    .insertInto('idempotency')
    .values({ ...scope, requestHash, status: null, answer: jsonAsWritten(null), createdAt: now })
    .onConflict((conflict) =>
      conflict
        .columns(['projectId', 'customerId', 'route', 'key'])
        .doUpdateSet({ requestHash, status: null, createdAt: now })
        .where('idempotency.createdAt', '<=', new Date(now.getTime() - KEPT_MS)),
    )
    .returning('key')
    .executeTakeFirst();
  return claimed !== undefined;
}

export async function readKey(db: Db, scope: KeyScope): Promise<{ requestHash: string; status: number; answer: unknown }> {
  const row = await rowOf(db, scope).executeTakeFirstOrThrow();
  return { ...row, status: row.status ?? 500 };
}

/** Frees a key, so that the same request may be made again. */
export async function forgetKey(db: Db, { projectId, customerId, route, key }: KeyScope): Promise<void> {
  await db
    .deleteFrom('idempotency')
    .where('projectId', '=', projectId)
    .where('customerId', '=', customerId)
    .where('route', '=', route)
    .where('key', '=', key)
    .execute();
}

/** Deletes keys that are too old to count. */
export async function forgetOldKeys(db: Db, projectId: string, now: Date): Promise<void> {
  await db
    .deleteFrom('idempotency')
    .where('projectId', '=', projectId)
    .where('createdAt', '<=', new Date(now.getTime() - KEPT_MS))
    .execute();
}

const rowOf = (db: Db, { projectId, customerId, route, key }: KeyScope) =>
  db
    .selectFrom('idempotency')
    .select(['requestHash', 'status', 'answer'])
    .where('projectId', '=', projectId)
    .where('customerId', '=', customerId)
    .where('route', '=', route)
    .where('key', '=', key);

export interface KeptAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly keptFrom: Date;
}

export async function storeAnswer(db: Db, { projectId, customerId, route, key }: KeyScope, { status, body, keptFrom }: KeptAnswer): Promise<void> {
  await db
    .updateTable('idempotency')
    .set({ status, answer: jsonAsWritten(body), createdAt: keptFrom })
    .where('projectId', '=', projectId)
    .where('customerId', '=', customerId)
    .where('route', '=', route)
    .where('key', '=', key)
    .execute();
}
