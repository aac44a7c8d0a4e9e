import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import { callGateway, createClient, isBillingError, QuotaExceededError, type Client } from '../../src/core/index.js';

const TOKEN = 'bos_session_test_opaque.token';
const closing: (() => void)[] = [];
after(() => closing.forEach((close) => close()));

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function open(apiUrl: string, more = {}): Client {
  const client = createClient({ apiUrl, getSessionToken: async () => ({ sessionToken: TOKEN, expiresIn: 600, userId: 'u' }), ...more });
  closing.push(() => client.destroy());
  return client;
}

const failure = (promise: Promise<unknown>): Promise<unknown> => promise.then(() => assert.fail('it should fail'), (error: unknown) => error);

describe('requests', () => {
  it('take the token to the configured origin and to no other, redirects included', async () => {
    const elsewhere: (string | undefined)[] = [];
    const other = await serve((request, response) => {
      elsewhere.push(request.headers.authorization);
      response.end('{}');
    });
    for (const status of [301, 302, 303, 307, 308]) {
      const api = await serve((_, response) => void response.writeHead(status, { location: `${other}/steal` }).end());
      const error = await failure(open(api).request('/v1/x'));
      assert.ok(isBillingError(error) && error.code === 'network_error', String(error));
    }
    assert.deepEqual(elsewhere, []);
  });

  it('keep the path of the API address, and send JSON with one idempotency key per call', async () => {
    const seen: string[] = [];
    const api = await serve((request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers['idempotency-key'] ? 'keyed' : 'bare'} ${request.headers.authorization}`);
      response.end('{}');
    });
    const client = open(`${api}/billing/`);
    await client.request('/v1/x');
    await client.request('/v1/x', { body: {} });
    assert.deepEqual(seen, [`GET /billing/v1/x bare Bearer ${TOKEN}`, `POST /billing/v1/x keyed Bearer ${TOKEN}`]);
  });

  it('fail with the typed error of either envelope, never with the text of a page', async () => {
    const answers: [number, string, string][] = [
      [404, '{"error":{"code":"not_found","message":"no such thing","requestId":"r1"},"statusCode":404}', 'NotFoundError not_found r1'],
      [409, '{"code":"already_purchased","message":"m","error":"already_purchased","requestId":"r2"}', 'ConflictError already_purchased r2'],
      [429, '{"error":{"code":"quota_exceeded"}}', 'QuotaExceededError quota_exceeded undefined'],
      [400, '{"error":{"code":"quota_exceeded"}}', 'QuotaExceededError quota_exceeded undefined'],
      [422, '{"error":{"code":"bad"}}', 'ValidationError bad undefined'],
      [502, '<html>secret stack</html>', 'ServerError http_502 undefined'],
      [200, '<html>secret page</html>', 'ServerError invalid_response undefined'],
      [200, 'null', 'fine'],
    ];
    for (const [status, body, expected] of answers) {
      const api = await serve((_, response) => void response.writeHead(status).end(body));
      const error = await open(api).request('/v1/x').then(() => 'fine', (it: unknown) => it);
      assert.equal(isBillingError(error) ? `${error.name} ${error.code} ${error.requestId}` : error, expected);
      assert.ok(!String(isBillingError(error) ? error.message : '').includes('secret'));
    }
  });

  it('never name the token in an error', async () => {
    const api = await serve((request) => request.socket.destroy());
    const error = await failure(open(api).request('/v1/x?q=1'));
    assert.ok(error instanceof Error);
    assert.ok(!`${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`.includes(TOKEN));
    assert.match(error.message, /^GET http:\/\/127\.0\.0\.1:\d+\/v1\/x$/);
  });
});

describe('callGateway', () => {
  it('gives the response while it still streams', async () => {
    let finish = (): void => {};
    const api = await serve((request, response) => {
      assert.equal(request.url, '/api/v1/api-gateway/openai/v1/chat');
      response.writeHead(200, { 'x-query-type': 'gpt-4' });
      response.write('first ');
      finish = () => void response.end('last');
    });
    const response = await callGateway(open(api), { providerId: 'openai', path: '/v1/chat', body: { stream: true } });
    const reader = response.body?.getReader();
    const first = await reader?.read();
    assert.equal(new TextDecoder().decode(first?.value), 'first ');
    finish();
    const last = await reader?.read();
    assert.equal(new TextDecoder().decode(last?.value), 'last');
    assert.equal(response.headers.get('x-query-type'), 'gpt-4');
  });

  it('rejects with QuotaExceededError and the balances when nothing is left', async () => {
    const details = { balances: [{ type: 'gpt-4', count: 0 }], queryType: 'gpt-4', currentBalance: 0 };
    const api = await serve((_, response) => void response.writeHead(402).end(JSON.stringify({ code: 'not_enough_queries', message: 'm', error: 'not_enough_queries', requestId: 'r', details })));
    const error = await failure(callGateway(open(api), { providerId: 'openai', path: 'v1/chat', body: {} }));
    assert.ok(error instanceof QuotaExceededError);
    assert.equal(error.code, 'not_enough_queries');
    assert.deepEqual(error.details, details);
  });
});
