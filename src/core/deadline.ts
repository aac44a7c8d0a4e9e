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
  const stop = (reason: unknown): void => inner.abort(reason);
  const unfollow = onAbort(signal, stop);
  const cancel = clock.after(ms, () => stop(new NetworkError('timeout', `${what}: ${ms} ms`)));
  ongoing?.add(stop);
  return abortable(run(inner.signal), inner.signal).finally(() => {
    unfollow();
    cancel();
    ongoing?.delete(stop);
  });
}

/** `promise`, but no longer than `signal` allows; the work behind it goes on for whoever else waits. */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    promise.then(resolve, reject).finally(onAbort(signal, reject));
  });
}

/** Calls, at once where it has aborted already; what it returns forgets the call. */
export function onAbort(signal: AbortSignal | undefined, call: (reason: unknown) => void): () => void {
  const listener = (): void => call(signal?.reason);
  if (signal?.aborted) listener();
  signal?.addEventListener('abort', listener);
  return () => signal?.removeEventListener('abort', listener);
}
