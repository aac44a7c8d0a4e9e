import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { Billing, createSessionRoute } from '../../src/server/index.js';
import { SECRET_KEY, type World } from './world.js';

export interface Pages {
  readonly url: string;
  /** Puts a page with this body at `path`; `policy` is its Content-Security-Policy, `script` another than the whole kit. */
  put(path: string, body: string, options?: { head?: string; policy?: string; script?: string; lang?: string }): string;
}

/** A merchant's site of a few pages, with the kit at `/kit/` and a session route at `/session?user=`. */
export async function startPages(world: World, routes: Record<string, (request: Request) => Response | Promise<Response>> = {}): Promise<Pages> {
  const billing = new Billing({ secretKey: SECRET_KEY, apiUrl: world.apiUrl });
  const session = createSessionRoute({ billing, getUserId: (request) => new URL(request.url).searchParams.get('user') });
  const pages = new Map<string, { html: string; policy?: string }>();

  const app = new Hono();
  app.get('/session', (c) => session(c.req.raw));
  for (const [route, answer] of Object.entries(routes)) app.all(route, (c) => answer(c.req.raw));
  app.use('/kit/*', serveStatic({ root: world.kitFolder, rewriteRequestPath: (path) => path.slice('/kit'.length) }));
  app.get('/favicon.ico', (c) => c.body(null, 204)); // a browser asks for it when it has time, which would be a complaint
  app.get('*', (c) => {
    const page = pages.get(c.req.path);
    if (!page) return c.notFound();
    if (page.policy) c.header('content-security-policy', page.policy);
    return c.html(page.html);
  });

  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  world.onClose(() => {
    const closed = new Promise((done) => server.close(done));
    if ('closeAllConnections' in server) server.closeAllConnections(); // the browser keeps some open
    return closed;
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    put(path, body, { head = '', policy, script = '/kit/billing-elements.js', lang = 'en' } = {}) {
      const html = `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Test</title>
        <script type="module" src="${script}"></script>${head}</head><body>${body}</body></html>`;
      pages.set(path, { html, ...(policy !== undefined && { policy }) });
      return url + path;
    },
  };
}
