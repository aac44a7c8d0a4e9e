import { createClient, type Client, type ClientOptions } from '../core/client.js';
import { createStore, type Store } from '../core/store.js';
import { failedClient } from '../elements/internal/client/failed-client.js';

/** What a framework's provider is given: settings of a client to be made, or a client whose life is the page's own. */
export type BillingSettings =
  | (ClientOptions & { readonly client?: undefined })
  | { readonly client: Client; readonly initialData?: undefined };

/**
 * One client for all below a framework's provider. It is made when first needed and ends with its last holder, so that a
 * framework may render as often as it likes: rendering makes nothing. The store holds the client while there is one.
 */
export interface Scope extends Store<Client | undefined> {
  readonly initialData: ClientOptions['initialData'];
  /** The client, made where there is none: for effects and handlers. With wrong settings its every answer says so. */
  need(): Client;
  /** Keeps the client until the returned function is called. */
  hold(): () => void;
}

/** `settings` is asked anew whenever one of its functions is called: a function may change without changing the client. */
export function createScope(settings: () => BillingSettings): Scope {
  const store = createStore<Client | undefined>(undefined);
  let holders = 0;
  /** The client, where it was made here: by the time it is let go of, the settings may name another. */
  let made: Client | undefined;

  const need = (): Client => {
    const client = store.get() ?? settings().client ?? (made = makeClient(settings));
    store.set(client);
    return client;
  };
  const letGo = (): void => {
    if (holders > 0) return;
    store.set(undefined);
    made?.destroy();
    made = undefined;
  };

  return {
    ...store,
    get initialData() {
      return settings().initialData;
    },
    need,
    hold() {
      need();
      holders++;
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        holders--;
        // Whoever only looks whether leaving works (React's StrictMode) is back within the task.
        queueMicrotask(letGo);
      };
    },
  };
}

/** Settings that are wrong are no reason to take down the app around what is billed. */
function makeClient(settings: () => BillingSettings): Client {
  try {
    return createClient(withLatestFunctions(settings));
  } catch (error) {
    return failedClient(error).client;
  }
}

function withLatestFunctions(settings: () => BillingSettings): ClientOptions {
  const latest = (): ClientOptions => settings() as ClientOptions;
  const { getSessionToken, fetch: fetching } = latest();
  return {
    ...latest(),
    ...(getSessionToken && { getSessionToken: async (signal) => (await latest().getSessionToken?.(signal)) ?? null }),
    ...(fetching && { fetch: (...call) => (latest().fetch ?? fetch)(...call) }),
  };
}

/** Equal for settings that are served by the same client: a function may differ, but not whether there is one. */
export function settingsKey({ client, initialData: _data, ...settings }: BillingSettings): unknown {
  return client ?? JSON.stringify(settings, (_name, value: unknown) => (typeof value === 'function' ? 'function' : value));
}
