import type { Db } from './database.js';
import { toProject } from './projects.js';
import type { Customer, Project } from './tables.js';

export interface KnownSession {
  readonly project: Project;
  readonly revoked: boolean;
  /** Absent when the customer was deleted. */
  readonly customer: Customer | undefined;
}

/** Everything that decides whether a session token is valid, in one query. */
export async function findSession(db: Db, projectId: string, jti: string): Promise<KnownSession | undefined> {
  const row = await db
    .selectFrom('sessionTokens')
    .innerJoin('projects', 'projects.id', 'sessionTokens.projectId')
    .innerJoin('customers', (join) =>
      join.onRef('customers.projectId', '=', 'sessionTokens.projectId').onRef('customers.id', '=', 'sessionTokens.customerId'),
    )
    .selectAll('customers')
    .select(['sessionTokens.revokedAt', 'projects.mode', 'projects.clockOffsetMs', 'projects.allowedOrigins'])
    .select(['projects.anyLoopback', 'projects.localeDefault', 'projects.sessionSecret', 'projects.name as projectName', 'projects.createdAt as projectCreatedAt'])
    .where('sessionTokens.projectId', '=', projectId)
    .where('sessionTokens.id', '=', jti)
    .executeTakeFirst();
  if (!row) return undefined;
  return { project: toProject(row), revoked: row.revokedAt !== null, customer: row.deletedAt ? undefined : row };
}

export async function addSession(db: Db, session: { projectId: string; customerId: string; id: string; expiresAt: Date }): Promise<void> {
  await db.insertInto('sessionTokens').values({ ...session, revokedAt: null }).execute();
}

/** False when there is no such token, or it was revoked before. */
export async function revokeSession(db: Db, projectId: string, jti: string, now: Date): Promise<boolean> {
  const revoked = await db
    .updateTable('sessionTokens')
    .set({ revokedAt: now })
    .where('projectId', '=', projectId)
    .where('id', '=', jti)
    .where('revokedAt', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return revoked !== undefined;
}

export async function forgetSessionsEndedBefore(db: Db, projectId: string, end: Date): Promise<void> {
  await db.deleteFrom('sessionTokens').where('projectId', '=', projectId).where('expiresAt', '<', end).execute();
}
