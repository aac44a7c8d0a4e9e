import type { UsageEventResult } from '../../contract/usage.js';
import { createBackoff } from '../backoff.js';
import type { Client } from '../client.js';
import { BillingError, NetworkError, QuotaExceededError } from '../errors.js';
import { wantList } from '../guard.js';
import { toError } from '../http.js';
import { createStore, type Store } from '../store.js';
import type { UsageOutcome } from './usage-input.js';
import { openUseStore, type StoredUse, type UseStore } from './use-store.js';

export interface UsageQueueOptions {
  /** What all waiting uses may take on the device. Default 1 MiB; what does not fit is refused with `queue_full`. */
  maxBytes?: number;
  /** How long a use is kept for better times. Default 23 h: a server forgets ids after 24. */
  maxAgeMs?: number;
  /** How long `trackUsage` waits for the API's word before it says `queued`. Default 10 s. */
  answerMs?: number;
  store?: UseStore;
  random?: () => number;
}

export interface UsageQueueState {
  /** Uses that wait for their acknowledgement. */
  readonly size: number;
  readonly bytes: number;
  /** Refused at the door: the queue was full. */
  readonly refused: number;
  /** Taken out without being counted: the API refused them, or they became too old. */
  readonly setAside: number;
}

/** A use that nobody waits for any more was refused by the API, or became too old. */
export interface UsageRejection {
  readonly id: string;
  readonly featureKey: string;
  readonly quantity: number;
  readonly error: BillingError;
}

export interface UsageQueue extends Store<UsageQueueState> {
  add(use: StoredUse): Promise<UsageOutcome>;
  /** Sends now, whatever wait a failure has imposed; settles when nothing is left or the next try fails. Rejects as `getToken`. */
  flush(): Promise<void>;
  onRejected(listener: (rejection: UsageRejection) => void): () => void;
  /** Whose uses are sent now; undefined while nobody is known. */
  owner(): string | undefined;
}

const BATCH = 200;
/** After a batch that was too large, each that passes makes the next one larger by so many. */
const REGAINED = 5;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 300_000;

type Outcome = UsageOutcome | BillingError;

/** Someone who waits for what becomes of a use. */
interface Caller {
  readonly promise: Promise<UsageOutcome>;
  hear(outcome: Outcome): void;
}

const sizeOf = (use: StoredUse): number => JSON.stringify(use).length;

export function createUsageQueue(client: Client, options: UsageQueueOptions = {}): UsageQueue {
  const { maxBytes = 1_048_576, maxAgeMs = 82_800_000, answerMs = 10_000, store = openUseStore(), random = Math.random } = options;
  const { clock, session } = client;
  const uses = new Map<string, StoredUse>();
  const callers = new Map<string, Caller>();
  const listeners = new Set<(rejection: UsageRejection) => void>();
  const backoff = createBackoff(clock, random, FIRST_WAIT_MS, LONGEST_WAIT_MS);
  let bytes = 0;
  let refused = 0;
  let setAside = 0;
  let batchSize = BATCH;
  /** A service without the batch route gets one use at a time. */
  let oneByOne = false;
  let running: Promise<void> | undefined;
  /** Something has come, or failed, since the queue was last gone through. */
  let again = false;
  let cancelTimer = (): void => {};
  let unfollow: (() => void) | undefined;
  let ended = false;

  const count = (): UsageQueueState => Object.freeze({ size: uses.size, bytes, refused, setAside });
  const state = createStore(count());
  const owner = (): string | undefined => (session.subject === null ? undefined : `${client.apiUrl} ${session.subject}`);
  const isMine = (use: StoredUse): boolean => use.owner === owner();

  function hold(use: StoredUse): void {
    if (uses.has(use.id)) return;
    uses.set(use.id, use);
    bytes += sizeOf(use);
    state.set(count());
    unfollow ??= session.subscribe(plan); // only now: an empty queue needs no session
  }

  /** The API has spoken, or it is too late. */
  function settle(use: StoredUse, outcome: Outcome): void {
    store.remove(use.id);
    if (uses.delete(use.id)) bytes -= sizeOf(use);
    if (outcome instanceof BillingError) {
      setAside++;
      const { id, event } = use;
      const rejection = { id, featureKey: event.feature_key, quantity: event.quantity, error: outcome };
      // Each in a task of its own: one listener's mistake harms neither the others nor the queue.
      if (isMine(use) && !callers.has(id)) listeners.forEach((listener) => queueMicrotask(() => listener(rejection)));
    }
    state.set(count());
    tell(use, outcome);
  }

  const tell = ({ id }: StoredUse, outcome: Outcome = { status: 'queued', id }): void => callers.get(id)?.hear(outcome);

  function add(use: StoredUse): Promise<UsageOutcome> {
    const known = callers.get(use.id);
    if (known) return known.promise; // the same use told twice
    if (bytes + sizeOf(use) > maxBytes) {
      refused++;
      state.set(count());
      return Promise.reject(new BillingError('queue_full'));
    }
    let hear: Caller['hear'] = () => {};
    const promise = new Promise<UsageOutcome>((resolve, reject) => {
      const cancel = clock.after(answerMs, () => tell(use));
      hear = (outcome) => {
        cancel();
        callers.delete(use.id);
        if (outcome instanceof BillingError) reject(outcome);
        else resolve(outcome);
      };
    });
    callers.set(use.id, { promise, hear });
    hold(use);
    store.put(use);
    plan();
    return promise;
  }

  /** What other tabs and earlier pages left. Sent by two at once it is still counted once: the server knows the id. */
  async function find(): Promise<void> {
    for (const use of await store.load().catch(() => [])) hold(use);
    plan();
  }

  function plan(): void {
    again = true;
    if (ended || running || uses.size === 0) return;
    cancelTimer();
    cancelTimer = clock.after(backoff.leftMs(0), () => void flush());
  }

  function flush(): Promise<void> {
    return (running ??= run().finally(() => {
      running = undefined;
      if (again) plan();
    }));
  }

  async function run(): Promise<void> {
    cancelTimer();
    again = false;
    let counted = false;
    for (let batch = nextBatch(); batch.length > 0 && !ended; batch = nextBatch()) {
      try {
        const results = await send(batch);
        batch.forEach((use, at) => settle(use, outcomeOf(use, results[at])));
        backoff.reset();
        if (!oneByOne) batchSize = Math.min(batchSize + REGAINED, BATCH);
        counted = true;
      } catch (cause) {
        if (!mend(cause, batch)) break;
      }
    }
    if (counted) client.invalidate('usage');
  }

  function nextBatch(): StoredUse[] {
    // Also those of users who never come back: they take room.
    for (const use of uses.values()) if (clock.now() - use.at >= maxAgeMs) settle(use, new BillingError('too_old'));
    return [...uses.values()].filter(isMine).slice(0, batchSize);
  }

  async function send(batch: readonly StoredUse[]): Promise<UsageEventResult[]> {
    const subject = session.subject ?? '';
    const [first] = batch;
    if (oneByOne && first) {
      const options = { body: first.event, idempotencyKey: first.id, subject };
      return [await client.request<UsageEventResult>('/v1/features/track-usage', options)];
    }
    const body = { events: batch.map(({ id, event }) => ({ id, ...event })) };
    const answer = await client.request('/v1/features/track-usage/batch', { body, subject });
    const results = wantList<UsageEventResult>(answer, 'results', 'status:string');
    if (results.length !== batch.length) throw new BillingError('invalid_response');
    return results;
  }

  function outcomeOf(use: StoredUse, result: UsageEventResult | undefined): Outcome {
    if (result?.status === 'refused') return toError({ status: 400, headers: new Headers(), body: result }, use.event.feature_key);
    return result?.usage ? { status: 'recorded', usage: result.usage } : { status: 'queued', id: use.id };
  }

  /** Whether to go on at once: with smaller batches, or without the one that is to blame. */
  function mend(cause: unknown, batch: readonly StoredUse[]): boolean {
    const [first] = batch;
    if (!first || !(cause instanceof BillingError) || !isFinal(cause)) {
      backoff.fail(cause);
      again = true;
      if (cause instanceof NetworkError) {
        if (cause.code === 'timeout') batchSize = Math.ceil(batch.length / 2); // it would take too long again
        batch.forEach((use) => tell(use));
      }
      return false;
    }
    if (cause.status === 404 && !oneByOne) {
      oneByOne = true;
      batchSize = 1;
    } else if (batch.length > 1) batchSize = Math.ceil(batch.length / 2);
    else settle(first, cause);
    return true;
  }

  const unwatch = client.host.watch((event) => {
    if (event === 'leave') return;
    backoff.reset();
    void find();
  });
  client.onDestroy(() => {
    ended = true;
    cancelTimer();
    unwatch();
    unfollow?.();
    uses.forEach((use) => tell(use));
    store.close();
  });
  void find();

  return {
    get: state.get,
    subscribe: state.subscribe,
    add,
    async flush() {
      backoff.reset();
      if (uses.size > 0) await session.getToken(); // whose turn it is has to be known
      await flush();
    },
    onRejected(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    owner,
  };
}

/** The same bytes will get the same answer. Not so where somebody has to sign in, or to wait. */
const isFinal = (error: BillingError): boolean =>
  error instanceof QuotaExceededError || [400, 404, 409, 413, 422].includes(error.status ?? 0);
