import type { UsageEventInput } from '../../contract/usage.js';

/** A use that the API has not acknowledged yet. */
export interface StoredUse {
  readonly id: string;
  /** API and subject: the use is sent as this user or not at all. */
  readonly owner: string;
  /** When it was accepted, ms since 1970. */
  readonly at: number;
  readonly event: Omit<UsageEventInput, 'id'>;
}

/** Keeps uses across navigations and crashes. What it cannot keep stays in the queue's memory. */
export interface UseStore {
  /** All uses, of all users and tabs. Rejects if nothing can be stored. */
  load(): Promise<StoredUse[]>;
  put(use: StoredUse): void;
  remove(id: string): void;
  close(): void;
}

const USES = 'uses';

/**
 * IndexedDB. The database is opened early, since one that is not yet open when the page leaves keeps nothing. Everything
 * one task does is one transaction, committed by hand in its microtask, since a navigation comes before auto-commit.
 */
export function openUseStore(): UseStore {
  const opening = open();
  let transaction: IDBTransaction | undefined;

  /** If storage is denied or the connection is gone, the queue's memory has to do. */
  const use = (work: (database: IDBDatabase) => void): void => void opening.then(work).catch(() => {});
  const change = (step: (uses: IDBObjectStore) => void): void =>
    use((database) => step((transaction ??= begin(database)).objectStore(USES)));

  function begin(database: IDBDatabase): IDBTransaction {
    const begun = database.transaction(USES, 'readwrite');
    begun.onerror = (event) => event.preventDefault(); // one that cannot be stored must not abort the others
    queueMicrotask(() => {
      transaction = undefined;
      begun.commit();
    });
    return begun;
  }

  return {
    load: async () => done((await opening).transaction(USES).objectStore(USES).getAll() as IDBRequest<StoredUse[]>),
    put: (it) => change((uses) => uses.put(it)),
    remove: (id) => change((uses) => uses.delete(id)),
    close: () => use((database) => database.close()),
  };
}

async function open(): Promise<IDBDatabase> {
  const request = indexedDB.open('billing-elements', 1);
  request.onupgradeneeded = () => request.result.createObjectStore(USES, { keyPath: 'id' });
  const database = await done(request);
  database.onversionchange = () => database.close(); // do not block a newer copy of this kit in another tab
  return database;
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
