import { sql } from 'kysely';
import { canonicalJson, sha256 } from '../domain/hash.js';
import type { Database, Db } from '../store/database.js';
import { claimKey, readKey, storeAnswer, type KeyScope } from '../store/idempotency.js';
import { ApiError, errorBody, type ErrorContext } from './errors.js';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly replayed?: boolean;
  /** From when its age counts, if the work itself has moved the clock; by default from the request. */
  readonly keptFrom?: Date | undefined;
}

export interface OnceOptions {
  readonly scope: KeyScope;
  /** The request, in any shape: the same key with another request is a mistake. */
  readonly request: unknown;
  readonly now: Date;
  readonly errorContext: ErrorContext;
}

/** These say nothing about the request itself, which may well succeed later. */
const NOT_STORED = new Set([401, 403, 408, 413, 429]);

const isFinal = (error: unknown): error is ApiError =>
  error instanceof ApiError && error.status < 500 && !NOT_STORED.has(error.status);

/**
 * Runs `work` in a transaction, once per key. The key's row is the lock: a copy that arrives meanwhile waits in the
 * database for this transaction to end, in this process or another, and then answers what is stored. A refusal undoes
 * what `work` did, and is stored all the same.
 */
export async function once(db: Database, work: (db: Db) => Promise<Answer>, options: OnceOptions): Promise<Answer> {
  const { scope, now, errorContext } = options;
  const requestHash = await sha256(canonicalJson(options.request));
  return inTransaction(db, async (tx) => {
    if (!(await claimKey(tx, scope, requestHash, now))) {
      const stored = await readKey(tx, scope);
      if (stored.requestHash !== requestHash) {
        throw new ApiError('idempotency_conflict', 'This idempotency key was used before with another request');
      }
      return { status: stored.status, body: stored.answer, replayed: true };
    }
    const answer = await undoingRefusals(tx, work, errorContext);
    await storeAnswer(tx, scope, { ...answer, keptFrom: answer.keptFrom ?? now });
    return answer;
  });
}

async function undoingRefusals(tx: Db, work: (db: Db) => Promise<Answer>, context: ErrorContext): Promise<Answer> {
  await sql`savepoint work`.execute(tx);
  try {
    return await work(tx);
  } catch (error) {
    if (!isFinal(error)) throw error;
    await sql`rollback to savepoint work`.execute(tx);
    return { status: error.status, body: errorBody(error, context) };
  }
}

const ATTEMPTS_MAX = 4;

/** Deadlock and serialization failure, and a unique row that somebody else wrote after we looked: the database undid everything, and another look helps. */
const TRANSIENT: readonly unknown[] = ['40P01', '40001', '23505'];

const isTransient = (error: unknown): boolean => typeof error === 'object' && error !== null && 'code' in error && TRANSIENT.includes(error.code);

export async function inTransaction<T>(db: Database, work: (db: Db) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (attempt >= ATTEMPTS_MAX || !isTransient(error)) throw error;
    }
  }
}
