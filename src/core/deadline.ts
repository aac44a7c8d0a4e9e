import type { Clock } from './clock.js';
import { NetworkError } from './errors.js';

/**
 * Settles within `ms` whatever `run` does: a promise that ignores its signal must not hold up the page. `what` is for the
 * message (`GET https://…`). While it runs, `ends` holds the function that stops it from outside.
 */
export function withDeadline<T>(
  clock: Clock,
  ms: number,
  what: string,
  signal: AbortSignal | undefined,
  run: (signal: AbortSignal) => Promise<T>,
  ends?: Set<(reason: unknown) => void>,
): Promise<T> {
  const inner = new AbortController();
  const stop = (reason: unknown): void => inner.abort(reason);
  const unfollow = onAbort(signal, stop);
  const cancel = clock.after(ms, () => stop(new NetworkError('timeout', `${what}: ${ms} ms`)));
  ends?.add(stop);
  return abortable(run(inner.signal), inner.signal).finally(() => {
    unfollow();
    cancel();
    ends?.delete(stop);
  });
}

/** `promise`, until `signal` aborts. The work behind it goes on for others who wait. */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    promise.then(resolve, reject).finally(onAbort(signal, reject));
  });
}

/** Resolves after `ms`, or rejects with the signal's reason. */
export function pause(clock: Clock, ms: number, signal: AbortSignal | undefined): Promise<void> {
  let cancel = (): void => {};
  const over = new Promise<void>((resolve) => {
    cancel = clock.after(ms, resolve);
  });
  return abortable(over, signal).finally(cancel);
}

/** Calls when the signal aborts, or at once if it has. Returns a function that forgets the call. */
function onAbort(signal: AbortSignal | undefined, call: (reason: unknown) => void): () => void {
  const listener = (): void => call(signal?.reason);
  if (signal?.aborted) listener();
  signal?.addEventListener('abort', listener);
  return () => signal?.removeEventListener('abort', listener);
}
