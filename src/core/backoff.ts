import { stopwatch, type Clock } from './clock.js';
import { RateLimitError } from './errors.js';

export interface Backoff {
  /** One more failure: the next try waits twice as long, and at least as long as a 429 says. */
  fail(error: unknown): void;
  reset(): void;
  /** Until the next try may be made; `otherwise` while nothing has failed. */
  leftMs(otherwise: number): number;
}

/** Jitter only adds to a wait: tabs spread, and none asks more often. */
export function createBackoff(clock: Clock, random: () => number, firstMs: number, longestMs: number): Backoff {
  let failures = 0;
  let waitMs = 0;
  let waited = stopwatch(clock);
  return {
    fail(error) {
      const told = (error instanceof RateLimitError && error.retryAfter) || 0;
      waitMs = Math.max(told * 1000, Math.min(firstMs * 2 ** failures++, longestMs) * (1 + random() / 4));
      waited = stopwatch(clock);
    },
    reset() {
      failures = 0;
    },
    leftMs: (otherwise) => (failures > 0 ? Math.max(0, waitMs - waited()) : otherwise),
  };
}
