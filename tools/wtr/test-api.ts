import { randomUUID } from 'node:crypto';
import { getRequestListener, serve, type ServerType } from '@hono/node-server';
import type { TestRunnerCoreConfig, TestRunnerPlugin } from '@web/test-runner-core';
import { Hono } from 'hono';
import type { SeedOptions } from '../../src/api/index.js';

type Middleware = NonNullable<TestRunnerCoreConfig['middleware']>[number];

/**
 * Gives browser tests the real billing API: in memory, in this process, on a loopback port of its own, started when the
 * first test asks. Beside the tests, on their origin, stands what a merchant's server would do for a page; secret keys
 * stay here. `test/support/api.ts` is the other end.
 */
export function testApi(): { plugin: TestRunnerPlugin; middleware: Middleware } {
  let running: Promise<RunningApi> | undefined;
  const api = () => (running ??= startApi());
  const secretKeys = new Map<string, string>();

  const asOwner = async (projectId: string, path: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set('Authorization', `Bearer ${secretKeys.get(projectId)}`);
    if (init.body) headers.set('Content-Type', 'application/json');
    return fetch((await api()).url + path, { ...init, headers });
  };

  const routes = new Hono()
    .basePath('/__billing')
    .get('/ready', async (context) => context.json({ url: (await api()).url }))
    .post('/projects', async (context) => {
      const { url, seed } = await api();
      const projectId = `test_${randomUUID().slice(0, 8)}`;
      const [secret, publishable] = [`sk_test_${projectId}`, `pk_test_${projectId}`];
      await seed({ projectId, keys: [secret, publishable] });
      secretKeys.set(projectId, secret);
      return context.json({ apiUrl: url, projectId, publishableKey: publishable });
    })
    .get('/projects/:id/session', async (context) => {
      const { user, ...options } = context.req.query();
      const body = JSON.stringify({
        externalUserId: user,
        ...(options['expiresIn'] && { expiresIn: Number(options['expiresIn']) }),
      });
      return asOwner(context.req.param('id'), '/v1/session-tokens', { method: 'POST', body });
    })
    .all('/projects/:id/api/*', async (context) => {
      const { pathname, search } = new URL(context.req.url);
      const path = pathname.slice(pathname.indexOf('/api/') + '/api'.length) + search;
      const { method } = context.req;
      const body = method === 'GET' ? null : await context.req.text();
      return asOwner(context.req.param('id'), path, { method, body });
    });
  const listen = getRequestListener(routes.fetch);

  return {
    plugin: {
      name: 'test-api',
      async serverStop() {
        (await running)?.server.close();
      },
    },
    async middleware(context, next) {
      if (!context.path.startsWith('/__billing/')) return next();
      context.respond = false; // the listener writes the answer itself
      await listen(context.req, context.res);
    },
  };
}

interface RunningApi {
  readonly url: string;
  readonly server: ServerType;
  seed(options: SeedOptions): Promise<unknown>;
}

/** Imports the API only here: most test files never ask for it, and its database takes seconds to start. */
async function startApi(): Promise<RunningApi> {
  await import('../../test/support/quick-database.js');
  const { createApi, openMemoryDatabase, seedDemo } = await import('../../src/api/index.js');
  const db = await openMemoryDatabase();
  const { fetch } = createApi({ db });
  return new Promise((resolve) => {
    const server = serve({ fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
      resolve({ url: `http://127.0.0.1:${port}`, server, seed: (options) => seedDemo(db, options) }),
    );
  });
}
