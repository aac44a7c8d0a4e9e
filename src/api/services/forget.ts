import { forgetSessionsEndedBefore } from '../store/sessions.js';
import { forgetOldKeys } from '../store/idempotency.js';
import type { Db } from '../store/database.js';

/** An ended token is refused whether its row exists or not. The row stays for a day, for whoever looks into a problem. */
const SESSIONS_KEPT_MS = 24 * 3_600_000;

/** Deletes rows that nothing needs any more, one project at a time: keys by the project's clock, sessions by the real one. */
export async function forget(db: Db, projectId: string, { now, realNow }: { now: Date; realNow: Date }): Promise<void> {
  await forgetOldKeys(db, projectId, now);
  await forgetSessionsEndedBefore(db, projectId, new Date(realNow.getTime() - SESSIONS_KEPT_MS));
}
