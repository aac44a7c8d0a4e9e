import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'puppeteer-core';
import { startDemo, type DemoOptions } from '../../demo/server.js';
import { startApi } from '../../src/api/node.js';
import { launchChromium } from '../../tools/browsers.js';
import { freshKit } from '../../tools/fresh.js';
import '../support/quick-database.js';

export const SECRET_KEY = 'sk_test_sandbox';
export const PUBLISHABLE_KEY = 'pk_test_sandbox';

/** The API on a database in memory, a Chromium, and the kit as a script tag gets it, of these sources unless it is given. */
export interface World {
  readonly apiUrl: string;
  readonly browser: Browser;
  readonly kitFolder: string;
  /** Starts the demo as `npm start` does; it ends with the world. */
  startDemo(options?: Partial<DemoOptions>): Promise<string>;
  /** Calls the API with the project's secret key. */
  api(path: string, body?: unknown): Promise<unknown>;
  /** Sets the API's clock forward, the one by which tokens end. */
  passApiTime(ms: number): void;
  /** Runs when the world ends, before the API does. */
  onClose(end: () => Promise<unknown>): void;
  close(): Promise<void>;
}

export async function startWorld(given?: { readonly kitFolder: string }): Promise<World> {
  const kitFolder = given?.kitFolder ?? (await copyOfKit());
  let aheadMs = 0;
  const api = await startApi({ port: 0, databaseUrl: 'memory:', now: () => Date.now() + aheadMs });
  const browser = await launchChromium();
  const ends = [async () => given ?? rm(kitFolder, { recursive: true }), () => api.close(), () => browser.close()] as (() => Promise<unknown>)[];

  return {
    apiUrl: api.url,
    browser,
    kitFolder,
    async startDemo(options = {}) {
      const demo = await startDemo({ port: 0, apiUrl: api.url, secretKey: SECRET_KEY, publishableKey: PUBLISHABLE_KEY, kitFolder, ...options });
      ends.push(() => demo.close());
      return demo.url;
    },
    async api(route, body) {
      const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
      const headers = { authorization: `Bearer ${SECRET_KEY}`, 'content-type': 'application/json' };
      const response = await fetch(api.url + route, { ...init, headers });
      if (!response.ok) throw new Error(`${route} answered ${response.status}: ${await response.text()}`);
      return response.json();
    },
    passApiTime: (ms) => void (aheadMs += ms),
    onClose: (end) => void ends.push(end),
    async close() {
      for (const end of ends.reverse()) await end();
    },
  };
}

/** A copy, since tests change files in it. */
async function copyOfKit(): Promise<string> {
  await freshKit();
  const folder = await mkdtemp(path.join(tmpdir(), 'billing-kit-'));
  await cp('dist/cdn', folder, { recursive: true });
  return folder;
}

export interface Seen {
  method: string;
  url: string;
  /** 0 where there was no answer. */
  status: number;
}

/** Everything a page asked for, and everything it complained of. */
export interface Watched {
  readonly requests: Seen[];
  /** Requests that the page itself ended: for a newer one, on leaving, or when its patience was over. */
  readonly givenUp: Seen[];
  /** Warnings and errors in the console, uncaught errors among them. */
  readonly complaints: string[];
  readonly uncaught: string[];
}

export function watch(page: Page): Watched {
  const watched: Watched = { requests: [], givenUp: [], complaints: [], uncaught: [] };
  page.on('requestfinished', (request) =>
    watched.requests.push({ method: request.method(), url: request.url(), status: request.response()?.status() ?? 0 }),
  );
  page.on('requestfailed', (request) => {
    const list = request.failure()?.errorText === 'net::ERR_ABORTED' ? watched.givenUp : watched.requests;
    list.push({ method: request.method(), url: request.url(), status: 0 });
  });
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warn') watched.complaints.push(message.text());
  });
  page.on('pageerror', (error) => {
    watched.complaints.push(String(error));
    watched.uncaught.push(String(error));
  });
  return watched;
}

/** A visitor of their own: storage, channels and cookies apart from all others. */
export const newVisitor = (world: World): Promise<BrowserContext> => world.browser.createBrowserContext();

/**
 * Takes over the page's time. Each call lets `ms` of it pass at once: clocks and timers run on, and stand still while a
 * request is on its way and until the next call.
 */
export async function takeTime(page: Page): Promise<(ms: number) => Promise<void>> {
  const session = await page.createCDPSession();
  return async (budget) => {
    const over = new Promise((resolve) => session.once('Emulation.virtualTimeBudgetExpired', resolve));
    await session.send('Emulation.setVirtualTimePolicy', { policy: 'pauseIfNetworkFetchesPending', budget });
    await over;
  };
}

/**
 * Waits until a text can be seen anywhere on the page, shadow roots included. By hand: `::-p-text` takes the first match,
 * hidden or not, and misses what is written into a shadow root later.
 */
export const seeText = (page: Page, text: string): Promise<unknown> =>
  page.waitForFunction(
    (wanted) => {
      const roots: (Document | ShadowRoot)[] = [document];
      for (const root of roots) {
        for (const element of root.querySelectorAll('*')) {
          if (element.shadowRoot) roots.push(element.shadowRoot);
          // No named function in here: the transpiler would mark its name by a helper that the page has not.
          const [here, ...deeper] = [element, ...element.children].map((it) => it.textContent.replace(/\s+/g, ' ').includes(wanted));
          // A slot has no box of its own.
          if (here && !deeper.includes(true) && element.closest(':not(slot)')?.checkVisibility()) return true;
        }
      }
      return false;
    },
    { polling: 50 },
    text,
  );
