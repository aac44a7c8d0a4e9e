import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';

const PACKAGE = 'node_modules/@electric-sql/pglite/package.json';
const { version } = JSON.parse(await readFile(PACKAGE, 'utf8')) as { version: string };
const EMPTY = path.resolve(`node_modules/.cache/pglite-${version}/empty.tar`);

const create = PGlite.create.bind(PGlite);

/**
 * Imported for its effect: a database in memory starts from a copy of an empty one that was made once for all, since making
 * one takes each test file three seconds of a core. Migrations and seeds run as ever, and one in a folder is made as ever.
 */
PGlite.create = (async (folder?: string, options?: PGliteOptions) =>
  create(folder, folder === undefined ? { ...options, loadDataDir: await emptyDatabase() } : options)) as typeof PGlite.create;

async function emptyDatabase(): Promise<Blob> {
  const kept = await readFile(EMPTY).catch(() => undefined);
  return kept ? new Blob([kept]) : makeEmptyDatabase();
}

async function makeEmptyDatabase(): Promise<Blob> {
  const database = await create();
  const made = await database.dumpDataDir('none');
  await database.close();
  await mkdir(path.dirname(EMPTY), { recursive: true });
  // Several may make one at once: a file with the final name is always whole.
  const unfinished = `${EMPTY}.${process.pid}`;
  await writeFile(unfinished, Buffer.from(await made.arrayBuffer()));
  await rename(unfinished, EMPTY);
  return made;
}
