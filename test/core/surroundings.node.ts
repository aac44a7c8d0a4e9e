import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { build } from 'vite';

const ENTRY = fileURLToPath(new URL('../../src/core/index.ts', import.meta.url));

/** The core as a page would have it: one script, no imports. */
async function bundleCore(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, target: 'es2022', lib: { entry: ENTRY, formats: ['iife'], name: 'core' } },
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

  it('runs where there is no window, no document and no storage, as in a service worker', async () => {
    const scope: Record<string, unknown> = {
      AbortController, AbortSignal, Headers, Response, Request, FormData, URL, TextDecoder, Uint8Array, atob, crypto, performance, setTimeout, clearTimeout, queueMicrotask, DOMException,
    };
    scope['globalThis'] = scope;
    scope['self'] = scope;
    runInNewContext(`${await bundleCore()}; ${USE} globalThis.outcome = outcome;`, scope);
    assert.equal(await scope['outcome'], 'loading,ready');
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
