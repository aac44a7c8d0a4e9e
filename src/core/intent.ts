import type { Client } from './client.js';
import { ConflictError } from './errors.js';
import type { Host } from './host.js';
import { exclusively } from './lock.js';

/** A checkout stays open for an hour; what was meant before that is another matter. */
const INTENT_MS = 3_600_000;
const STORED_AS = 'billing-elements.intent';

interface Intent {
  /** What is meant and by whom, as a hash: the input may hold an address. */
  readonly meaning: string;
  readonly key: string;
  readonly at: number;
}

/** Per session (a facade is another client object over the same one): what is on its way, so that a second click joins it. */
const running = new WeakMap<Client['session'], Map<string, Promise<unknown>>>();

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
  const mine = running.get(client.session) ?? new Map<string, Promise<unknown>>();
  running.set(client.session, mine);
  const joined = mine.get(meaning) as Promise<T> | undefined;
  if (joined) return joined;

  const { host, clock } = client;
  const run = async (): Promise<T> => {
    const known = recall(client, meaning);
    if (known) {
      const made = await create(known.key).catch((error: unknown) => {
        if (error instanceof ConflictError && error.code === 'idempotency_conflict') return undefined;
        throw error;
      });
      if (made !== undefined && (await isOpen(made))) return made;
    }
    const intent = { meaning, key: crypto.randomUUID(), at: clock.now() };
    remember(client, intent);
    return create(intent.key);
  };
  const outcome = exclusively({ host, clock, name: STORED_AS, run });
  mine.set(meaning, outcome);
  const done = (): void => void mine.delete(meaning);
  outcome.then(done, done);
  return outcome;
}

/** One intent at a time: who means something else has given the first one up. */
function recall({ host, clock }: Client, meaning: string): Intent | undefined {
  try {
    const intent = JSON.parse(storageOf(host).getItem(STORED_AS) ?? 'null') as Intent | null;
    const age = intent ? clock.now() - intent.at : NaN;
    return intent?.meaning === meaning && typeof intent.key === 'string' && age >= 0 && age < INTENT_MS ? intent : undefined;
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

/** 53 bits (two rounds of FNV-1a). Not a secret: a collision costs one `idempotency_conflict`. */
function hash(text: string): string {
  let low = 0x811c9dc5;
  let high = 0x1000193;
  for (let at = 0; at < text.length; at++) {
    low = Math.imul(low ^ text.charCodeAt(at), 0x01000193);
    high = Math.imul(high ^ text.charCodeAt(at), 0x85ebca6b);
  }
  return (low >>> 0).toString(36) + (high >>> 0).toString(36);
}
