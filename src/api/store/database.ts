import { CamelCasePlugin, Kysely, type Dialect, type Transaction } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrations } from './migrations/index.js';
import type { Tables } from './tables.js';

export type Database = Kysely<Tables>;

/** The database, or a transaction on it. */
export type Db = Kysely<Tables> | Transaction<Tables>;

/** int8 and numeric arrive as text; all that we store are below 2^53. */
export const NUMBER_TYPES = [20, 1700] as const;

export async function openDatabase(dialect: Dialect): Promise<Database> {
  const db: Database = new Kysely<Tables>({
    dialect,
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  try {
    await migrate(db);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return db;
}

/** Forward only. Several processes may start at once: the migrator takes a lock of its own on a real Postgres. */
async function migrate(db: Database): Promise<void> {
  // The camel-case plugin would rename the migrator's own columns.
  const migrator = new Migrator({ db: db.withoutPlugins(), provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}
