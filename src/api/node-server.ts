import { isIPv6, type AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { createApi, type ApiOptions } from './app.js';
import { isLoopback } from './domain/origin.js';
import { testCards } from './domain/payments.js';
import { publicOrigin } from './domain/public-url.js';
import { openNodeDatabase } from './node-database.js';
import { portSetting } from './node-settings.js';
import { warningsAbout } from './node-warnings.js';
import { nodeSender } from './node-webhooks.js';

export interface StartOptions extends Omit<ApiOptions, 'db'> {
  /** Default `API_PORT`, else 8787; 0 takes a free one. */
  readonly port?: number;
  /** Default loopback. */
  readonly hostname?: string;
  /** Default `DATABASE_URL`, else `.billing/`. See `openNodeDatabase`. */
  readonly databaseUrl?: string;
}

export interface RunningApi {
  readonly url: string;
  /** For people: where the data is. */
  readonly place: string;
  /** What you should know about its settings, in words; print them. */
  readonly warnings: readonly string[];
  /** Finishes requests under way, closes the database and gives up its folder. */
  close(): Promise<void>;
}

/** How often to look for what has fallen due. */
const DUE_EVERY_MS = 30_000;
const WEBHOOKS_EVERY_MS = 1_000;

/**
 * How long a connection is kept for a next request. Longer than load balancers and proxies keep theirs, which is a minute by
 * default: if the server is first to close, it may do so on a request that is on its way, and that is a 502.
 */
const KEEP_ALIVE_MS = 75_000;

/** How long requests under way may take once the server is to stop. */
const CLOSE_GRACE_MS = 5_000;

export async function startApi(options: StartOptions = {}): Promise<RunningApi> {
  const { port = portSetting('API_PORT', 8787), hostname = '127.0.0.1', databaseUrl = process.env.DATABASE_URL || undefined, ...rest } = options;
  const publicUrl = rest.publicUrl ?? (process.env.API_PUBLIC_URL || undefined);
  const address = new URL(`http://${isIPv6(hostname) ? `[${hostname}]` : hostname}`);
  const addresses = [address, ...(publicUrl ? [new URL(publicOrigin(publicUrl))] : [])];
  const { db, place, close } = await openNodeDatabase(databaseUrl, { seed: addresses.every(isLoopback) });
  const gateway = { secret: (name: string) => process.env[name], ...rest.gateway };
  const api = createApi({ sendWebhook: nodeSender(), ...rest, gateway, db, ...(publicUrl && { publicUrl }) });
  try {
    const warnings = await warningsAbout(db, { addresses, secret: gateway.secret, payments: rest.payments ?? testCards });
    const server = await listen(api.fetch, port, hostname);
    address.port = String((server.address() as AddressInfo).port);
    const stopClock = repeat(api.runDue, DUE_EVERY_MS, (error) => rest.onError?.(error, 'scheduler'));
    const stopWebhooks = repeat(api.deliverWebhooks, WEBHOOKS_EVERY_MS, (error) => rest.onError?.(error, 'webhooks'));
    let closing: Promise<void> | undefined;
    return {
      url: address.origin,
      place,
      warnings,
      close: () => (closing ??= stop(server).then(stopClock).then(stopWebhooks).finally(close)),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Does something every so often, in turns that never overlap. Returns a function that stops it and waits for the turn under way. */
function repeat(work: () => Promise<unknown>, everyMs: number, onError: (error: unknown) => void): () => Promise<void> {
  let turn: Promise<void> | undefined;
  const timer = setInterval(() => {
    turn ??= work()
      .then(() => undefined, onError)
      .finally(() => (turn = undefined));
  }, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await turn;
  };
}

type Server = ReturnType<typeof serve>;

const listen = (fetch: (request: Request) => Promise<Response>, port: number, hostname: string): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = serve({ fetch, port, hostname, serverOptions: { keepAliveTimeout: KEEP_ALIVE_MS } }, () => resolve(server));
    server.once('error', reject);
  });

async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  if ('closeIdleConnections' in server) server.closeIdleConnections();
  const timer = setTimeout(() => {
    if ('closeAllConnections' in server) server.closeAllConnections();
  }, CLOSE_GRACE_MS);
  await closed;
  clearTimeout(timer);
}
