import { stopwatch, type Clock } from './clock.js';
import { withDeadline } from './deadline.js';
import type { Host } from './host.js';

/** A tab that holds the lock longer than this (hung, frozen, stopped in a debugger) is no longer waited for. */
const LOCK_MS = 4_900;
/** After a wait for the lock: how long the holder's news may need to arrive. Locks and channels are not ordered. */
const NEWS_MS = 50;

export interface Turn<T> {
  host: Host;
  clock: Clock;
  /** Undefined: there is nobody to take turns with. */
  name: string | undefined;
  signal?: AbortSignal | undefined;
  /** Looked at when the turn has come: another tab may have done the work already. */
  look?: () => T | undefined;
  run: () => Promise<T>;
}

/** One tab at a time does `run`. A courtesy: without locks, or after 5 s, it runs all the same. */
export async function exclusively<T>({ host: { lock }, clock, name = '', signal, look, run }: Turn<T>): Promise<T> {
  const waited = stopwatch(clock);
  const within = (ms: number, work: (over: AbortSignal) => Promise<void>): Promise<void> =>
    withDeadline({ clock, ms, what: name, signal }, work).catch(() => {}); // also refused where storage is denied
  let release = (): void => {};
  const takeTurn = (over: AbortSignal): Promise<void> =>
    new Promise((granted, refused) => {
      const hold = (): Promise<void> =>
        new Promise((done) => {
          release = done;
          if (over.aborted) done();
          granted();
        });
      lock?.(name, over, hold).catch(refused);
    });
  if (name && lock) await within(LOCK_MS, takeTurn);
  if (waited() > NEWS_MS / 5) await within(NEWS_MS, () => new Promise(() => {}));
  const cancel = clock.after(LOCK_MS, release); // the work may go on for longer, but others no longer wait for it
  try {
    return look?.() ?? (await run());
  } finally {
    cancel();
    release();
  }
}
