import { serve } from '@hono/node-server';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import vue from '@vitejs/plugin-vue';
import { Hono } from 'hono';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'puppeteer-core';
import type { Alias, PluginOption } from 'vite';
import { startApi } from '../../src/api/node.js';
import { Billing, createSessionRoute } from '../../src/server/index.js';
import { launchChromium } from '../../tools/browsers.js';
import { buildApp } from './build-app.js';
import type { Scene } from './scene.js';
import '../support/quick-database.js';

const SECRET_KEY = 'sk_test_sandbox';

const PLUGINS: Readonly<Record<string, () => PluginOption>> = {
  vue: () => vue({ template: { compilerOptions: { isCustomElement: (tag) => tag.includes('-') } } }),
  svelte: () => svelte({ configFile: false }),
};

export interface OpenPage {
  readonly page: Page;
  /** What went wrong in it without being caught, and what a framework complained of. */
  readonly complaints: readonly string[];
  /** How often a path that ends so was asked for. */
  asked(ending: string): number;
  /** Waits until the element of this id says exactly this. */
  says(id: string, text: string): Promise<void>;
}

/** The API in memory, a merchant's site beside it that serves apps built from these sources, and a Chromium to see them in. */
export async function startWorld() {
  const api = await startApi({ port: 0, databaseUrl: 'memory:' });
  const browser = await launchChromium();
  const billing = new Billing({ secretKey: SECRET_KEY, apiUrl: api.url });
  const session = createSessionRoute({ billing, getUserId: (request) => new URL(request.url).searchParams.get('user') });
  const files = new Map<string, string>();

  const app = new Hono();
  app.get('/session', (c) => session(c.req.raw));
  app.get('/app/*', (c) => {
    const code = files.get(c.req.path);
    return code === undefined ? c.notFound() : c.body(code, 200, { 'content-type': 'text/javascript' });
  });
  app.get('/open/*', (c) => c.html(files.get(c.req.path) ?? ''));
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    apiUrl: api.url,
    async build(name: string, entry: string, alias?: readonly Alias[]): Promise<void> {
      for (const [file, code] of await buildApp(entry, { alias, plugins: [PLUGINS[name]?.()] })) files.set(`/app/${name}/${file}`, code);
    },
    /** `render` gives what a server has rendered of it. */
    open(name: string, user: string, render: (settings: Scene['settings']) => string = () => ''): Promise<OpenPage> {
      const settings = { apiUrl: api.url, sessionTokenUrl: `/session?user=${user}` };
      const path = `/open/${name}/${user}`;
      files.set(path, pageOf(name, settings, render(settings)));
      return open(browser, url + path);
    },
    async close(): Promise<void> {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
      await api.close();
    },
  };
}

export type World = Awaited<ReturnType<typeof startWorld>>;

const pageOf = (app: string, settings: Scene['settings'], rendered: string): string => `<!doctype html>
<html lang="en"><title>${app}</title><link rel="icon" href="data:,">
<body><script>
scene = { settings: ${JSON.stringify(settings)}, clientsMade: 0 };
const listen = addEventListener;
addEventListener = (type, ...rest) => { // each client listens for this once
  if (type === 'pagehide') scene.clientsMade++;
  listen.call(globalThis, type, ...rest);
};
</script>${rendered}
<script type="module" src="/app/${app}/main.js"></script></body></html>`;

async function open(browser: Browser, url: string): Promise<OpenPage> {
  // Visitors of their own: sessions are not shared from page to page.
  const page = await (await browser.createBrowserContext()).newPage();
  const complaints: string[] = [];
  const paths: string[] = [];
  page.on('request', (request) => void (request.method() === 'OPTIONS' || paths.push(new URL(request.url()).pathname)));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    const isOfThePage = !/Lit is in dev mode|Failed to load resource|React DevTools/.test(message.text());
    if (/error|warn/.test(message.type()) && isOfThePage) complaints.push(message.text());
  });
  page.setDefaultTimeout(20_000);
  await page.goto(url);
  return {
    page,
    complaints,
    asked: (ending) => paths.filter((it) => it.endsWith(ending)).length,
    async says(id, text) {
      const isSaid = (selector: string, expected: string) => document.querySelector(selector)?.textContent === expected;
      await page.waitForFunction(isSaid, { polling: 50 }, `#${id}`, text).catch(async () => {
        const said = await page.$eval(`#${id}`, (element) => element.textContent).catch(() => undefined);
        throw new Error(`#${id} should say "${text}", and says "${said}" (${complaints.join('; ')})`);
      });
    },
  };
}
