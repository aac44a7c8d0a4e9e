import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Hono } from 'hono';
import { build } from 'vite';
import { startApi } from '../../src/api/node.js';
import { Billing, createSessionRoute } from '../../src/server/index.js';
import { launchChromium } from '../../tools/browsers.js';
import { listening } from '../support/listening.js';
import '../support/quick-database.js';

const ENTRY = fileURLToPath(new URL('../../src/core/index.ts', import.meta.url));

/** The core as a page would have it: one script, without strict mode's schemas. */
async function bundleCore(format: 'iife' | 'es' = 'iife'): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, target: 'es2022', lib: { entry: ENTRY, formats: [format], name: 'core' }, rolldownOptions: { external: /strict\.js$/ } },
  });
  const [first] = (Array.isArray(built) ? built : [built]) as { output: { code: string }[] }[];
  return first?.output[0]?.code ?? '';
}

/** What a script leaves behind in Node: handles that keep the process alive. */
const USE = `
  const client = core.createBillingClient({ apiUrl: 'https://api.example', userId: 'u', fetch: async (url) => String(url).includes('session')
    ? Response.json({ sessionToken: 'opaque', expiresIn: 600, userId: 'u' }, { headers: { date: new Date().toUTCString() } })
    : Response.json({ metrics: [{ feature_key: 'x', consumed: 1, limit: 2 }] }), sessionTokenUrl: 'https://app.example/session' });
  const seen = [];
  client.usageMetrics.subscribe((state) => seen.push(state.status));
  const outcome = (async () => {
    await client.session.getToken();
    for (let round = 0; !seen.includes('ready') && round < 500; round++) await new Promise((resolve) => setTimeout(resolve, 5));
    client.destroy();
    return seen.join();
  })();
`;

/** Counts what the core opens and closes; what is then still open was left behind. */
const SERVICE_WORKER = `
  import { createBillingClient } from '/core.js';
  const open = new Map();
  const used = new Set();
  const begin = (kind, key) => (used.add(kind), open.set(key, kind));
  const { setTimeout: start, clearTimeout: cancel, fetch: ask, addEventListener: listen, BroadcastChannel: Channel } = self;
  self.setTimeout = (run, ms) => {
    const id = start(() => (open.delete(id), run()), ms);
    begin('timer', id);
    return id;
  };
  self.clearTimeout = (id) => (open.delete(id), cancel(id));
  self.fetch = (...call) => {
    begin('fetch', call);
    return ask(...call).finally(() => open.delete(call));
  };
  self.addEventListener = (type, call, options) => {
    begin('listener', call);
    options.signal.addEventListener('abort', () => open.delete(call));
    listen(type, call, options);
  };
  self.BroadcastChannel = class extends Channel {
    constructor(name) {
      super(name);
      begin('channel', this);
    }
    close() {
      open.delete(this);
      super.close();
    }
  };
  async function use(apiUrl) {
    const client = createBillingClient({ apiUrl, sessionTokenUrl: '/session', userId: 'user_pro' });
    const entitled = await new Promise((done) => client.entitlements.subscribe(({ data }) => data && done(data.some((it) => it.has_access))));
    const tracked = (await client.trackUsage({ featureKey: 'api_calls' })).status;
    client.destroy();
    for (let round = 0; open.size > 0 && round < 200; round++) await new Promise((resolve) => start(resolve, 10));
    const { held, pending } = await navigator.locks.query();
    const database = await new Promise((done) => {
      const request = indexedDB.deleteDatabase('billing-elements');
      request.onsuccess = () => done('closed');
      request.onblocked = () => done('still open');
    });
    const scope = [self.constructor.name, typeof window === 'undefined' && 'no window', typeof document === 'undefined' && 'no document'].join(', ');
    return { scope, entitled, tracked, used: [...used].sort(), left: [...open.values()], locks: held.length + pending.length, database };
  }
  self.onmessage = ({ data, ports }) => use(data).catch(String).then((seen) => ports[0].postMessage(seen));
`;

const ASK_SERVICE_WORKER = `(async () => {
  await navigator.serviceWorker.register('/worker.js', { type: 'module' });
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
  active.postMessage('API_URL', [port2]);
  return answer;
})()`;

describe('core', () => {
  it('runs in Node, and leaves nothing behind: the process ends by itself after destroy()', async () => {
    const script = fileURLToPath(new URL('../support/use-core.ts', import.meta.url));
    const child = fork(script, { execArgv: ['--import', 'tsx'], stdio: 'pipe' });
    let said = '';
    child.stdout?.on('data', (text) => (said += String(text)));
    const code = await new Promise((resolve) => child.on('exit', resolve));
    assert.equal(code, 0);
    assert.match(said, /loading,ready/);
  });

  it('runs in a worker', async () => {
    const code = `const { parentPort } = require('node:worker_threads'); ${await bundleCore()}; ${USE} outcome.then((it) => parentPort.postMessage(it));`;
    const worker = new Worker(code, { eval: true });
    const said = await new Promise((resolve, reject) => worker.on('message', resolve).on('error', reject));
    assert.equal(said, 'loading,ready');
    await worker.terminate();
  });

  it('runs in a service worker, with the API behind it, and leaves nothing behind there', async () => {
    const api = await startApi({ port: 0, databaseUrl: 'memory:' });
    const billing = new Billing({ secretKey: 'sk_test_sandbox', apiUrl: api.url });
    const session = createSessionRoute({ billing, getUserId: () => 'user_pro' });
    const code = await bundleCore('es');
    const app = new Hono()
      .get('/', (c) => c.html('<!doctype html><title>Page</title>'))
      .get('/session', (c) => session(c.req.raw))
      .get('/core.js', (c) => c.body(code, { headers: { 'content-type': 'text/javascript' } }))
      .get('/worker.js', (c) => c.body(SERVICE_WORKER, { headers: { 'content-type': 'text/javascript' } }));
    const site = await listening({ fetch: async (request) => app.fetch(request) });
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      await page.goto(site.url);
      const seen = await page.evaluate(ASK_SERVICE_WORKER.replace('API_URL', api.url));
      assert.deepEqual(seen, {
        scope: 'ServiceWorkerGlobalScope, no window, no document',
        entitled: true,
        tracked: 'recorded',
        used: ['channel', 'fetch', 'listener', 'timer'],
        left: [],
        locks: 0,
        database: 'closed',
      });
    } finally {
      await browser.close();
      await site.close();
      await api.close();
    }
  });

  it('loads without side effects: nothing of the surroundings is touched', async () => {
    const touched: string[] = [];
    const quiet = new Set(['Symbol', 'Error', 'Object', 'Map', 'Set', 'WeakMap', 'Promise', 'Number', 'performance', 'core', 'globalThis', 'undefined', 'Infinity', 'NaN', 'Math']);
    const scope = new Proxy<Record<string, unknown>>({}, {
      has: () => true,
      get: (target, key) => {
        if (typeof key === 'string' && !quiet.has(key) && !(key in target)) touched.push(key);
        return key in target ? target[key as string] : (globalThis as Record<string, unknown>)[key as string];
      },
    });
    const run = new Function('scope', `with (scope) { ${await bundleCore()} }`) as (scope: unknown) => void;
    run(scope);
    assert.deepEqual(touched, []);
  });
});
