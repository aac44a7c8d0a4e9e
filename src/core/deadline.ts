import type { Clock } from './clock.js';
import { NetworkError } from './errors.js';

export interface Deadline {
  clock: Clock;
  ms: number;
  /** What is waited for, for the message: `GET https://…`. */
  what: string;
  signal?: AbortSignal | undefined;
  /** What can be stopped from outside, all at once. */
  ongoing?: Set<(reason: unknown) => void>;
}

/** Settles in `ms` whatever `run` does: a promise that ignores its signal must not hold up the page. */
export function withDeadline<T>(
  { clock, ms, what, signal, ongoing }: Deadline,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const inner = new AbortController();
  return new Promise<T>((resolve, reject) => {
    const undo: (() => void)[] = [];
    const done = (): void => undo.forEach((it) => it());
    const stop = (reason: unknown): void => {
      done();
      reject(reason);
      inner.abort(reason);
    };
    if (signal) undo.push(onAbort(signal, stop));
    if (inner.signal.aborted) return;
    ongoing?.add(stop);
    undo.push(() => ongoing?.delete(stop));
    undo.push(clock.after(ms, () => stop(new NetworkError('timeout', `${what}: no answer within ${ms} ms`))));
    run(inner.signal).then(resolve, reject).finally(done);
  });
}

/** `promise`, but no longer than `signal` allows; the work behind it goes on for whoever else waits. */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const undo = onAbort(signal, reject);
    promise.then(resolve, reject).finally(undo);
  });
}

function onAbort(signal: AbortSignal, call: (reason: unknown) => void): () => void {
  const listener = (): void => call(signal.reason);
  if (signal.aborted) listener();
  else signal.addEventListener('abort', listener);
  return () => signal.removeEventListener('abort', listener);
}
