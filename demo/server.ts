import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { Billing } from '../src/server/index.js';
import { appRoutes } from './app-routes.js';
import { contentSecurityPolicy } from './content-security-policy.js';
import { PEOPLE, SIGNED_OUT } from './people.js';
import { renderRoute } from './render-route.js';
import { serverRendered } from './server-rendered.js';
import { sessionRoutes } from './session-routes.js';
import { fill, fillEach, readPage } from './templates.js';

export interface DemoOptions {
  /** 0 takes a free port. */
  port: number;
  apiUrl: string;
  secretKey: string;
  /** Reads the catalog and nothing else. Default: the key of the seeded project. */
  publishableKey?: string;
  /** Life of session tokens, from 60 to 86400. Default 3600. */
  tokenLifeSeconds?: number;
  /** Where the built kit is. Default: `dist/cdn` of this repository. */
  kitFolder?: string;
  /** Where the apps are that need a build. Default: `demo/built` of this repository. */
  appsFolder?: string;
}

export interface RunningDemo {
  url: string;
  close(): Promise<void>;
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** A small product with billing in it: plain pages, and a server that mints session tokens and counts what it sells. */
function createDemo(options: Omit<DemoOptions, 'port'>): Hono {
  const { apiUrl, secretKey, publishableKey = 'pk_test_sandbox', tokenLifeSeconds = 3600, kitFolder = here('../dist/cdn') } = options;
  const { appsFolder = here('built') } = options;
  const billing = new Billing({ secretKey, apiUrl });
  const app = new Hono();

  app.route('/', serverRendered({ billing, apiUrl, publishableKey, builtFolder: appsFolder }));
  // The demo is http on loopback.
  app.use(secureHeaders({ contentSecurityPolicy: contentSecurityPolicy(apiUrl), strictTransportSecurity: false }));
  // Nothing is kept between two builds of the kit.
  app.use(async (c, next) => {
    await next();
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-cache');
  });

  app.get('/', (c) => c.html(fill(readPage('pricing'), { apiUrl, publishableKey })));
  app.get('/app', (c) => c.redirect(`/app/${new URL(c.req.url).search}`));
  for (const [path, page] of [['/app/', 'app'], ['/app/billing/', 'billing']] as const) {
    app.get(path, (c) => {
      const user = c.req.query('user') ?? SIGNED_OUT;
      const people = [...Object.entries(PEOPLE), [SIGNED_OUT, 'Signed out'] as const].map(([id, label]) => ({
        id,
        label,
        selected: id === user ? ' selected' : '',
      }));
      const filled = fillEach(readPage(page), people);
      return c.html(fill(filled, { apiUrl, user: encodeURIComponent(user) }));
    });
  }
  app.route('/api', sessionRoutes(billing, tokenLifeSeconds));
  app.route('/api', renderRoute(billing));

  app.route('/apps', appRoutes({ apiUrl, publishableKey, builtFolder: appsFolder }));

  app.use('/assets/*', serveStatic({ root: here('.') }));
  app.use('/kit/*', serveStatic({ root: kitFolder, rewriteRequestPath: (path) => path.slice('/kit'.length) }));
  return app;
}

export function startDemo({ port, ...options }: DemoOptions): Promise<RunningDemo> {
  const app = createDemo(options);
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' });
    server.once('error', reject);
    server.once('listening', () => {
      const { port: taken } = server.address() as AddressInfo;
      const close = (): Promise<void> =>
        new Promise((done) => {
          server.close(() => done());
          if ('closeAllConnections' in server) server.closeAllConnections();
        });
      resolve({ url: `http://127.0.0.1:${taken}`, close });
    });
  });
}
