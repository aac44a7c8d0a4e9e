import { createBackoff } from './backoff.js';
import type { InitialData } from './client.js';
import { createTimer, stopwatch, type Clock } from './clock.js';
import { isBillingError, ServerError, type BillingError } from './errors.js';
import type { Host } from './host.js';
import type { RequestOptions } from './transport.js';
import { createStore, LOADING, SIGNED_OUT, type Store } from './store.js';

/** What an element shows. `stale`: the data could not be confirmed lately; `error` says why. */
export type ResourceState<T> =
  | { readonly status: 'loading' }
  | {
      readonly status: 'ready';
      readonly data: T;
      readonly stale: boolean;
      /** When the API last confirmed the data to this page, ms since 1970; 0 for data that only came with the page. */
      readonly updatedAt: number;
      readonly error?: BillingError;
    }
  | { readonly status: 'error'; readonly error: BillingError }
  | { readonly status: 'signed-out' };

/** One store per resource and client, for any number of listeners. Work starts with the first and ends with the last. */
export interface Resource<T> extends Store<ResourceState<T>> {
  /** Asks again now, or joins a request under way. Never rejects: the outcome is in the state. */
  refresh(): Promise<void>;
}

/** Where a resource is and how to read it. */
export interface ResourceDefinition<T> {
  readonly name: string;
  readonly path: string;
  /** Throws ServerError `invalid_response` for what is malformed. */
  parse(body: unknown): T;
  /** It is asked for again, in all tabs, when one of these topics changes. `subscription` and its own name always count. */
  readonly topics?: readonly string[];
  readonly pollEveryMs?: number;
  /** Unconfirmed data older than this is dropped. Default: kept, marked stale. */
  readonly maxAgeMs?: number;
  /** Default `session`. */
  readonly needs?: 'session' | 'any';
}

export interface InnerResource<T> extends Resource<T> {
  /** These changed (none: everything). If it depends on them, what is on its way may be older than that, so it is asked for anew. */
  invalidate(touched: readonly string[]): void;
  /** Another user, or nobody: the data of the one before are dropped. */
  reset(owner: string | undefined): void;
  wake(): void;
  destroy(): void;
}

export interface ResourceContext {
  request<T>(path: string, options?: RequestOptions): Promise<T>;
  clock: Clock;
  host: Pick<Host, 'isHidden'>;
  random: () => number;
  initialData?: InitialData | undefined;
}

/** A listener who comes back within this time gets the data at hand, without a request. */
const FRESH_MS = 30_000;

export function createResource<T>(definition: ResourceDefinition<T>, context: ResourceContext): InnerResource<T> {
  const LONGEST_RETRY_MS = 60_000;
  const { clock } = context;
  const topics = ['subscription', definition.name, ...(definition.topics ?? [])];
  let active = false;
  /** What came with the page. It belongs to the first user who is known. */
  let given = firstState(definition, context);
  /** Must be asked for whatever its age: it was never confirmed, or has changed since. */
  let outdated = given.status !== 'ready' || given.stale;
  /** Since the API last confirmed the data. */
  let ageMs = stopwatch(clock);
  let round: AbortController | undefined;
  let pending: Promise<void> | undefined;
  const checkIn = createTimer(clock, check);
  const backoff = createBackoff(clock, context.random, LONGEST_RETRY_MS);

  const { set, ...store } = createStore<ResourceState<T>>(given, () => {
    active = true;
    dropTooOld();
    begin();
    return () => {
      active = false;
      // An element that is moved leaves and comes back within one task: only one that stays away ends the work.
      queueMicrotask(() => active || stop());
    };
  });
  const show = (state: ResourceState<T>): void => set(Object.freeze(state));
  const isDue = (): boolean => outdated || ageMs() >= FRESH_MS;
  const nextMs = (): number => backoff.leftMs(definition.pollEveryMs ?? Infinity);
  const msToEnd = (): number => (definition.maxAgeMs ?? Infinity) - ageMs();

  function stop(): void {
    checkIn(Infinity);
    round?.abort();
    round = pending = undefined;
  }

  /** The latest request wins: an older one's answer is dropped. */
  function load(): Promise<void> {
    stop();
    const mine = (round = new AbortController());
    schedule(Infinity); // no next try yet, but data that become too old still end, should the request hang
    const settle = (then: () => void): void => {
      if (mine !== round) return;
      round = pending = undefined;
      then();
      schedule(nextMs());
    };
    return (pending = context
      .request(definition.path, { signal: mine.signal, needs: definition.needs })
      .then(definition.parse)
      .then(
        (data) => settle(() => succeed(data)),
        (error: unknown) => settle(() => fail(error)),
      ));
  }

  /** As `load`, for somebody who waits: the error is gone until the answer. A retry of our own leaves it to be read. */
  function loadAloud(): Promise<void> {
    if (store.get().status !== 'ready') set(LOADING);
    return load();
  }

  function begin(): void {
    if (isDue()) void loadAloud();
    else schedule(nextMs());
  }

  function succeed(data: T): void {
    backoff.reset();
    outdated = false;
    ageMs = stopwatch(clock);
    show({ status: 'ready', data, stale: false, updatedAt: clock.now() });
  }

  function fail(cause: unknown): void {
    const error = isBillingError(cause) ? cause : new ServerError('invalid_response', definition.name, { cause });
    backoff.fail(error);
    const state = store.get();
    if (error.code === 'signed_out') {
      backoff.stop(); // until somebody is signed in again
      set(SIGNED_OUT);
    } else show(state.status === 'ready' && msToEnd() > 0 ? { ...state, stale: true, error } : { status: 'error', error });
  }

  function dropTooOld(): void {
    const state = store.get();
    if (state.status !== 'ready' || msToEnd() > 0) return;
    if (state.error) show({ status: 'error', error: state.error });
    else set(LOADING);
  }

  /** One timer for all listeners: for the next poll or try, or for when the data become too old. */
  function schedule(waitMs: number): void {
    const ms = store.get().status === 'ready' ? Math.min(waitMs, Math.max(0, msToEnd())) : waitMs;
    checkIn(active ? ms : Infinity);
  }

  function check(): void {
    dropTooOld();
    if (active && !pending && !context.host.isHidden()) void load();
  }

  return {
    ...store,
    refresh: () => pending ?? loadAloud(),
    invalidate(touched) {
      if (touched[0] && !touched.some((it) => topics.includes(it))) return;
      outdated = true;
      if (active && !context.host.isHidden()) void load();
    },
    reset(owner) {
      stop();
      backoff.reset();
      // If nobody is signed in, what came with the page is asked for and refused: only what a publishable key can read stays.
      outdated ||= owner === undefined || store.get() !== given;
      if (store.get() !== given) set(LOADING);
      given = LOADING;
      if (active) begin();
    },
    wake() {
      if (isDue()) check();
    },
    destroy() {
      active = false;
      stop();
    },
  };
}

/** What came with the page. If there is none, or it cannot be read, the API is asked. */
export function firstState<T>(
  { name, parse, maxAgeMs }: ResourceDefinition<T>,
  { clock, initialData }: Pick<ResourceContext, 'clock' | 'initialData'>,
): ResourceState<T> {
  const body = initialData?.[name];
  if (body === undefined) return LOADING;
  try {
    const ageMs = Math.abs(clock.now() - Number(initialData?.at));
    // What was fetched just before the page came need not be asked for again, except what opens gates (`maxAgeMs`).
    const stale = !(ageMs < FRESH_MS) || maxAgeMs !== undefined;
    return Object.freeze({ status: 'ready', data: parse(body), stale, updatedAt: 0 });
  } catch {
    return LOADING;
  }
}
