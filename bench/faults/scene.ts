import type { Client, ClientOptions } from '../../src/core/client.js';
import type { UsageQueueOptions } from '../../src/core/usage/usage-queue.js';
import { createDisk } from './disk.js';
import { createNetwork, type Call, type NetworkOptions, type Reply } from './network.js';
import type { Core } from './row.js';
import { endOf, makeToken } from './tokens.js';
import { Tab, World } from './world.js';

export const API = 'https://api.example';
export const TOKEN_URL = 'https://app.example/session';

export interface SceneOptions {
  seed?: number;
  lifeS?: number;
  user?: () => string;
  /** Instead of a fresh token. */
  token?(call: Call): Reply | Promise<Reply> | undefined;
  /** Instead of an empty list. */
  api?(call: Call): Reply | Promise<Reply> | undefined;
  latencyMs?: NetworkOptions['latencyMs'];
  carries?: NetworkOptions['carries'];
}

/** A server that mints tokens, an API that knows them, and as many tabs as a row opens. */
export function createScene(core: Core, options: SceneOptions = {}) {
  const world = new World(options.seed);
  const bad: Call[] = [];
  let serial = 0;
  const network = createNetwork({
    latencyMs: options.latencyMs ?? 40,
    ...(options.carries && { carries: options.carries }),
    answer(call) {
      if (call.url === TOKEN_URL) {
        return options.token?.(call) ?? { body: mint(options.user?.() ?? 'user_1'), headers: { date: new Date(world.time).toUTCString() } };
      }
      const token = call.headers.get('authorization')?.slice('Bearer '.length) ?? '';
      if (!token || endOf(token) <= world.time) bad.push(call);
      return options.api?.(call) ?? { body: { metrics: [], entitlements: [] } };
    },
  });

  const mint = (user: string) => {
    const sessionToken = makeToken({ user, iat: world.time, lifeS: options.lifeS ?? 3600, serial: ++serial });
    return { sessionToken, expiresAt: new Date(world.time + (options.lifeS ?? 3600) * 1000).toISOString() };
  };

  function open(more: Partial<ClientOptions> = {}, tab = new Tab(world)): { tab: Tab; client: Client } {
    const { clock, host } = tab;
    const fetch = network.fetchFor(tab);
    const given = { apiUrl: API, sessionTokenUrl: TOKEN_URL, fetch, clock, host, random: world.random, ...more };
    return { tab, client: core.createClient(given) };
  }

  return {
    world,
    mint,
    calls: network.calls,
    /** API calls that came without a token, or with one that had ended. */
    bad,
    tokenCalls: () => network.calls.filter((call) => call.url === TOKEN_URL),
    apiCalls: () => network.calls.filter((call) => call.url !== TOKEN_URL),
    open,
    /** A page that tracks usage, with a store that all pages of this world share. */
    async openQueue(more: Partial<ClientOptions> = {}, usage: UsageQueueOptions = {}) {
      const { tab, client } = open(more);
      const queue = core.usageQueue(client, { store: createDisk(tab), random: world.random, ...usage });
      await world.until(client.session.getToken()).catch(() => {});
      await world.pass(100);
      return { tab, client, queue };
    },
  };
}

/** How a promise ended, without throwing. */
export const ending = <T>(promise: Promise<T>): Promise<{ value?: T; error?: unknown }> =>
  promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
