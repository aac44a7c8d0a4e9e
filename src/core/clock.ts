/** Time, injectable: simulations and tests move it by hand. */
export interface Clock {
  /** Wall time, ms since 1970. May jump either way when the machine's clock is set. */
  now(): number;
  /** Milliseconds since some start. Never jumps, but stands still while the machine sleeps. */
  monotonic(): number;
  /** Calls `run` once, after `ms`, but at most 23 days: whoever waits longer has to look again then. Returns a function that cancels. */
  after(ms: number, run: () => void): () => void;
}

/** From 2³¹ on a delay overflows to 0 in every engine, and the timer fires at once. */
const LONGEST_TIMEOUT_MS = 2e9;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, Math.min(ms, LONGEST_TIMEOUT_MS));
    return () => clearTimeout(timer);
  },
};

/** One timer. Setting it cancels what was set before; Infinity does only that. */
export function createTimer(clock: Clock, run: () => void): (ms: number) => void {
  let cancel = (): void => {};
  return (ms) => {
    cancel();
    if (ms < Infinity) cancel = clock.after(Math.ceil(ms), run); // a timer that fires a fraction early would find nothing to do
  };
}

/**
 * Milliseconds since now, plus `age`. Takes the larger of two clocks: the wall clock may be set back, and the monotonic one
 * stops in sleep. To believe that something is older than it is costs a request at most.
 */
export function stopwatch(clock: Clock, age = 0): () => number {
  const wall = clock.now();
  const steady = clock.monotonic();
  return () => age + Math.max(clock.now() - wall, clock.monotonic() - steady);
}
