import { stopwatch, type Clock } from './clock.js';
import { abortable, pause, withDeadline } from './deadline.js';
import type { Host } from './host.js';

/** A tab that holds the lock longer than this (hung, frozen, stopped in a debugger) is no longer waited for. */
const LOCK_MS = 4_900;
/** After a wait for the lock: how long the holder's news may need to arrive. Locks and channels are not ordered. */
const NEWS_MS = 50;

/**
 * One tab at a time does `run`; without a `name` there is nobody to take turns with. When the turn has come, `look` may find
 * that another tab has done the work already. A courtesy: without locks, or after 5 s, it runs all the same.
 */
export async function exclusively<T>(
  { host: { lock }, clock }: { host: Host; clock: Clock },
  name: string | undefined,
  run: () => Promise<T>,
  look?: () => T | undefined,
  signal?: AbortSignal,
): Promise<T> {
  const waitedMs = stopwatch(clock);
  let work: Promise<T> | undefined;
  const begin = async (): Promise<T> => {
    if (waitedMs() > NEWS_MS / 5) await pause(clock, NEWS_MS, signal);
    return look?.() ?? run();
  };
  const workOnce = (): Promise<T> => (work ??= begin());
  if (name && lock) {
    const inTurn = (over: AbortSignal): Promise<unknown> => lock(name, over, () => abortable(workOnce(), over));
    await withDeadline(clock, LOCK_MS, name, signal, inTurn).catch(() => {}); // also refused where storage is denied
  }
  return workOnce();
}
