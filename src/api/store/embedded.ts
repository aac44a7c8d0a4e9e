import { PGliteDialect } from 'kysely';
import { NUMBER_TYPES, openDatabase, type Database } from './database.js';

const parsers = Object.fromEntries(NUMBER_TYPES.map((type) => [type, Number]));

/**
 * Postgres inside this process, in a folder or in memory. Opening one takes seconds and most of a gigabyte, so tests share
 * one and seed a project each.
 */
export async function openEmbeddedDatabase(folder?: string): Promise<Database> {
  const { PGlite } = await import('@electric-sql/pglite');
  return openDatabase(new PGliteDialect({ pglite: await PGlite.create(folder, { parsers }) }));
}

export const openMemoryDatabase = (): Promise<Database> => openEmbeddedDatabase();
