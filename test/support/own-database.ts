import { openNodeDatabase } from '../../src/api/node-database.js';
import { randomText } from '../../src/api/domain/ids.js';
import type { Database } from '../../src/api/index.js';

/**
 * A database of this process alone, on the server that `url` names. Test files run at the same time, and what one lets fall
 * due, by a clock of its own, falls due in every project of its database.
 */
export async function openOwnDatabase(url: string): Promise<Database> {
  const { Client } = (await import('pg')).default; // by tests without a server it is not loaded
  const name = `test_${randomText(12)}`;
  const server = new Client(url);
  await server.connect();
  await server.query(`create database ${name}`);
  await server.end();
  const own = new URL(url);
  own.pathname = name;
  return (await openNodeDatabase(own.href, { seed: false })).db;
}
