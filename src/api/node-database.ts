import { join, resolve } from 'node:path';
import { PostgresDialect } from 'kysely';
import { lockFolder } from './node-lock.js';
import { seedDemo } from './seed/demo.js';
import { NUMBER_TYPES, openDatabase, type Database } from './store/database.js';
import { openEmbeddedDatabase, openMemoryDatabase } from './store/embedded.js';
import { hasProjects } from './store/projects.js';

export interface OpenedDatabase {
  readonly db: Database;
  /** For people: where the data is. */
  readonly place: string;
  close(): Promise<void>;
}

const POOL_SIZE = 10;

/**
 * Opens what `DATABASE_URL` names: nothing or a path is a folder with an embedded Postgres, `memory:` keeps nothing,
 * `postgres://…` is a server. An embedded one without any project is seeded with the demo if `seed` is true; a server never is.
 */
export async function openNodeDatabase(databaseUrl = '.billing/', { seed }: { readonly seed: boolean }): Promise<OpenedDatabase> {
  if (/^postgres(ql)?:\/\//.test(databaseUrl)) return openServer(databaseUrl);
  if (databaseUrl === 'memory:') {
    const db = await openMemoryDatabase();
    if (seed) await seedEmpty(db);
    return { db, place: 'memory', close: () => db.destroy() };
  }
  if (/^:?memory:?$/i.test(databaseUrl)) {
    throw new TypeError(`DATABASE_URL is "memory:" to keep nothing, or "./memory" for a folder of that name, and not "${databaseUrl}"`);
  }
  if (/^[a-z][a-z0-9+.-]+:/i.test(databaseUrl) && !databaseUrl.startsWith('file:')) {
    throw new TypeError('DATABASE_URL is a postgres:// URL, a folder, or "memory:"');
  }
  return openFolder(databaseUrl.replace(/^file:(\/\/)?/, ''), seed);
}

/** Only a database without any project gets the demo, whose keys everybody knows. */
async function seedEmpty(db: Database): Promise<void> {
  if (!(await hasProjects(db))) await seedDemo(db);
}

async function openFolder(path: string, seed: boolean): Promise<OpenedDatabase> {
  const folder = resolve(path);
  const unlock = await lockFolder(folder);
  try {
    const db = await openEmbeddedDatabase(join(folder, 'postgres'));
    if (seed) await seedEmpty(db);
    return {
      db,
      place: folder,
      async close() {
        await db.destroy();
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}

async function openServer(connectionString: string): Promise<OpenedDatabase> {
  const { Pool, types } = (await import('pg')).default;
  const getTypeParser: typeof types.getTypeParser = (type, format) =>
    NUMBER_TYPES.some((it) => it === type) ? Number : types.getTypeParser(type, format);
  const pool = new Pool({ connectionString, max: POOL_SIZE, types: { getTypeParser } });
  // A server that restarts ends idle connections; the next query opens another.
  pool.on('error', () => undefined);
  const db = await openDatabase(new PostgresDialect({ pool }));
  return { db, place: new URL(connectionString).host, close: () => db.destroy() };
}
