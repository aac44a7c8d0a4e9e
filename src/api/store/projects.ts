import type { OriginRules } from '../domain/origin.js';
import type { Db } from './database.js';
import type { Project } from './tables.js';

/** Prefixed names, for queries that join a project to something else. */
export const projectColumns = [
  'projects.id as projectId',
  'projects.name as projectName',
  'projects.mode',
  'projects.clockOffsetMs',
  'projects.allowedOrigins',
  'projects.anyLoopback',
  'projects.localeDefault',
  'projects.sessionSecret',
  'projects.createdAt as projectCreatedAt',
] as const;

interface ProjectColumns extends Omit<Project, 'id' | 'name' | 'createdAt'> {
  readonly projectId: string;
  readonly projectName: string;
  readonly projectCreatedAt: Date;
}

export const toProject = (row: ProjectColumns): Project => ({
  id: row.projectId,
  name: row.projectName,
  mode: row.mode,
  clockOffsetMs: row.clockOffsetMs,
  allowedOrigins: row.allowedOrigins,
  anyLoopback: row.anyLoopback,
  localeDefault: row.localeDefault,
  sessionSecret: row.sessionSecret,
  createdAt: row.projectCreatedAt,
});

export const findProject = (db: Db, id: string): Promise<Project | undefined> =>
  db.selectFrom('projects').selectAll().where('id', '=', id).executeTakeFirst();

export const hasProjects = async (db: Db): Promise<boolean> =>
  (await db.selectFrom('projects').select('id').limit(1).executeTakeFirst()) !== undefined;

export const listProjects = (db: Db): Promise<Project[]> => db.selectFrom('projects').selectAll().orderBy('id').execute();

export const listOriginRules = (db: Db): Promise<OriginRules[]> =>
  db.selectFrom('projects').select(['allowedOrigins', 'anyLoopback']).execute();

/** Locks the row, so that two moves at once add up. */
export async function setClockOffset(db: Db, projectId: string, move: (offsetMs: number) => number): Promise<number> {
  const { clockOffsetMs } = await db
    .selectFrom('projects')
    .select('clockOffsetMs')
    .where('id', '=', projectId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const moved = move(clockOffsetMs);
  await db.updateTable('projects').set({ clockOffsetMs: moved }).where('id', '=', projectId).execute();
  return moved;
}
