import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { randomText } from './domain/ids.js';
import { openNodeDatabase } from './node-database.js';
import { UsageError } from './node-usage-error.js';
import { applyCatalogs, readCatalogFile } from './services/apply-file.js';
import { addApiKey, listApiKeys, revokeApiKey } from './store/api-keys.js';
import type { Database } from './store/database.js';
import { findProject } from './store/projects.js';

async function onDatabase<T>(work: (db: Database) => Promise<T>): Promise<T> {
  const { db, close } = await openNodeDatabase(process.env.DATABASE_URL || undefined, { seed: false });
  try {
    return await work(db);
  } finally {
    await close();
  }
}

/** `apply billing.json`: the lines that say what changed. */
export async function applyCommand(args: readonly string[]): Promise<string[]> {
  const [path, ...rest] = parseArgs({ args: [...args], allowPositionals: true }).positionals;
  if (!path || rest.length > 0) throw new UsageError('Usage: billing-elements apply <billing.json>');
  const catalogs = readCatalogFile(await readFile(path, 'utf8'));
  const changes = await onDatabase((db) => applyCatalogs(db, catalogs, new Date()));
  return changes.length > 0 ? changes : ['Nothing to change.'];
}

const KEYS_USAGE = `Usage: billing-elements keys create --project <id> [--publishable]
       billing-elements keys list   --project <id>
       billing-elements keys revoke --project <id> <key id>`;

/** `keys create|list|revoke`. A new key is in the answer, and nowhere else. */
export async function keysCommand(args: readonly string[]): Promise<string[]> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { project: { type: 'string' }, publishable: { type: 'boolean', default: false } },
  });
  const [action, id] = positionals;
  const projectId = values.project;
  if (!projectId) throw new UsageError(KEYS_USAGE);
  return onDatabase(async (db) => {
    const project = await findProject(db, projectId);
    if (!project) throw new UsageError(`There is no project ${projectId}: apply a billing.json first`);
    if (action === 'create') return createKey(db, projectId, project.mode, values.publishable);
    if (action === 'list') return (await listApiKeys(db, projectId)).map(keyLine);
    if (action !== 'revoke' || !id) throw new UsageError(KEYS_USAGE);
    if (!(await revokeApiKey(db, projectId, id, new Date()))) throw new UsageError(`${projectId} has no key ${id} in force`);
    return [`Revoked ${id}. It is refused from now on.`];
  });
}

async function createKey(db: Database, projectId: string, mode: 'test' | 'live', publishable: boolean): Promise<string[]> {
  const key = `${publishable ? 'pk' : 'sk'}_${mode}_${randomText(40)}`;
  await addApiKey(db, projectId, key, new Date());
  return [key, publishable ? 'A publishable key: it reads the catalog, and may stand in a page.' : 'A secret key: it is shown this once. Keep it on your server.'];
}

const keyLine = ({ id, kind, hint, createdAt, revokedAt }: Awaited<ReturnType<typeof listApiKeys>>[number]): string =>
  [id, kind, hint, createdAt.toISOString().slice(0, 10), revokedAt ? 'revoked' : 'in force'].join('  ');
