import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { createApi, type ApiOptions } from './app.js';
import { openNodeDatabase } from './node-database.js';

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
  /** Finishes requests under way, closes the database and gives up its folder. */
  close(): Promise<void>;
}

/** How often it is looked for what has fallen due. */
const DUE_EVERY_MS = 30_000;

/** How long requests under way may take once the server is to stop. */
const CLOSE_GRACE_MS = 5_000;

export async function startApi(options: StartOptions = {}): Promise<RunningApi> {
  const { port = Number(process.env.API_PORT ?? 8787), hostname = '127.0.0.1', databaseUrl = process.env.DATABASE_URL || undefined, ...rest } = options;
  const { db, place, close } = await openNodeDatabase(databaseUrl);
  const publicUrl = rest.publicUrl ?? (process.env.API_PUBLIC_URL || undefined);
  const gateway = { secret: (name: string) => process.env[name], ...rest.gateway };
  const api = createApi({ ...rest, gateway, db, ...(publicUrl && { publicUrl }) });
  try {
    const server = await listen(api.fetch, port, hostname);
    const stopClock = keepTime(api.runDue, (error) => rest.onError?.(error, 'scheduler'));
    let closing: Promise<void> | undefined;
    return {
      url: `http://${hostname}:${(server.address() as AddressInfo).port}`,
      place,
      close: () => (closing ??= stop(server).then(stopClock).finally(close)),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Runs the scheduler in turns that never overlap. Returns how to stop it, once the turn under way has ended. */
function keepTime(runDue: () => Promise<void>, onError: (error: unknown) => void): () => Promise<void> {
  let turn = Promise.resolve();
  const timer = setInterval(() => {
    turn = turn.then(runDue).catch(onError);
  }, DUE_EVERY_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    return turn;
  };
}

type Server = ReturnType<typeof serve>;

const listen = (fetch: (request: Request) => Promise<Response>, port: number, hostname: string): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = serve({ fetch, port, hostname }, () => resolve(server));
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
