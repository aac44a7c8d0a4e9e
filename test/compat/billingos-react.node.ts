import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Hono } from 'hono';
import type { Browser, Page } from 'puppeteer-core';
import { createApi, openMemoryDatabase, seedDemo, type Database } from '../../src/api/index.js';
import { Billing, createSessionRoute } from '../../src/server/index.js';
import { launchChromium } from '../../tools/browsers.js';
import { buildApp } from '../frameworks/build-app.js';
import { listening, type Listening } from '../support/listening.js';
import '../support/quick-database.js';
import { block, NO_SEEDS, readSeed, restored } from './seeds.js';

const SECRET_KEY = 'sk_test_sandbox';
const SEED_004 = readSeed('004');
const options = { skip: SEED_004 ? false : NO_SEEDS };

/** Modules that lie nowhere, as if they were files of this folder. */
const FOLDER = path.resolve('test/compat/seed-app');
const inFolder = (file: string): string => path.join(FOLDER, file);

const importLineChanged = (code: string): string => code.replaceAll('"@billingos/sdk"', '"billing-elements/compat/billingos-react"');

/** Seed 000's files, their line breaks restored. */
const PROVIDERS = restored('000', `
"use client";

import { BillingOSProvider } from "@billingos/sdk";

export function Providers({ children }: { children: React.ReactNode }) {
  return (
    <BillingOSProvider sessionTokenUrl="/api/billingos-session">
      {children}
    </BillingOSProvider>
  );
}
`);
const LAYOUT = restored('000', `
import { Providers } from "./providers";

export default function RootLayout({ children }: { children: React.ReactNode }) {
  return (
    <html>
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  );
}
`);

/** Seed 004's components, and its two fragments in a component each. */
function page(lines: readonly string[]): string {
  const button = block(lines, 'useTrackUsage', 'import { useTrackUsage } from "@billingos/sdk";', '}');
  const dashboard = block(lines, 'useUsageMetrics', 'import { useUsageMetrics } from "@billingos/sdk";', '}');
  const entitlements = block(lines, 'useFeatureEntitlements', 'import { useFeatureEntitlements } from "@billingos/sdk";', 'const { data } = useFeatureEntitlements();');
  const once = block(lines, 'Example: Track with idempotency', 'await trackUsage({', '});');
  const [importEntitlements, ...useEntitlements] = entitlements.split('\n');
  return `
${button}
const makeApiCall = async () => {};
${dashboard}
${importEntitlements}
function Entitlements() {
  ${useEntitlements.join('\n')}
  return <p id="entitlements">{data?.entitlements.length}</p>;
}
function Once() {
  const { mutateAsync: trackUsage, isPending, error } = useTrackUsage();
  const requestId = 'r1';
  const [done, setDone] = useState(0);
  const track = async () => {
    ${once}
    setDone(done + 1);
  };
  return <button id="once" onClick={track} title={error?.code}>{isPending ? 'pending' : done}</button>;
}
function Unknown() {
  const { mutate, isPending, error } = useTrackUsage();
  return <button id="unknown" onClick={() => mutate({ featureKey: 'none', quantity: 1 })}>{isPending ? 'pending' : error?.code}</button>;
}
function Refetch() {
  const { isLoading, error, refetch } = useUsageMetrics();
  return <button id="refetch" onClick={refetch}>{String(isLoading)} {String(error?.code)}</button>;
}
export const Page = () => <><ApiCallButton /><UsageDashboard /><Entitlements /><Once /><Unknown /><Refetch /></>;
`;
}

const MAIN = `
import { createRoot } from 'react-dom/client';
import RootLayout from './layout';
import { Page } from './page';
createRoot(document).render(<RootLayout><Page /></RootLayout>);
`;

describe('BillingOS in React', () => {
  let db: Database;
  let site: Listening;
  let browser: Browser;
  let user = 'user_free';

  before(async () => {
    if (!SEED_004) return;
    const files = await buildApp(inFolder('main.tsx'), { plugins: [seedApp(SEED_004)] });
    db = await openMemoryDatabase();
    const api = createApi({ db });
    await seedDemo(db, { projectId: 'demo', keys: [SECRET_KEY] });
    const session = createSessionRoute({
      getUserId: () => user || null,
      billing: new Billing({ secretKey: SECRET_KEY, apiUrl: 'http://127.0.0.1', fetch: async (input, init) => api.fetch(new Request(input, init)) }),
    });
    // The API on the page's own origin, which is where the provider looks for it unless it is told.
    const app = new Hono();
    app.get('/', (c) => c.html('<!doctype html><html><body><script type="module" src="/app/main.js"></script></body></html>'));
    app.get('/app/:file', (c) => c.body(files.get(c.req.param('file')) ?? '', 200, { 'content-type': 'text/javascript' }));
    app.get('/api/billingos-session', (c) => session(c.req.raw));
    app.all('/v1/*', async (c) => api.fetch(c.req.raw));
    site = await listening({ fetch: async (request) => app.fetch(request) });
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    await db?.destroy();
  });

  const open = async (as: string): Promise<Page> => {
    user = as;
    const opened = await (await browser.createBrowserContext()).newPage();
    opened.setDefaultTimeout(20_000);
    await opened.goto(site.url);
    return opened;
  };
  const says = (opened: Page, text: string, selector = 'body') =>
    opened.waitForFunction((at, expected) => document.querySelector(at)?.textContent?.includes(expected), { polling: 50 }, selector, text);
  const used = async (opened: Page): Promise<number> => {
    const handle = await opened.waitForFunction(() => /API calls(\d+) \/ \d+ used/.exec(document.body.textContent ?? '')?.[1]);
    return Number(await handle.jsonValue());
  };

  it('runs the examples of seeds 000 and 004 with only the import line changed', options, async () => {
    const opened = await open('user_free');
    const before = await used(opened);
    await says(opened, '8', '#entitlements');
    await says(opened, `${1000 - before} remaining`);
    await says(opened, 'Resets in ');
    const [button] = await opened.$$('xpath/.//button[text()="Make API Call"]');
    await button?.click();
    await says(opened, `${before + 1} / 1000 used`);
    await opened.close();
  });

  it('counts an idempotency key in the metadata once', options, async () => {
    const opened = await open('user_free');
    const before = await used(opened);
    for (const times of ['1', '2']) {
      await opened.click('#once');
      await says(opened, times, '#once');
    }
    await opened.click('#refetch');
    await says(opened, `${before + 1} / 1000 used`);
    await opened.close();
  });

  it('tells errors, and mutate() leaves none uncaught', options, async () => {
    const opened = await open('user_free');
    const uncaught: unknown[] = [];
    opened.on('pageerror', (error) => uncaught.push(error));
    await says(opened, 'false undefined', '#refetch');
    await opened.click('#unknown');
    await says(opened, 'feature_not_found', '#unknown');
    assert.deepEqual(uncaught, []);
    await opened.close();
  });

  it('says that nobody is signed in', options, async () => {
    const opened = await open('');
    await says(opened, 'false signed_out', '#refetch');
    await opened.close();
  });
});

/** The seeds' code as modules of one app. */
function seedApp(lines: readonly string[]) {
  const modules = new Map(
    Object.entries({ 'main.tsx': MAIN, 'providers.tsx': PROVIDERS, 'layout.tsx': LAYOUT, 'page.tsx': `import { useState } from 'react';${page(lines)}` }).map(
      ([file, code]) => [inFolder(file), importLineChanged(code)],
    ),
  );
  return {
    name: 'seed-app',
    enforce: 'pre' as const,
    resolveId(source: string, importer?: string) {
      const file = source.startsWith('.') && importer ? `${path.resolve(path.dirname(importer), source)}.tsx` : source;
      return modules.has(file) ? file : undefined;
    },
    load: (id: string) => modules.get(id),
  };
}
