import type { Client } from './client.js';
import { isPassing } from './errors.js';
import { hash } from './hash.js';
import { exclusively } from './lock.js';
import { withStorage } from './storage.js';

const STORED_AS = 'billing-elements.checkout';

/** ` <meaning> <key>`, as it is stored. Where storage is denied, the clicks on one page still make one checkout. */
let remembered = '';

/**
 * Runs `create` once per intent, across clicks, tabs and a page that comes back: all send the same idempotency key, so the
 * API answers all with the same object. An old key is used only while `isOpen` says that what it made is open.
 */
export function withIntent<T>(
  client: Client,
  meant: unknown,
  create: (key: string) => Promise<T>,
  isOpen: (made: T) => Promise<boolean>,
): Promise<T> {
  // What is meant, and by whom. It is hashed because the input may hold an address; a collision costs one `idempotency_conflict`.
  const meaning = ` ${hash(JSON.stringify([client.apiUrl, client.session.subject, meant]))} `;
  const run = async (): Promise<T> => {
    withStorage(client, (storage) => (remembered = storage.getItem(STORED_AS) ?? remembered));
    // One intent at a time: whoever means something else has given up the first one.
    const known = remembered.split(meaning)[1];
    // The API keeps a refusal under its key, but the reason may be gone by now. Or the hash has collided with another intent's.
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
