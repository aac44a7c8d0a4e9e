import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { PGliteDialect } from 'kysely';
import { openDatabase } from '../../src/api/store/database.js';

const COPIES = path.resolve('node_modules/.cache/pglite');
/** What makes an empty database what it is: another of these is another copy. */
const MIGRATIONS = 'src/api/store/migrations';
const PACKAGE = 'node_modules/@electric-sql/pglite/package.json';

// Postgres is compiled once and quickly: compiling it well beside a test takes more than the test has from it.
setFlagsFromString('--liftoff-only');

const create = PGlite.create.bind(PGlite);
let copy: Promise<Blob> | undefined;

/**
 * Imported for its effect: a database in memory starts from a copy of one that was made and migrated once for all, since that
 * takes each test file four seconds of a core. Seeds run as ever, and one in a folder is made as ever.
 */
PGlite.create = (async (folder?: string, options?: PGliteOptions) =>
  create(folder, folder === undefined ? { ...options, loadDataDir: await (copy ??= emptyDatabase()) } : options)) as typeof PGlite.create;

async function emptyDatabase(): Promise<Blob> {
  const file = path.join(COPIES, `${await fingerprint()}.tar`);
  const kept = await readFile(file).catch(() => undefined);
  return kept ? new Blob([kept]) : makeEmptyDatabase(file);
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const migrations = (await readdir(MIGRATIONS)).sort().map((name) => `${MIGRATIONS}/${name}`);
  for (const file of [PACKAGE, ...migrations]) hash.update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}

async function makeEmptyDatabase(file: string): Promise<Blob> {
  const pglite = await create();
  const db = await openDatabase(new PGliteDialect({ pglite }));
  const made = await pglite.dumpDataDir('none');
  await db.destroy();
  await mkdir(COPIES, { recursive: true });
  // Several may make one at once: a file with the final name is always whole.
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, Buffer.from(await made.arrayBuffer()));
  await rename(unfinished, file);
  return made;
}
