import { sha256 } from '../domain/hash.js';
import { newId } from '../domain/ids.js';
import type { Db } from './database.js';
import { projectColumns, toProject } from './projects.js';
import type { Project } from './tables.js';

export interface KnownKey {
  readonly kind: 'secret' | 'publishable';
  readonly project: Project;
}

export async function findApiKey(db: Db, hash: string): Promise<KnownKey | undefined> {
  const row = await db
    .selectFrom('apiKeys')
    .innerJoin('projects', 'projects.id', 'apiKeys.projectId')
    .select(['apiKeys.kind', ...projectColumns])
    .where('apiKeys.hash', '=', hash)
    .where('apiKeys.revokedAt', 'is', null)
    .executeTakeFirst();
  return row && { kind: row.kind, project: toProject(row) };
}

/** Which of these secret keys are in force. */
export const findSecretKeys = async (db: Db, keys: readonly string[]) =>
  db
    .selectFrom('apiKeys')
    .select(['projectId', 'id'])
    .where('hash', 'in', await Promise.all(keys.map(sha256)))
    .where('kind', '=', 'secret')
    .where('revokedAt', 'is', null)
    .orderBy('id')
    .execute();

/** Stores a key by its hash; the key itself cannot be read back. */
export async function addApiKey(db: Db, projectId: string, key: string, now: Date): Promise<void> {
  await db
    .insertInto('apiKeys')
    .values({
      projectId,
      hash: await sha256(key),
      id: newId('key'),
      kind: /^b?pk_/.test(key) ? 'publishable' : 'secret',
      hint: `${key.slice(0, key.indexOf('_', 3) + 1)}…${key.slice(-4)}`,
      createdAt: now,
      revokedAt: null,
    })
    .execute();
}

export const listApiKeys = (db: Db, projectId: string) =>
  db
    .selectFrom('apiKeys')
    .select(['id', 'kind', 'hint', 'createdAt', 'revokedAt'])
    .where('projectId', '=', projectId)
    .orderBy('createdAt')
    .orderBy('id')
    .execute();

/** False when the project has no such key, or it was revoked before. */
export async function revokeApiKey(db: Db, projectId: string, id: string, now: Date): Promise<boolean> {
  const revoked = await db
    .updateTable('apiKeys')
    .set({ revokedAt: now })
    .where('projectId', '=', projectId)
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return revoked !== undefined;
}
