import { stopwatch, type Clock } from './clock.js';
import { abortable, pause, withDeadline } from './deadline.js';
import type { Host } from './host.js';

/** If a tab holds the lock longer than this (hung, frozen, stopped in a debugger), the others go on without it. */
const LOCK_MS = 4_900;
/** The holder's news may arrive this long after its lock is free: locks and channels are not ordered. */
const NEWS_MS = 50;

/**
 * Runs in one tab at a time; without a `name` there are no turns to take. When its turn has come, `look` may find that
 * another tab has done the work already. This is only a courtesy: without locks, or after 5 s, it runs anyway.
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
    await withDeadline(clock, LOCK_MS, name, signal, inTurn).catch(() => {}); // a lock is also refused where storage is denied
  }
  return workOnce();
}
