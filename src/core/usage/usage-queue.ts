import type { UsageEventResult } from '../../contract/usage.js';
import { createBackoff } from '../backoff.js';
import type { Client } from '../client.js';
import { createTimer } from '../clock.js';
import { BillingError, NetworkError, QuotaExceededError } from '../errors.js';
import { want } from '../guard.js';
import { toError } from '../http.js';
import { createStore, type Store } from '../store.js';
import type { UsageOutcome } from './usage-input.js';
import { openUseStore, type StoredUse, type UseStore } from './use-store.js';

export interface UsageQueueOptions {
  /** How much room all waiting uses may take on the device. Default 1 MiB; what does not fit is refused with `queue_full`. */
  maxBytes?: number;
  /** How long a use is kept. Default 23 h, since the server forgets ids after 24 h. */
  maxAgeMs?: number;
  /** How long `trackUsage` waits for the API's answer before it says `queued`. Default 10 s. */
  answerMs?: number;
  store?: UseStore;
  random?: () => number;
}

export interface UsageQueueState {
  /** Uses that wait for their acknowledgement. */
  readonly size: number;
  readonly bytes: number;
  /** Never taken, because the queue was full. */
  readonly refused: number;
  /** Given up without being counted: the API refused them, or they became too old. */
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
  /** Sends now, also during a wait after a failure. Settles when nothing is left or the next try fails. Rejects as `getToken`. */
  flush(): Promise<void>;
  /** Whose uses are sent now; undefined while nobody is known. */
  owner(): string | undefined;
}

type Outcome = UsageOutcome | BillingError;

/** With these the same bytes will always get the same answer; not so if somebody has to sign in or to wait, or if the address is wrong. */
const FINAL: readonly unknown[] = [400, 409, 413, 422];

const sizeOf = (use: StoredUse): number => JSON.stringify(use).length;

export function createUsageQueue(client: Client, options: UsageQueueOptions = {}): UsageQueue {
  const BATCH = 200;
  /** After a batch that was too large, each one that passes makes the next larger by this many. */
  const REGAINED = 5;
  const LONGEST_WAIT_MS = 300_000;
  const { maxBytes = 1_048_576, maxAgeMs = 82_800_000, answerMs = 10_000, store = openUseStore(), random = Math.random } = options;
  const { clock, session, rejectedUse } = client;
  const uses = new Map<string, StoredUse>();
  /** Who waits for the outcome of a use, by its id. */
  const callers = new Map<string, (outcome: Outcome) => void>();
  const backoff = createBackoff(clock, random, LONGEST_WAIT_MS);
  const flushIn = createTimer(clock, () => void flush());
  let bytes = 0;
  let refused = 0;
  let setAside = 0;
  let batchSize = BATCH;
  let running: Promise<void> | undefined;
  let unfollow: (() => void) | undefined;
  let ended = false;

  const count = (): UsageQueueState => Object.freeze({ size: uses.size, bytes, refused, setAside });
  const { set, ...counts } = createStore(count());
  const owner = (): string | undefined => (session.subject ? `${client.apiUrl} ${session.subject}` : undefined);
  const isMine = (use: StoredUse): boolean => use.owner === owner();

  function hold(use: StoredUse): void {
    if (uses.has(use.id)) return;
    uses.set(use.id, use);
    bytes += sizeOf(use);
    set(count());
    unfollow ??= session.subscribe(plan); // not earlier: an empty queue needs no session
  }

  /** The API has answered, or it is too late. */
  function settle(use: StoredUse, outcome?: Outcome): void {
    const { id, event } = use;
    store.remove(id);
    if (uses.delete(id)) bytes -= sizeOf(use);
    if (outcome instanceof BillingError) {
      setAside++;
      if (isMine(use) && !callers.has(id)) rejectedUse.set({ id, featureKey: event.feature_key, quantity: event.quantity, error: outcome });
    }
    set(count());
    tell(use, outcome);
  }

  const tell = ({ id }: StoredUse, outcome: Outcome = { status: 'queued', id }): void => callers.get(id)?.(outcome);

  async function add(use: StoredUse): Promise<UsageOutcome> {
    const told = callers.get(use.id); // the same use, tracked twice
    if (!told && bytes + sizeOf(use) > maxBytes) {
      refused++;
      set(count());
      throw new BillingError('queue_full');
    }
    const outcome = await new Promise<Outcome>((resolve) => {
      const cancel = clock.after(answerMs, () => tell(use));
      callers.set(use.id, (known) => {
        cancel();
        callers.delete(use.id);
        told?.(known);
        resolve(known);
      });
      hold(use);
      store.put(use);
      plan();
    });
    if (outcome instanceof BillingError) throw outcome;
    return outcome;
  }

  /** Finds what other tabs and earlier pages left. Even if two tabs send a use it is counted once: the server knows its id. */
  async function find(): Promise<void> {
    for (const use of await store.load().catch(() => [])) hold(use);
    plan();
  }

  function plan(): void {
    if (!ended && !running && uses.size > 0) flushIn(backoff.leftMs(0));
  }

  function flush(): Promise<void> {
    return (running ??= run().finally(() => {
      running = undefined;
      if (nextBatch().length > 0) plan();
    }));
  }

  async function run(): Promise<void> {
    flushIn(Infinity);
    let counted = false;
    for (let batch = nextBatch(); batch.length > 0 && !ended; batch = nextBatch()) {
      try {
        const outcomes = await send(batch);
        batch.forEach((use, at) => settle(use, outcomes[at]));
        backoff.reset();
        batchSize = Math.min(batchSize + REGAINED, BATCH);
        counted = true;
      } catch (cause) {
        if (!mend(cause, batch)) break;
      }
    }
    if (counted) client.invalidate('usage');
  }

  function nextBatch(): StoredUse[] {
    // Also those of users who never come back, since they take room.
    for (const use of uses.values()) if (clock.now() - use.at >= maxAgeMs) settle(use, new BillingError('too_old'));
    return [...uses.values()].filter(isMine).slice(0, batchSize);
  }

  /** The outcome of each use; undefined if it had been counted before, when its figures are no longer known. */
  async function send(batch: readonly StoredUse[]): Promise<(Outcome | undefined)[]> {
    const subject = session.subject ?? '';
    const body = { events: batch.map(({ id, event }) => ({ id, ...event })) };
    const answer = await client.request('/v1/features/track-usage/batch', { body, subject });
    const { results } = want<{ results: UsageEventResult[] }>(answer, { results: [{ status: '' }] });
    if (results.length !== batch.length) throw new BillingError('invalid_response');
    return results.map((result) => {
      if (result.status === 'refused') return toError(400, new Headers(), result, 'trackUsage');
      return result.usage && { status: 'recorded', usage: result.usage };
    });
  }

  /** Deals with a failed batch. Whether to go on at once: with smaller batches, or without the use that is to blame. */
  function mend(cause: unknown, batch: readonly StoredUse[]): boolean {
    const { length } = batch;
    if (!(cause instanceof QuotaExceededError || (cause instanceof BillingError && FINAL.includes(cause.status)))) {
      backoff.fail(cause);
      if (cause instanceof NetworkError) {
        if (cause.code === 'timeout') batchSize = Math.ceil(length / 2); // it would take too long again
        batch.forEach((use) => tell(use));
      }
      return false;
    }
    if (length > 1) batchSize = Math.ceil(length / 2);
    else batch.forEach((use) => settle(use, cause));
    return true;
  }

  const unwatch = client.host.watch((event) => {
    if (event === 'leave') return;
    backoff.reset();
    void find();
  });
  client.onDestroy(() => {
    ended = true;
    flushIn(Infinity);
    unwatch();
    unfollow?.();
    uses.forEach((use) => tell(use));
    store.close();
  });
  void find();

  return {
    ...counts,
    add,
    async flush() {
      backoff.reset();
      if (uses.size > 0) await session.getToken(); // the owner has to be known
      await flush();
    },
    owner,
  };
}
