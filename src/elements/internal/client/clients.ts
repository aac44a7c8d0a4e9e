import { createClient, type Client, type ClientOptions, type InitialData } from '../../../core/client.js';

const shared = new Map<string, { client: Client; users: number }>();

/** The settings that have attributes. They decide whether two elements share one client. */
export type SharedClientOptions = Pick<
  ClientOptions,
  'apiUrl' | 'sessionTokenUrl' | 'publishableKey' | 'userId' | 'noShare' | 'strict'
>;

/**
 * The one client for these settings, made at first use, with what came with the page. Call `release` once for each
 * `acquireClient`. After the last the client lives on for a microtask, so that moving an element costs nothing.
 *
 * @throws {TypeError | BillingError} from createClient, if the settings are wrong
 */
export function acquireClient(options: SharedClientOptions, initialData?: InitialData): { client: Client; release: () => void } {
  const key = JSON.stringify(Object.entries(options).toSorted());
  const entry = shared.get(key) ?? { client: createClient({ ...options, initialData }), users: 0 };
  shared.set(key, entry);
  entry.users += 1;
  let released = false;
  return {
    client: entry.client,
    release() {
      if (released) return;
      released = true;
      entry.users -= 1;
      queueMicrotask(() => {
        if (entry.users > 0 || shared.get(key) !== entry) return;
        shared.delete(key);
        entry.client.destroy();
      });
    },
  };
}
