import { stopwatch, type Clock } from './clock.js';
import { isBillingError } from './errors.js';

export interface Backoff {
  /** Counts a failure: the next try waits twice as long, and at least as long as the answer asked for. */
  fail(error: unknown): void;
  /** No further try, until it is reset. */
  stop(): void;
  reset(): void;
  /** Milliseconds until the next try; `otherwise` if nothing has failed. */
  leftMs(otherwise: number): number;
}

/** Starts at one second and doubles at every failure. Jitter only makes a wait longer: it spreads tabs, and no tab asks more often. */
export function createBackoff(clock: Clock, random: () => number, longestMs: number): Backoff {
  let failures = 0;
  let waitMs = 0;
  let waited = stopwatch(clock);
  return {
    fail(error) {
      const told = (isBillingError(error) && error.retryAfter) || 0;
      waitMs = Math.max(told * 1000, Math.min(1000 * 2 ** failures++, longestMs) * (1 + random() / 4));
      waited = stopwatch(clock);
    },
    stop() {
      failures = 1;
      waitMs = Infinity;
    },
    reset() {
      failures = 0;
    },
    leftMs: (otherwise) => (failures ? Math.max(0, waitMs - waited()) : otherwise),
  };
}
