import { createClient, type Client, type ClientOptions } from '../core/client.js';
import { createStore, type Store } from '../core/store.js';
import { failedClient } from '../elements/internal/client/failed-client.js';

/** What a framework's provider is given: settings for a client, or a client that the page itself ends. */
export type BillingSettings =
  | (ClientOptions & { readonly client?: undefined })
  | { readonly client: Client; readonly initialData?: undefined };

/**
 * One client for everything below a framework's provider. It is made when first needed and ends with its last holder, so a
 * framework may render as often as it likes: rendering makes none. The store holds the client while there is one.
 */
export interface Scope extends Store<Client | undefined> {
  readonly initialData: ClientOptions['initialData'];
  /** In whose words the catalog is shown; undefined for its own. */
  readonly lang: Store<string | undefined>;
  /** The client, made if there is none: for effects and handlers. With wrong settings all its answers say so. */
  need(): Client;
  /** Keeps the client until the returned function is called. */
  hold(): () => void;
}

const OWN_WORDS = /* @__PURE__ */ createStore(undefined);

/** `settings` is read again for every call of one of its functions, which may change without a new client. */
export function createScope(settings: () => BillingSettings, lang: Scope['lang'] = OWN_WORDS): Scope {
  const store = createStore<Client | undefined>(undefined);
  let holders = 0;
  /** The client, if it was made here: when it is let go, the settings may name another. */
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
    lang,
    need,
    hold() {
      need();
      holders++;
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        holders--;
        // React's StrictMode, which only tries to leave, is back within the task.
        queueMicrotask(letGo);
      };
    },
  };
}

/** Wrong settings must not take down the whole app. */
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

/** Equal for settings that share a client: functions may differ, but not whether they are there. */
export function settingsKey({ client, initialData: _data, ...settings }: BillingSettings): unknown {
  return client ?? JSON.stringify(settings, (_name, value: unknown) => (typeof value === 'function' ? 'function' : value));
}
