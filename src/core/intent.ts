import type { Client } from './client.js';
import { BillingError } from './errors.js';
import type { Host } from './host.js';
import { exclusively } from './lock.js';

/** A checkout stays open for an hour; what was meant before that is another matter. */
const INTENT_MS = 3_600_000;
const STORED_AS = 'billing-elements.intent';

interface Intent {
  /** What is meant and by whom, as a hash: the input may hold an address. */
  readonly meaning: number;
  readonly key: string;
  readonly at: number;
}

/** Per session (a facade is another client object over the same one): what is on its way, so that a second click joins it. */
const running = new WeakMap<Client['session'], Map<number, Promise<unknown>>>();

/**
 * Runs `create` once per intent, over clicks, tabs and a page that comes back: all send one idempotency key, and the API
 * answers them all with the same object. A key that an earlier page used is only good while `isOpen` says so.
 */
export function withIntent<T>(
  client: Client,
  meant: unknown,
  create: (key: string) => Promise<T>,
  isOpen: (made: T) => Promise<boolean>,
): Promise<T> {
  const meaning = hash(JSON.stringify([client.apiUrl, client.session.subject, meant]));
  const mine = running.get(client.session) ?? new Map<number, Promise<unknown>>();
  running.set(client.session, mine);
  const joined = mine.get(meaning) as Promise<T> | undefined;
  if (joined) return joined;

  const { host, clock } = client;
  const run = async (): Promise<T> => {
    const known = recall(client, meaning);
    const made = known && (await create(known.key).catch(ignoreConflict));
    if (made && (await isOpen(made))) return made;
    const intent = { meaning, key: crypto.randomUUID(), at: clock.now() };
    remember(client, intent);
    return create(intent.key);
  };
  const outcome = exclusively({ host, clock, name: STORED_AS, run }).finally(() => mine.delete(meaning));
  mine.set(meaning, outcome);
  return outcome;
}

/** The key has served for something else (a hash can collide): another one is made. */
function ignoreConflict(error: unknown): undefined {
  if (!(error instanceof BillingError && error.code === 'idempotency_conflict')) throw error;
}

/** One intent at a time: who means something else has given the first one up. */
function recall({ host, clock }: Client, meaning: number): Intent | undefined {
  try {
    const intent = JSON.parse(storageOf(host).getItem(STORED_AS) ?? '') as Intent;
    return intent.meaning === meaning && clock.now() - intent.at < INTENT_MS ? intent : undefined;
  } catch {
    return undefined;
  }
}

/** Reading `localStorage` throws where it is denied. */
const storageOf = ({ storage = localStorage }: Host): NonNullable<Host['storage']> => storage;

function remember({ host }: Client, intent: Intent): void {
  try {
    storageOf(host).setItem(STORED_AS, JSON.stringify(intent));
  } catch {
    // Full or denied: then one page's clicks still make one checkout.
  }
}

/** FNV-1a, 32 bits. Not a secret: a collision costs one `idempotency_conflict`. */
function hash(text: string): number {
  let mixed = 0x811c9dc5;
  for (const char of text) mixed = Math.imul(mixed ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return mixed;
}
