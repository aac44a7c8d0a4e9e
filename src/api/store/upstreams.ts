import type { Db } from './database.js';
import type { Upstream } from './tables.js';

export const listUpstreams = (db: Db): Promise<Upstream[]> =>
  db.selectFrom('upstreams').selectAll().where('active', '=', true).orderBy('projectId').orderBy('id').execute();

export const findUpstream = (db: Db, projectId: string, id: string): Promise<Upstream | undefined> =>
  db.selectFrom('upstreams').selectAll().where('projectId', '=', projectId).where('id', '=', id).where('active', '=', true).executeTakeFirst();
