import { stopwatch, type Clock } from './clock.js';
import type { Host } from './host.js';

/** A tab that holds the lock longer than this (hung, frozen, stopped in a debugger) is no longer waited for. */
const LOCK_MS = 5_000;
/** After a wait for the lock: how long the holder's news may need to arrive. Locks and channels are not ordered. */
const NEWS_MS = 50;

export interface Turn<T> {
  host: Host;
  clock: Clock;
  name: string;
  signal?: AbortSignal | undefined;
  /** Looked at when the turn has come: another tab may have done the work already. */
  look?: () => T | undefined;
  run: () => Promise<T>;
}

/** One tab at a time does `run`. A courtesy: without locks, or after 5 s, it runs all the same. */
export function exclusively<T>({ host: { lock }, clock, name, signal, look, run }: Turn<T>): Promise<T> {
  if (!lock) return run();
  return new Promise((resolve, reject) => {
    const waiting = new AbortController();
    const waited = stopwatch(clock);
    let work: Promise<void> | undefined;
    const pause = (ms: number): Promise<void> =>
      new Promise((done) => {
        const stop = clock.after(ms, done);
        cancel = () => {
          stop();
          done();
        };
      });
    const start = (): Promise<void> => {
      cancel();
      waiting.abort();
      return (work ??= Promise.resolve(look?.() ?? run()).then(resolve, reject));
    };
    let cancel = clock.after(LOCK_MS, start);
    signal?.addEventListener('abort', start); // ends timers and the wait; `run` sees the signal itself
    const hold = async (): Promise<void> => {
      cancel();
      if (waited() > NEWS_MS / 5) await pause(NEWS_MS);
      // The work may go on for longer, but others no longer wait for it.
      await Promise.race([start(), pause(LOCK_MS)]);
      cancel();
    };
    lock(name, waiting.signal, hold).catch(start); // refused where storage is denied
  });
}
