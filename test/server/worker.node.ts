import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import vm from 'node:vm';
import { build, type Rolldown } from 'vite';
import type * as Sdk from '../../src/server/index.js';

/** What every worker runtime has. No process, no Buffer, no require, no window. */
const WEB_GLOBALS = {
  AbortController, AbortSignal, atob, Blob, btoa, clearTimeout, console, crypto, DOMException, fetch, FormData, Headers,
  performance, ReadableStream, Request, Response, setTimeout, TextDecoder, TextEncoder, URL, URLSearchParams,
};

/** The SDK as an edge bundler would pack it, in a realm of its own with nothing but the web's globals. */
async function inWorker(extra: object = {}): Promise<typeof Sdk> {
  const [result] = (await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, minify: false, lib: { entry: 'src/server/index.ts', formats: ['iife'], name: 'sdk' } },
  })) as Rolldown.RolldownOutput[];
  const [chunk, ...more] = result?.output ?? [];
  assert.ok(chunk && more.length === 0, 'one file');
  assert.deepEqual(chunk.imports, [], 'nothing from the runtime');
  return vm.runInNewContext(`${chunk.code}; sdk`, { ...WEB_GLOBALS, ...extra }) as typeof Sdk;
}

describe('the server SDK in a worker', () => {
  it('mints, routes and verifies with the globals of the web alone', async () => {
    const { Billing, createSessionRoute, signWebhook, verifyWebhook } = await inWorker();
    const answer = { sessionToken: 'bos_session_test_a.b', expiresAt: '2026-11-21T09:00:00.000Z' };
    const fetch = (): Promise<Response> => Promise.resolve(Response.json(answer, { status: 201 }));
    const billing = new Billing({ secretKey: 'sk_test_a', apiUrl: 'https://billing.example', fetch });
    const response = await createSessionRoute({ billing, getUserId: () => 'user_1' })(new Request('https://app.example/session'));
    assert.deepEqual(await response.json(), answer);

    const body = JSON.stringify({ type: 'invoice.paid', timestamp: new Date().toISOString(), data: {} });
    const secret = 'whsec_c2VjcmV0LW9mLXRoZS10ZXN0';
    const headers = await signWebhook({ id: 'evt_1', timestamp: new Date(), body, secret });
    assert.equal((await verifyWebhook(new Request('https://app.example/hook', { method: 'POST', headers, body }), { secret })).type, 'invoice.paid');
  });

  it('says how to give an address, where there is no environment', async () => {
    const { Billing } = await inWorker();
    assert.throws(() => new Billing({ secretKey: 'sk_test_a' }), { name: 'TypeError', message: /pass apiUrl/ });
  });

  it('reads the environment where there is one', async () => {
    const { Billing } = await inWorker({ process: { env: { BILLING_API_URL: 'https://billing.example' } } });
    assert.equal(new Billing({ secretKey: 'sk_test_a' }).apiUrl, 'https://billing.example');
  });
});
