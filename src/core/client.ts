import { systemClock, type Clock } from './clock.js';
import { BillingError } from './errors.js';
import { createHost, type Host } from './host.js';
import { createResource, type InnerResource, type Resource, type ResourceDefinition } from './resource.js';
import { createSession } from './session.js';
import type { SessionClient } from './session-client.js';
import { createStore, type WritableStore } from './store.js';
import { ANONYMOUS, NOBODY, tokenFunctionSource, tokenUrlSource, type TokenSource } from './token-source.js';
import { refuseSecretKey, type SessionTokenAnswer } from './token.js';
import type { UsageRejection } from './usage/usage-queue.js';
import { createTransport, type RequestOptions } from './transport.js';

export interface ClientOptions {
  /** The billing API; may have a path. https, or http on loopback. Not needed where `fetch` answers by itself. */
  apiUrl?: string;
  /** Your route that answers `{sessionToken, expiresAt}`; asked by GET with the page's cookies. */
  sessionTokenUrl?: string;
  /** Instead of the URL: gives a token, or null for nobody. */
  getSessionToken?: (signal: AbortSignal) => Promise<SessionTokenAnswer | string | null>;
  /** A token you already have. If nothing else is given, the session ends with it. */
  sessionToken?: string | SessionTokenAnswer;
  /** Your id of the user, if known: tokens of anyone else are then refused, and opaque tokens have an owner. */
  userId?: string;
  /** Reads the catalog and nothing else. */
  publishableKey?: string;
  /** What to show before the first answer; gates open on none of it. */
  initialData?: InitialData | undefined;
  /** Keep to this tab: no lock, no channel. */
  noShare?: boolean;
  /** Check every answer against the contract, whose schemas are then loaded. */
  strict?: boolean;
  /** How long before its end a token is renewed; at most a thirtieth of its life. Default 300,000. */
  refreshMarginMs?: number;
  /** How long one request may take, headers and body. Default 10,000. */
  timeoutMs?: number;
  fetch?: typeof fetch;
  clock?: Clock;
  /** Page, locks and channels; a simulation brings its own. */
  host?: Host;
  /** Jitter, 0 to 1. */
  random?: () => number;
}

/** Answers of the API that came with the page, by the name of the resource. */
export interface InitialData {
  /** When the API answered, ms since 1970. What is younger than 30 s is not asked for again. Without `at` everything is. */
  readonly at?: number;
  readonly [resource: string]: unknown;
}

/** The small client: what `<billing-provider>` makes, and what elements and actions take. */
export interface Client {
  readonly apiUrl: string;
  readonly session: SessionClient;
  /** Time and surroundings, for what works on top of the client. */
  readonly clock: Clock;
  readonly host: Host;
  /** One call of the API: token attached, renewed once on a 401, errors typed. `path` starts with `/`. */
  request<T>(path: string, options?: RequestOptions): Promise<T>;
  /** The use that the queue set aside last; undefined before the first. */
  readonly rejectedUse: WritableStore<UsageRejection | undefined>;
  /** The one store of this resource. */
  resource<T>(definition: ResourceDefinition<T>): Resource<T>;
  /** Call it after a change: what depends on these topics (none: on any) is asked for again, here and in other tabs. */
  invalidate(...topics: string[]): void;
  /** Registers what has to end with the client. */
  onDestroy(call: () => void): void;
  /** Ends timers, listeners, channels and requests. */
  destroy(): void;
}

/** The options with their defaults. */
export type Settings = ClientOptions &
  Required<Pick<ClientOptions, 'clock' | 'fetch' | 'host' | 'random' | 'refreshMarginMs' | 'timeoutMs'>>;

/** Where no API is named, the given `fetch` answers by itself; nothing may reach the network by accident. */
const NOWHERE = 'https://billing.invalid';

export function createClient(options: ClientOptions): Client {
  const {
    clock = systemClock,
    fetch = (...call) => globalThis.fetch(...call),
    host = createHost(),
    random = Math.random,
    refreshMarginMs = 300_000,
    timeoutMs = 10_000,
  } = options;
  const settings: Settings = { ...options, clock, fetch, host, random, refreshMarginMs, timeoutMs };
  const apiUrl = readApiUrl(options.apiUrl ?? (options.fetch && NOWHERE));
  refuseSecretKey(options.publishableKey ?? '');
  const resources = new Map<string, InnerResource<unknown>>();
  /** What has to end with the client. */
  const ends = new Set<(reason: unknown) => void>();
  const session = createSession(settings, readSource(settings), apiUrl, resources);
  ends.add(session.destroy);
  const request = createTransport(settings, apiUrl, session, ends);

  return {
    apiUrl,
    session,
    clock,
    host,
    request,
    rejectedUse: createStore(undefined as UsageRejection | undefined),
    resource<T>(definition: ResourceDefinition<T>): Resource<T> {
      const key = `${definition.name} ${definition.path}`;
      const known = resources.get(key) as InnerResource<T> | undefined;
      if (known) return known;
      const made = createResource(definition, { ...settings, request });
      resources.set(key, made);
      ends.add(made.destroy);
      return made;
    },
    invalidate(...topics) {
      session.invalidate(topics);
    },
    onDestroy: (call) => void ends.add(call),
    destroy: () => ends.forEach((end) => end(new BillingError('client_destroyed'))),
  };
}

function readSource({ fetch, getSessionToken, sessionTokenUrl, userId, ...options }: Settings): TokenSource {
  if (getSessionToken) return tokenFunctionSource(getSessionToken);
  if (sessionTokenUrl !== undefined) {
    const { url } = new Request(sessionTokenUrl); // absolute, so that two pages of one site mean the same route
    return tokenUrlSource(url, fetch);
  }
  // Nothing to sign in with, and no API: the `fetch` answers for its own user.
  return options.apiUrl ?? options.sessionToken ? NOBODY : tokenFunctionSource(async () => ({ token: ANONYMOUS, userId }));
}

/** https anywhere, http on loopback, no user name in it. */
const API_URL = /^https:\/\/[^/@]+\/|^http:\/\/(([^/@]+\.)?localhost|127[.\d]+|\[::1])(:\d+)?\//;

/** Without a slash at its end. */
function readApiUrl(value = ''): string {
  const { href } = new URL(value);
  if (!API_URL.test(href)) throw new TypeError('apiUrl must be https');
  return href.replace(/\/$/, '');
}
