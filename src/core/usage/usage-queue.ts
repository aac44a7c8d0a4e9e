import type { UsageEventResult } from '../../contract/usage.js';
import { createBackoff } from '../backoff.js';
import type { Client } from '../client.js';
import { BillingError, NetworkError, NotFoundError, QuotaExceededError, ValidationError, isBillingError } from '../errors.js';
import { list, object, reader, string } from '../guard.js';
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
  /** Sends now, whatever wait a failure has imposed; settles when nothing is left or the next try fails. */
  flush(): Promise<void>;
  onRejected(listener: (rejection: UsageRejection) => void): () => void;
  /** Whose uses are sent now; undefined while nobody is known. */
  owner(): string | undefined;
}

interface Waiting {
  readonly use: StoredUse;
  readonly bytes: number;
  /** Absent for what an earlier page or another tab left. */
  settle?: ((outcome: UsageOutcome | BillingError) => void) | undefined;
  outcome?: Promise<UsageOutcome>;
}

const BATCH = 200;
/** After a batch that was too large, each that passes makes the next one larger by so many. */
const REGAINED = 5;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 300_000;
const readResults = reader<{ results: UsageEventResult[] }>(object({ results: list(object({ status: string })) }));

export function createUsageQueue(client: Client, options: UsageQueueOptions = {}): UsageQueue {
  const { maxBytes = 1_048_576, maxAgeMs = 82_800_000, answerMs = 10_000, store = openUseStore(), random = Math.random } = options;
  const { clock, session } = client;
  const uses = new Map<string, Waiting>();
  const rejections = new Set<(rejection: UsageRejection) => void>();
  const backoff = createBackoff(clock, random, FIRST_WAIT_MS, LONGEST_WAIT_MS);
  const state = createStore<UsageQueueState>(Object.freeze({ size: 0, bytes: 0, refused: 0, setAside: 0 }));
  let batchSize = BATCH;
  /** A service without the batch route gets one use at a time. */
  let oneByOne = false;
  let running: Promise<void> | undefined;
  let cancelTimer = (): void => {};
  let unfollow: (() => void) | undefined;
  let ended = false;

  const owner = (): string | undefined => (session.subject === null ? undefined : `${client.apiUrl} ${session.subject}`);

  function follow(): void {
    let before = owner();
    unfollow ??= session.subscribe(() => {
      if (before === owner()) return;
      before = owner();
      backoff.reset();
      plan();
    });
  }

  function count(change: Partial<UsageQueueState>, bytes = 0): void {
    const before = state.get();
    state.set(Object.freeze({ ...before, ...change, size: uses.size, bytes: before.bytes + bytes }));
  }

  function hold(waiting: Waiting): void {
    uses.set(waiting.use.id, waiting);
    follow(); // only now: an empty queue needs no session
    count({}, waiting.bytes);
  }

  function take({ use, bytes }: Waiting): void {
    if (!uses.delete(use.id)) return;
    store.remove(use.id);
    count({}, -bytes);
  }

  function reject(waiting: Waiting, error: BillingError): void {
    take(waiting);
    count({ setAside: state.get().setAside + 1 });
    if (waiting.settle) return waiting.settle(error);
    const { id, event } = waiting.use;
    for (const listener of rejections) listener({ id, featureKey: event.feature_key, quantity: event.quantity, error });
  }

  function add(use: StoredUse): Promise<UsageOutcome> {
    const known = uses.get(use.id)?.outcome;
    if (known) return known; // the same use told twice
    const bytes = JSON.stringify(use).length;
    if (state.get().bytes + bytes > maxBytes) {
      count({ refused: state.get().refused + 1 });
      return Promise.reject(new BillingError('queue_full', `More than ${maxBytes} bytes of usage wait to be sent`));
    }
    const waiting: Waiting = { use, bytes };
    waiting.outcome = new Promise((resolve, fail) => {
      const cancel = clock.after(answerMs, () => waiting.settle?.({ status: 'queued', id: use.id }));
      waiting.settle = (outcome) => {
        cancel();
        waiting.settle = undefined;
        if (isBillingError(outcome)) fail(outcome);
        else resolve(outcome);
      };
    });
    hold(waiting);
    store.put(use);
    plan();
    return waiting.outcome;
  }

  /** What other tabs and earlier pages left. Sent by two at once it is still counted once: the server knows the id. */
  async function find(): Promise<void> {
    for (const use of await store.load().catch(() => [])) {
      if (!uses.has(use.id)) hold({ use, bytes: JSON.stringify(use).length });
    }
    plan();
  }

  function hasMine(): boolean {
    const mine = owner();
    for (const { use } of uses.values()) if (use.owner === mine) return true;
    return false;
  }

  function plan(): void {
    cancelTimer();
    if (!ended && !running && hasMine()) cancelTimer = clock.after(backoff.leftMs(0), () => void flush());
  }

  const flush = (): Promise<void> => (running ??= run().finally(() => ((running = undefined), plan())));

  async function run(): Promise<void> {
    cancelTimer();
    let counted = false;
    for (;;) {
      const batch = nextBatch();
      if (batch.length === 0) break;
      try {
        const results = await send(batch.map(({ use }) => use));
        backoff.reset();
        batchSize = Math.min(batchSize + REGAINED, oneByOne ? 1 : BATCH);
        batch.forEach((waiting, at) => settle(waiting, results[at]));
        counted = true;
      } catch (cause) {
        if (ended || !mend(cause, batch)) break;
      }
    }
    if (counted) client.invalidate('usage');
  }

  function nextBatch(): Waiting[] {
    const mine = owner();
    const batch: Waiting[] = [];
    for (const waiting of uses.values()) {
      if (ended || batch.length >= batchSize) break;
      if (waiting.use.owner !== mine) continue;
      if (clock.now() - waiting.use.at < maxAgeMs) batch.push(waiting);
      else reject(waiting, new BillingError('too_old', 'The use could not be sent in time'));
    }
    return batch;
  }

  async function send(batch: readonly StoredUse[]): Promise<UsageEventResult[]> {
    const subject = session.subject ?? '';
    const [first] = batch;
    if (oneByOne && first) {
      const { usage } = await client.request<UsageEventResult>('/v1/features/track-usage', {
        body: first.event,
        idempotencyKey: first.id,
        subject,
      });
      return [{ id: first.id, status: 'recorded', ...(usage && { usage }) }];
    }
    const events = batch.map(({ id, event }) => ({ id, ...event }));
    const { results } = readResults(await client.request('/v1/features/track-usage/batch', { body: { events }, subject }));
    if (results.length !== batch.length) throw new BillingError('invalid_response', 'Not one result for each use');
    return results;
  }

  function settle(waiting: Waiting, result: UsageEventResult | undefined): void {
    if (result?.status === 'refused') {
      return reject(waiting, toError({ status: 400, headers: new Headers(), body: result }, `use of ${waiting.use.event.feature_key}`));
    }
    take(waiting);
    waiting.settle?.(result?.usage ? { status: 'recorded', usage: result.usage } : { status: 'queued', id: waiting.use.id });
  }

  /** Whether to go on at once: with smaller batches, or without the one that is to blame. */
  function mend(cause: unknown, batch: readonly Waiting[]): boolean {
    const [first] = batch;
    const refusal = cause instanceof ValidationError || cause instanceof QuotaExceededError || cause instanceof NotFoundError;
    if (refusal && cause.status === 404 && !oneByOne) {
      oneByOne = true;
      batchSize = 1;
      return true;
    }
    if (refusal && batch.length > 1) {
      batchSize = Math.ceil(batch.length / 2);
      return true;
    }
    if (refusal && first) {
      reject(first, cause);
      return true;
    }
    backoff.fail(cause);
    if (cause instanceof NetworkError) for (const { settle: tell, use } of batch) tell?.({ status: 'queued', id: use.id });
    return false;
  }

  const unwatch = client.host.watch((event) => {
    if (event !== 'wake') return;
    backoff.reset();
    void find();
  });
  client.onDestroy(() => {
    ended = true;
    cancelTimer();
    unwatch();
    unfollow?.();
    for (const { settle: tell, use } of uses.values()) tell?.({ status: 'queued', id: use.id });
    store.close();
  });
  void find();

  return {
    get: state.get,
    subscribe: state.subscribe,
    add,
    flush() {
      backoff.reset();
      return flush();
    },
    onRejected(listener) {
      rejections.add(listener);
      return () => void rejections.delete(listener);
    },
    owner,
  };
}
