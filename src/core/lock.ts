import { stopwatch, type Clock } from './clock.js';
import type { Host } from './host.js';

/** A tab that holds the lock longer than this (hung, frozen, killed in the debugger) is no longer waited for. */
const LOCK_MS = 5_000;
/** After a wait for the lock: how long the holder's news may need to arrive. Locks and channels are not ordered. */
const NEWS_MS = 50;

export interface Turn<T> {
  host: Host;
  clock: Clock;
  name: string;
  /** Looked at when the turn has come: another tab may have done the work already. */
  look(): T | undefined;
  run(): Promise<T>;
}

/** One tab at a time does `run`. A courtesy: without locks, or after 5 s, it runs all the same. */
export function exclusively<T>({ host, clock, name, look, run }: Turn<T>): Promise<T> {
  const { lock } = host;
  if (!lock) return run();
  return new Promise((resolve, reject) => {
    const waiting = new AbortController();
    const waited = stopwatch(clock);
    let work: Promise<void> | undefined;
    const start = (): Promise<void> => {
      cancel();
      waiting.abort();
      const found = work ? undefined : look();
      work ??= (found === undefined ? run() : Promise.resolve(found)).then(resolve, reject);
      return work;
    };
    const cancel = clock.after(LOCK_MS, start);
    const hold = async (): Promise<void> => {
      cancel();
      if (waited() > NEWS_MS / 5) await pause(clock, NEWS_MS);
      await withinLock(clock, start());
    };
    // Refused where storage is denied; aborted when the wait was too long: `start` is then called, or was.
    lock(name, waiting.signal, hold).catch(start);
  });
}

/** The work goes on, but the others wait no longer than this. */
function withinLock(clock: Clock, work: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(LOCK_MS, resolve);
    void work.then(() => {
      cancel();
      resolve();
    });
  });
}

const pause = (clock: Clock, ms: number): Promise<void> => new Promise((resolve) => void clock.after(ms, resolve));
