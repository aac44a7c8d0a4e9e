import { sql } from 'kysely';
import { advanceClock, getHealth } from '../../contract/index.js';
import { addDuration } from '../domain/period.js';
import { ApiError } from '../http/errors.js';
import { projectTime, type Router } from '../http/router.js';
import { runDue } from '../services/lifecycle.js';
import { setClockOffset } from '../store/projects.js';
import { VERSION } from '../../version.js';

/** Beyond this the four-digit years of the wire would run out. */
const LATEST = Date.UTC(9000, 0);

export function serviceRoutes({ route }: Router): void {
  route(getHealth, async ({ db }) => {
    await sql`select 1`.execute(db);
    return { status: 'ok' as const, version: VERSION };
  });

  route(advanceClock, async ({ body, db, project, services, afterwards, keepFrom }) => {
    if (project.mode !== 'test') throw new ApiError('test_mode_only', 'Only the clock of a test project can be moved');
    const realMs = services.now();
    const clockOffsetMs = await setClockOffset(db, project.id, (offsetMs) => {
      const moved = addDuration(new Date(realMs + offsetMs), body.advance);
      if (!moved || !(moved.getTime() < LATEST)) throw new ApiError('invalid_clock', 'advance is an ISO 8601 duration such as PT1H, P3D or P1M');
      return moved.getTime() - realMs;
    });
    const now = projectTime({ ...project, clockOffsetMs }, realMs);
    keepFrom(now); // or a copy that comes after the move would find its key too old to count
    afterwards(() => runDue(services, project, now));
    return { now: now.toISOString() };
  });
}
