import type { UsageEventInput } from '../../contract/usage.js';

/** A use that the API has not acknowledged yet. */
export interface StoredUse {
  readonly id: string;
  /** API and subject: it is sent as this user or not at all. */
  readonly owner: string;
  /** When it was accepted, ms since 1970. */
  readonly at: number;
  readonly event: Omit<UsageEventInput, 'id'>;
}

/** Keeps uses over navigations and crashes. What cannot be kept is kept in memory by the queue alone. */
export interface UseStore {
  /** Everything there is, of all users and tabs. */
  load(): Promise<StoredUse[]>;
  put(use: StoredUse): void;
  remove(id: string): void;
  close(): void;
}

const DATABASE = 'billing-elements';
const USES = 'uses';

/**
 * IndexedDB. The database is opened at once, since one that is not open when the page goes away keeps nothing; all that
 * one task does is one transaction, committed by hand in its microtask, since auto-commit loses to a navigation.
 */
export function openUseStore(): UseStore {
  const opening = open().catch(() => undefined); // denied or broken: memory it is
  let transaction: IDBTransaction | undefined;

  const change = (step: (uses: IDBObjectStore) => void): void =>
    void opening
      .then((database) => {
        if (database) step((transaction ??= begin(database)).objectStore(USES));
      })
      .catch(() => {}); // the connection is gone, or the value cannot be stored

  function begin(from: IDBDatabase): IDBTransaction {
    const begun = from.transaction(USES, 'readwrite');
    begun.onerror = begun.onabort = (event) => event.preventDefault(); // storage full: an uncaught error helps nobody
    queueMicrotask(() => {
      transaction = undefined;
      begun.commit();
    });
    return begun;
  }

  return {
    async load() {
      const from = await opening;
      return from ? ((await done(from.transaction(USES).objectStore(USES).getAll())) as StoredUse[]) : [];
    },
    put: (use) => change((uses) => uses.put(use)),
    remove: (id) => change((uses) => uses.delete(id)),
    close: () => void opening.then((opened) => opened?.close()),
  };
}

async function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(USES, { keyPath: 'id' });
  const database = await done(request);
  database.onversionchange = () => database.close(); // a newer copy of this kit in another tab must not be blocked
  return database;
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
