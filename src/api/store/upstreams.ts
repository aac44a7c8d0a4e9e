import type { Db } from './database.js';
import type { Upstream } from './tables.js';

export const findUpstream = (db: Db, projectId: string, id: string): Promise<Upstream | undefined> =>
  db.selectFrom('upstreams').selectAll().where('projectId', '=', projectId).where('id', '=', id).where('active', '=', true).executeTakeFirst();
