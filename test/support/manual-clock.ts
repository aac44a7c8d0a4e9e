import type { Clock } from '../../src/core/clock.js';

/** Time that moves only when a test says so. What is due runs in its order, and what it starts is waited for. */
export class ManualClock implements Clock {
  #now = Date.parse('2026-11-21T08:00:00Z');
  readonly #timers = new Set<{ readonly at: number; readonly run: () => void }>();

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#now = Math.max(this.#now, next.at);
      this.#timers.delete(next);
      next.run();
      await settled();
    }
    this.#now = end;
    await settled();
  }

  #next(end: number) {
    return [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }
}

/** After the microtasks of now, and of what they started. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
