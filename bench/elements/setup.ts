import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { build } from 'vite';
import { createApi, openMemoryDatabase, seedDemo } from '../../src/api/index.js';
import { launchChromium } from '../../tools/browsers.js';
import { serveFolder } from '../../tools/static-server.js';
import { forBrowsers } from '../../tools/vite/for-browsers.js';
import type { Bench, Recorded } from './page.js';

const SECRET_KEY = 'sk_test_bench';
const PATHS = ['/v1/products', '/v1/features/usage-metrics', '/v1/features/entitlements', '/v1/customer/me'];

export interface BenchPage {
  readonly page: Page;
  /** Calls one of the functions of page.ts. */
  call<Name extends keyof Bench>(name: Name, ...args: Parameters<Bench[Name]>): Promise<Awaited<ReturnType<Bench[Name]>>>;
}

export interface BenchBrowser {
  open(): Promise<BenchPage>;
  close(): Promise<void>;
}

/** What the API really says to a customer of the seeded project. */
export async function record(user: string): Promise<Recorded> {
  const db = await openMemoryDatabase();
  await seedDemo(db, { projectId: 'bench', keys: [SECRET_KEY] });
  const api = createApi({ db });
  const ask = async (route: string, token: string, body?: object): Promise<unknown> => {
    const response = await api.fetch(
      new Request(`http://localhost${route}`, {
        method: body ? 'POST' : 'GET',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      }),
    );
    if (!response.ok) throw new Error(`${route} answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  const session = (await ask('/v1/session-tokens', SECRET_KEY, { externalUserId: user })) as Recorded['session'];
  const answers = await Promise.all(PATHS.map(async (route) => [route, await ask(route, session.sessionToken)] as const));
  await db.destroy();
  return { session, answers: Object.fromEntries(answers) };
}

/** The elements as a page gets them in production, and a Chromium that can be told to collect its garbage. */
export async function startBench(): Promise<BenchBrowser> {
  const folder = mkdtempSync(path.join(tmpdir(), 'billing-bench-'));
  await build({
    configFile: false,
    logLevel: 'warn',
    plugins: forBrowsers(),
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2022',
      lib: { entry: path.resolve('bench/elements/page.ts'), formats: ['es'], fileName: 'page' },
      rolldownOptions: { checks: { pluginTimings: false }, output: { minify: true } },
    },
  });
  writeFileSync(
    path.join(folder, 'index.html'),
    '<!doctype html><meta charset="utf-8"><title>bench</title><link rel="icon" href="data:,"><script type="module" src="page.js"></script>',
  );
  const server = await serveFolder(folder);
  const browser = await launchChromium(['--js-flags=--expose-gc', '--window-size=1200,900']);
  return {
    async open() {
      const page = await browser.newPage();
      await page.goto(`${server.url}/`, { waitUntil: 'load' });
      return { page, call: (name, ...args) => page.evaluate(`bench.${name}(...${JSON.stringify(args)})`) as never };
    },
    async close() {
      await browser.close();
      server.close();
      rmSync(folder, { recursive: true });
    },
  };
}
