import type { Clock } from '../../src/core/clock.js';
import type { Channel, Host, PageEvent } from '../../src/core/host.js';
import type { StoredUse } from '../../src/core/usage/use-store.js';
import { createRandom } from '../random.js';

interface Timer {
  at: number;
  order: number;
  run: () => void;
}

interface Waiting {
  tab: Tab;
  grant: () => void;
}

const START_MS = Date.UTC(2026, 10, 21);
const HOUR_MS = 3_600_000;
/** No schedule here needs as many timers in one step. */
const RUNAWAY = 20_000;

/** Simulated time, a network, and what the tabs of a browser share, for any number of tabs. Nothing here sleeps. */
export class World {
  readonly random: () => number;
  readonly storage = new Map<string, string>();
  /** What IndexedDB holds, for all pages. */
  readonly disk = new Map<string, StoredUse>();
  readonly locks = new Map<string, Waiting[]>();
  readonly channels = new Set<{ name: string; tab: Tab; listener: (message: unknown) => void }>();
  /** Real time that the longest timer's task took. */
  longestTaskMs = 0;
  #time = START_MS;
  #timers: Timer[] = [];
  #order = 0;
  #real = 0;

  constructor(seed = 1) {
    this.random = createRandom(seed);
  }

  get time(): number {
    return this.#time;
  }

  at(ms: number, run: () => void): () => void {
    const timer = { at: this.#time + Math.max(0, ms), order: this.#order++, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((it) => it !== timer);
    };
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => void this.at(ms, resolve));
  }

  /** Work that takes real time (a database): simulated time stands still meanwhile. */
  async real<T>(work: Promise<T>): Promise<T> {
    this.#real++;
    try {
      return await work;
    } finally {
      this.#real--;
    }
  }

  /** Lets time pass. Every timer runs at its time, and what it started settles before the next. */
  async pass(ms: number): Promise<void> {
    const end = this.#time + ms;
    await this.#settle();
    for (let count = 0; ; count++) {
      const next = this.#next();
      if (!next || next.at > end) break;
      if (count > RUNAWAY) throw new Error(`A runaway: more than ${RUNAWAY} timers`);
      this.#time = next.at;
      this.#timers.splice(this.#timers.indexOf(next), 1);
      const started = performance.now();
      next.run();
      this.longestTaskMs = Math.max(this.longestTaskMs, performance.now() - started);
      await this.#settle();
    }
    this.#time = end;
  }

  /** Lets time pass until `promise` settles; at most `maxMs`. */
  async until<T>(promise: Promise<T>, maxMs = HOUR_MS): Promise<T> {
    let done = false;
    const mark = (): void => void (done = true);
    promise.then(mark, mark);
    const end = this.#time + maxMs;
    await this.#settle();
    while (!done) {
      const next = this.#next();
      if (!next || next.at > end) throw new Error(`Still waiting after ${maxMs} simulated ms`);
      await this.pass(next.at - this.#time);
    }
    return promise;
  }

  #next(): Timer | undefined {
    let first: Timer | undefined;
    for (const it of this.#timers) if (!first || it.at < first.at || (it.at === first.at && it.order < first.order)) first = it;
    return first;
  }

  async #settle(): Promise<void> {
    do await new Promise((resolve) => setImmediate(resolve));
    while (this.#real > 0);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** One tab: its own idea of the time, hidden or seen, asleep, frozen, or killed. */
export class Tab {
  readonly clock: Clock;
  readonly host: Host;
  /** How far this machine's wall clock is off. */
  skewMs = 0;
  #hidden = false;
  #frozen = false;
  #dead = false;
  #sleptMs = 0;
  #frozenAt = 0;
  #held: (() => void)[] = [];
  readonly #timers = new Set<object>();
  readonly #listeners = new Set<(event: PageEvent) => void>();

  constructor(readonly world: World) {
    const { storage } = world;
    this.clock = {
      now: () => world.time + this.skewMs,
      monotonic: () => world.time - this.#sleptMs - START_MS,
      after: (ms, run) => {
        const timer = {};
        this.#timers.add(timer);
        const cancel = world.at(ms, () => this.run(() => this.#timers.delete(timer) && run()));
        return () => {
          this.#timers.delete(timer);
          cancel();
        };
      },
    };
    this.host = {
      isHidden: () => this.#hidden,
      watch: (listener) => {
        this.#listeners.add(listener);
        return () => void this.#listeners.delete(listener);
      },
      storage: {
        getItem: (key) => storage.get(key) ?? null,
        setItem: (key, value) => void storage.set(key, value),
        removeItem: (key) => void storage.delete(key),
      },
      lock: (name, signal, run) => this.#lock(name, signal, run),
      openChannel: (name, listener) => this.#openChannel(name, listener),
    };
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  get timers(): number {
    return this.#timers.size;
  }

  get dead(): boolean {
    return this.#dead;
  }

  /** Runs in this tab: at once, when it thaws, or never. */
  run(task: () => void): void {
    if (this.#dead) return;
    if (this.#frozen) this.#held.push(task);
    else task();
  }

  hide(): void {
    this.#hidden = true;
  }

  show(): void {
    this.#hidden = false;
    this.wake();
  }

  wake(): void {
    for (const listener of this.#listeners) listener('wake');
  }

  /** Into the back/forward cache, or frozen by the browser. */
  freeze({ asleep = false } = {}): void {
    for (const listener of this.#listeners) listener('leave');
    this.#frozen = true;
    this.#frozenAt = asleep ? this.world.time : NaN;
  }

  thaw(): void {
    if (!Number.isNaN(this.#frozenAt)) this.#sleptMs += this.world.time - this.#frozenAt;
    this.#frozen = false;
    const held = this.#held;
    this.#held = [];
    for (const task of held) task();
    this.wake();
  }

  /** The renderer dies: no code of this tab runs again, and the browser frees its locks and channels. */
  kill(): void {
    this.#dead = true;
    for (const it of this.world.channels) if (it.tab === this) this.world.channels.delete(it);
    for (const name of this.world.locks.keys()) this.#release(name);
  }

  #lock(name: string, signal: AbortSignal, run: () => Promise<unknown>): Promise<unknown> {
    const { locks } = this.world;
    return new Promise((resolve, reject) => {
      const queue = locks.get(name) ?? [];
      locks.set(name, queue);
      const end = (): void => {
        const at = queue.indexOf(entry);
        if (at < 0) return;
        queue.splice(at, 1);
        if (at === 0) queue[0]?.grant();
      };
      const entry: Waiting = {
        tab: this,
        grant: () => {
          granted = true;
          this.run(() => void run().then(resolve, reject).finally(end));
        },
      };
      let granted = false;
      signal.addEventListener('abort', () => {
        if (granted) return;
        end();
        reject(signal.reason);
      });
      queue.push(entry);
      if (queue.length === 1) this.world.at(1, entry.grant);
    });
  }

  #release(name: string): void {
    const queue = this.world.locks.get(name) ?? [];
    const held = queue[0]?.tab === this;
    const left = queue.filter((it) => it.tab !== this);
    queue.splice(0, queue.length, ...left);
    if (held) queue[0]?.grant();
  }

  #openChannel(name: string, listener: (message: unknown) => void): Channel {
    const { world } = this;
    const end = { name, tab: this, listener };
    world.channels.add(end);
    return {
      postMessage: (message) => {
        const copy: unknown = structuredClone(message);
        for (const other of world.channels) {
          if (other === end || other.name !== name) continue;
          world.at(1 + world.random() * 20, () => other.tab.run(() => world.channels.has(other) && other.listener(copy)));
        }
      },
      close: () => void world.channels.delete(end),
    };
  }
}
