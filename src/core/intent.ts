import type { Client } from './client.js';
import { isPassing } from './errors.js';
import { hash } from './hash.js';
import { exclusively } from './lock.js';
import { withStorage } from './storage.js';

const STORED_AS = 'billing-elements.checkout';

/** ` <meaning> <key>`, as it is stored. Where storage is denied, one page's clicks still make one checkout. */
let remembered = '';

/**
 * Runs `create` once per intent, over clicks, tabs and a page that comes back: all send one idempotency key, and the API
 * answers them all with the same object. A key that was used before is only good while `isOpen` says so.
 */
export function withIntent<T>(
  client: Client,
  meant: unknown,
  create: (key: string) => Promise<T>,
  isOpen: (made: T) => Promise<boolean>,
): Promise<T> {
  // What is meant and by whom, as a hash: the input may hold an address. A collision costs one `idempotency_conflict`.
  const meaning = ` ${hash(JSON.stringify([client.apiUrl, client.session.subject, meant]))} `;
  const run = async (): Promise<T> => {
    withStorage(client, (storage) => (remembered = storage.getItem(STORED_AS) ?? remembered));
    // One intent at a time: who means something else has given the first one up.
    const known = remembered.split(meaning)[1];
    // A refusal is kept under its key, and its reason may be gone by now; or it has served for something else (a hash can collide).
    const retry = (error: unknown): undefined => {
      if (isPassing(error)) throw error;
    };
    const made = known && (await create(known).catch(retry));
    if (made && (await isOpen(made))) return made;
    const key = crypto.randomUUID();
    remembered = meaning + key;
    withStorage(client, (storage) => storage.setItem(STORED_AS, remembered));
    return create(key);
  };
  return exclusively(client, STORED_AS, run);
}
