import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import { serve } from '@hono/node-server';
import * as z from 'zod/mini';
import type { ApiOptions } from '../../src/api/index.js';
import { CatalogFile } from '../../src/api/domain/catalog-file.js';
import { demoCatalog } from '../../src/api/seed/catalog.js';
import { applyCatalog } from '../../src/api/services/apply.js';
import { paywall } from './paywall-support.js';
import { ORIGIN } from './support.js';
import { upstream, type Upstream } from './upstream.js';

const SECRET = 'sk-upstream-0123456789';

/** A project whose provider `ai` leads to a server of this test, and `user_near_limit` with three tokens for it. */
async function gateway(up: Upstream, { provider = {}, api = {}, ...options }: { provider?: object; api?: ApiOptions['gateway']; onError?: ApiOptions['onError'] } = {}) {
  const it = await paywall({ ...options, gateway: { secret: (name) => (name === 'GATEWAY_AI_KEY' ? SECRET : undefined), ...api } });
  const ai = { id: 'ai', url: `${up.url}/v1`, tokenType: 'gpt-4', headers: { authorization: 'Bearer ${GATEWAY_AI_KEY}', 'x-version': '2026-01-01' }, ...provider };
  const file = { ...demoCatalog, project: { ...demoCatalog.project, id: it.projectId }, upstreams: [ai] };
  await applyCatalog(it.db, z.parse(CatalogFile, file), new Date(it.clock.ms));
  const as = await it.token('user_near_limit');
  const call = (path: string, init: RequestInit & { duplex?: 'half' } = {}) =>
    it.api.fetch(new Request(`${ORIGIN}/api/v1/api-gateway/ai/${path}`, { ...init, headers: { authorization: `Bearer ${as}`, ...init.headers } }));
  const left = () => it.count('user_near_limit');
  const holds = async () => (await it.db.selectFrom('tokenHolds').select('id').where('projectId', '=', it.projectId).execute()).length;
  return { ...it, session: as, call, left, holds };
}

/** A promise and who keeps it. Node 20 has no `Promise.withResolvers`. */
function promised(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((keep) => (resolve = keep));
  return { promise, resolve: () => resolve() };
}

const hello = () => upstream((_request, response) => response.setHeader('content-type', 'text/plain').end('hello'));

describe('the gateway', () => {
  it('brings the call to the upstream and its answer back, for one token', async () => {
    const up = await upstream((request, response) => {
      request.on('end', () => response.writeHead(201, { 'content-type': 'application/json; charset=utf-8', etag: '"a"' }).end('{"said":"hi"}'));
    });
    const it = await gateway(up);
    const answer = await it.call('chat/completions?stream=false&n=a%20b', { method: 'POST', body: '{"q":1}', headers: { 'content-type': 'application/json' } });
    assert.equal(answer.status, 201);
    assert.deepEqual(await answer.json(), { said: 'hi' });
    assert.equal(answer.headers.get('x-query-type'), 'gpt-4');
    assert.equal(answer.headers.get('content-type'), 'application/json; charset=utf-8');
    assert.equal(answer.headers.get('etag'), '"a"');
    const [{ method, path, body, headers } = { method: '', path: '', body: '', headers: {} as never }] = up.calls;
    assert.deepEqual([method, path, body], ['POST', '/v1/chat/completions?stream=false&n=a%20b', '{"q":1}']);
    assert.deepEqual([headers.authorization, headers['x-version'], headers['content-type']], [`Bearer ${SECRET}`, '2026-01-01', 'application/json']);
    assert.equal(await it.left(), 2);
    assert.equal(await it.holds(), 0);
  });

  it('takes any method', async () => {
    const up = await hello();
    const it = await gateway(up, { provider: { tokenType: 'gpt-4' } });
    await it.post('balances', { user_id: 'user_near_limit', type: 'gpt-4', op: 'credit', amount: 10 });
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD']) {
      const answer = await it.call('things/1', { method });
      assert.equal(answer.status, 200, method);
      assert.equal(await answer.text(), method === 'HEAD' ? '' : 'hello');
    }
    assert.deepEqual(up.calls.map((call) => call.method), ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD']);
    assert.equal(await it.left(), 7);
  });

  it('streams the answer as it comes', async () => {
    const gate = promised();
    const up = await upstream(async (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: one\n\n');
      await gate.promise;
      response.end('data: two\n\n');
    });
    const it = await gateway(up);
    const reader = (await it.call('stream')).body?.getReader();
    const text = async () => new TextDecoder().decode((await reader?.read())?.value);
    assert.equal(await text(), 'data: one\n\n');
    gate.resolve();
    assert.equal(await text(), 'data: two\n\n');
    assert.equal((await reader?.read())?.done, true);
    assert.equal(await it.left(), 2);
  });

  it('streams the request as it is sent', async () => {
    const up = await upstream((request, response) => request.once('data', () => response.writeHead(200).write('first arrived')) && request.on('end', () => response.end()));
    const it = await gateway(up);
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const writer = writable.getWriter();
    void writer.write(new TextEncoder().encode('part one, '));
    const answer = await it.call('upload', { method: 'POST', body: readable, duplex: 'half' });
    assert.equal(answer.status, 200);
    await writer.write(new TextEncoder().encode('part two'));
    await writer.close();
    assert.equal(await answer.text(), 'first arrived');
    assert.equal(up.calls[0]?.body, 'part one, part two');
  });

  it('refuses once the tokens are used up, and says what there is', async () => {
    const up = await hello();
    const it = await gateway(up);
    for (let index = 0; index < 3; index += 1) await (await it.call('x')).text();
    const refused = await it.call('x');
    assert.equal(refused.status, 402);
    const { code, error, message, requestId, details } = (await refused.json()) as Record<string, unknown>;
    assert.deepEqual([code, error, typeof message, requestId], ['not_enough_queries', 'not_enough_queries', 'string', refused.headers.get('x-request-id')]);
    assert.deepEqual(details, { balances: [{ type: 'gpt-4', count: 0 }, { type: 'image', count: 2 }], queryType: 'gpt-4', currentBalance: 0 });
    assert.equal(refused.headers.get('x-query-type'), null);
    assert.equal(up.calls.length, 3);
  });

  it('lets no more calls through at once than there are tokens', async () => {
    const up = await hello();
    const it = await gateway(up);
    const answers = await Promise.all(Array.from({ length: 100 }, () => it.call('x').then(async (answer) => (await answer.text(), answer.status))));
    assert.deepEqual([answers.filter((status) => status === 200).length, answers.filter((status) => status === 402).length], [3, 97]);
    assert.equal(up.calls.length, 3);
    assert.equal(await it.left(), 0);
    assert.equal(await it.holds(), 0);
  });

  it('makes one call for a hundred copies with one key, and frees the key when the upstream fails', async () => {
    let failing = false;
    const up = await upstream((_request, response) => response.writeHead(failing ? 500 : 200).end());
    const it = await gateway(up);
    const copy = () => it.call('x', { method: 'POST', headers: { 'idempotency-key': 'k1' } }).then(({ status }) => status);
    const statuses = await Promise.all(Array.from({ length: 100 }, copy));
    assert.deepEqual([statuses.filter((it) => it === 200).length, statuses.filter((it) => it === 409).length], [1, 99]);
    assert.equal(await it.left(), 2);
    failing = true;
    const retry = () => it.call('x', { method: 'POST', headers: { 'idempotency-key': 'k2' } }).then(({ status }) => status);
    assert.equal(await retry(), 500);
    failing = false;
    assert.equal(await retry(), 200);
    assert.equal(await it.left(), 1);
  });
});

describe('an upstream that fails', () => {
  const cases: [name: string, handle: Parameters<typeof upstream>[0], status: number, code?: string][] = [
    ['with 500 is passed on', (_request, response) => response.writeHead(500, { 'content-type': 'text/plain' }).end('down'), 500],
    ['with 429 is passed on, with how long to wait', (_request, response) => response.writeHead(429, { 'retry-after': '7' }).end('slow'), 429],
    ['with 400 is passed on', (_request, response) => response.writeHead(400).end('what?'), 400],
    ['by refusing our key is not', (_request, response) => response.writeHead(401).end(`Incorrect key ${SECRET}`), 502, 'upstream_failed'],
    ['for our unpaid bill is not', (_request, response) => response.writeHead(402).end('pay'), 502, 'upstream_failed'],
    ['by redirecting is not followed', (_request, response) => response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end(), 502, 'upstream_failed'],
    ['by redirecting with a body is not followed', (_request, response) => response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end('go'), 502, 'upstream_failed'],
    ['by hanging up is said', (request) => request.socket.destroy(), 502, 'upstream_failed'],
  ];
  for (const [name, handle, status, code] of cases) {
    it(`${name}, and costs nothing`, async () => {
      const it = await gateway(await upstream(handle));
      const answer = await it.call('x', { method: 'POST', body: '{}' });
      const text = await answer.text();
      assert.equal(answer.status, status, text);
      if (code) assert.equal((JSON.parse(text) as { code: string }).code, code);
      assert.ok(!text.includes(SECRET));
      assert.equal(answer.headers.get('x-query-type'), null);
      assert.equal(answer.headers.get('location'), null);
      assert.equal(answer.headers.get('retry-after'), status === 429 ? '7' : null);
      assert.equal(await it.left(), 3);
      assert.equal(await it.holds(), 0);
    });
  }

  it('by breaking off in the middle costs nothing', async () => {
    const it = await gateway(
      await upstream((_request, response) => {
        response.writeHead(200).write('half an');
        setImmediate(() => response.destroy());
      }),
    );
    await assert.rejects(it.call('x').then((answer) => answer.text()));
    assert.equal(await it.left(), 3);
    assert.equal(await it.holds(), 0);
  });

  it('by not answering is given up in time, and costs nothing', async () => {
    const up = await upstream(() => undefined);
    const it = await gateway(up, { api: { timeoutMs: 50 } });
    const abandoned = up.abandoned();
    const answer = await it.call('x');
    assert.deepEqual([answer.status, ((await answer.json()) as { code: string }).code], [504, 'upstream_timeout']);
    await abandoned;
    assert.equal(await it.left(), 3);
  });

  it('for want of its secret is not called at all, and whoever runs the API is told which', async () => {
    const up = await hello();
    const told: [unknown, string][] = [];
    const it = await gateway(up, { api: { secret: () => undefined }, onError: (...error) => told.push(error) });
    const answer = await it.call('x', { headers: { 'x-request-id': 'call-1' } });
    assert.equal(answer.status, 502);
    assert.ok(!(await answer.text()).includes('GATEWAY_AI_KEY'));
    assert.deepEqual(told.map(([error, requestId]) => [String(error), requestId]), [
      [`Error: GATEWAY_AI_KEY not set in the environment: calls through the upstream ai of project ${it.projectId} are refused`, 'call-1'],
    ]);
    assert.equal(up.calls.length, 0);
    assert.equal(await it.left(), 3);
  });

  it('together with the API itself costs nothing for good: the hold is given back an hour later', async () => {
    const it = await gateway(await hello());
    const { id: customerId } = await it.db.selectFrom('customers').select('id').where('projectId', '=', it.projectId).where('externalUserId', '=', 'user_near_limit').executeTakeFirstOrThrow();
    const key = { projectId: it.projectId, customerId };
    // What a process leaves that dies between taking the token and the end of the call.
    await it.db.updateTable('tokenBalances').set({ count: 0 }).where('customerId', '=', customerId).where('type', '=', 'gpt-4').execute();
    await it.db.insertInto('tokenHolds').values({ ...key, id: 'hold_1', type: 'gpt-4', heldAt: new Date(it.clock.ms) }).execute();
    const call = () => it.ask('GET', '/api/v1/api-gateway/ai/x', { as: it.secret, headers: { 'x-user-id': 'user_near_limit' } });
    assert.equal((await call()).status, 402);
    it.clock.ms += 3_600_001;
    assert.equal((await call()).status, 200);
    assert.equal(await it.left(), 0);
  });
});

describe('over a real connection', () => {
  /** The API on a port, and a raw client, since only a socket can be torn. */
  async function overHttp(up: Upstream) {
    const it = await gateway(up);
    const server = serve({ fetch: it.api.fetch, port: 0, hostname: '127.0.0.1' });
    await once(server, 'listening');
    after(() => server.close());
    const { port } = server.address() as AddressInfo;
    const open = (method = 'GET') => {
      const request = httpRequest({ port, method, path: '/api/v1/api-gateway/ai/x', headers: { authorization: `Bearer ${it.session}` } }).on('error', () => undefined);
      if (method === 'GET') request.end();
      return request;
    };
    return { ...it, open };
  }

  it('both directions stream', async () => {
    const up = await upstream((request, response) => {
      request.on('data', (chunk: Buffer) => response.write(`got ${chunk.toString()}`));
      request.on('end', () => response.end());
    });
    const it = await overHttp(up);
    const request = it.open('POST');
    request.write('one');
    const [answer] = (await once(request, 'response')) as [NodeJS.ReadableStream];
    assert.equal(String((await once(answer, 'data'))[0]), 'got one');
    request.write('two');
    assert.equal(String((await once(answer, 'data'))[0]), 'got two');
    request.end();
    await once(answer, 'end');
    assert.equal(await it.left(), 2);
  });

  it('who leaves before the answer ends the call upstream, and pays nothing', async () => {
    const arrived = promised();
    const up = await upstream(() => arrived.resolve());
    const it = await overHttp(up);
    const abandoned = up.abandoned();
    const request = it.open();
    await arrived.promise;
    assert.equal(await it.left(), 2);
    request.destroy();
    await abandoned;
    await settled(it);
    assert.equal(await it.left(), 3);
  });

  it('who leaves in the middle of it ends it upstream, and has paid', async () => {
    const up = await upstream((_request, response) => response.writeHead(200).write('first'));
    const it = await overHttp(up);
    const abandoned = up.abandoned();
    const request = it.open();
    const [answer] = (await once(request, 'response')) as [NodeJS.ReadableStream];
    assert.equal(String((await once(answer, 'data'))[0]), 'first');
    request.destroy();
    await abandoned;
    await settled(it);
    assert.equal(await it.left(), 2);
  });

  /** Nothing tells a client that has gone when the API is done with it. */
  async function settled({ holds }: { holds: () => Promise<number> }): Promise<void> {
    for (const end = Date.now() + 5_000; (await holds()) > 0 && Date.now() < end; ) await new Promise(setImmediate);
    assert.equal(await holds(), 0);
  }
});

describe('what the gateway keeps to itself', () => {
  it('the caller\'s credentials, cookies and addresses', async () => {
    const up = await hello();
    const it = await gateway(up);
    const headers = {
      cookie: 'a=1', 'x-api-key': 'sk_test_x', 'x-forwarded-for': '1.2.3.4', 'x-version': 'mine', forwarded: 'for=1', 'x-http-method-override': 'DELETE',
      'proxy-authorization': 'Basic x', 'x-user-email': 'a@b.c', referer: 'https://app.example.com/secret', origin: 'https://app.example.com', 'accept-language': 'de',
    };
    await (await it.call('x', { headers })).text();
    const seen = up.calls[0]?.headers ?? {};
    assert.deepEqual([seen.authorization, seen['x-version'], seen['accept-language']], [`Bearer ${SECRET}`, '2026-01-01', 'de']);
    for (const name of ['cookie', 'x-api-key', 'x-forwarded-for', 'forwarded', 'x-http-method-override', 'proxy-authorization', 'x-user-email', 'referer', 'origin']) {
      assert.equal(seen[name], undefined, name);
    }
    assert.equal(seen.host, new URL(up.url).host);
  });

  it('cookies and cross-origin permissions of the upstream', async () => {
    const up = await upstream((_request, response) =>
      response.writeHead(200, { 'set-cookie': 'a=1', 'access-control-allow-origin': '*', 'x-internal': 'yes', 'content-type': 'text/html', 'x-query-type': 'gold', 'x-request-id': 'theirs' }).end('<script>1</script>'),
    );
    const it = await gateway(up);
    const { headers } = await it.call('x', { headers: { origin: 'https://evil.example' } });
    for (const name of ['set-cookie', 'access-control-allow-origin', 'x-internal']) assert.equal(headers.get(name), null, name);
    assert.equal(headers.get('x-query-type'), 'gpt-4');
    assert.notEqual(headers.get('x-request-id'), 'theirs');
    assert.deepEqual([headers.get('content-security-policy'), headers.get('x-content-type-options'), headers.get('cache-control')], ['sandbox', 'nosniff', 'no-store']);
  });

  it('everything outside the upstream\'s address and its allowed paths', async () => {
    const up = await hello();
    const it = await gateway(up, { provider: { paths: ['/chat', '/files/'] } });
    await it.post('balances', { user_id: 'user_near_limit', type: 'gpt-4', op: 'credit', amount: 50 });
    const status = async (path: string) => {
      const answer = await it.call(path);
      await answer.text();
      return answer.status;
    };
    for (const path of ['chat', 'chat/completions', 'files/a%2Fb', 'files/100%25', 'files/', 'chat/caf%C3%A9']) assert.equal(await status(path), 200, path);
    const open = up.calls.length;
    const astray = [
      'chatty', 'files', 'admin', '', 'chat/%2e%2e%2f%2e%2e%2fadmin', 'chat/..%2fadmin', 'chat/..;/admin', 'chat/..%3bx=1/admin', 'chat/%252e%252e/admin', 'chat/%25252e%25252e%25252fadmin',
      'chat/..%5cadmin', 'chat%5c..%5cadmin', '/chat', '/evil.example/chat', 'chat//evil.example', 'chat/%00', 'chat/a%0d%0aX-Evil:1', 'chat/%zz', 'chat/%ff',
      'http://evil.example/chat', '@evil.example/chat', '%2f%2fevil.example/chat',
    ];
    for (const path of astray) assert.ok([400, 404].includes(await status(path)), path);
    assert.equal(up.calls.length, open, JSON.stringify(up.calls.slice(open).map(({ path }) => path)));
  });

  it('bodies that are too large, also where no length was said', async () => {
    const up = await upstream((request, response) => request.on('end', () => response.end('ok')) && request.resume());
    const it = await gateway(up, { provider: { maxBodyBytes: 1_000 } });
    const said = await it.call('x', { method: 'POST', body: 'x'.repeat(1_001) });
    assert.deepEqual([said.status, ((await said.json()) as { code: string }).code], [413, 'payload_too_large']);
    const chunk = new TextEncoder().encode('x'.repeat(400));
    const endless = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(chunk) });
    const unsaid = await it.call('x', { method: 'POST', body: endless, duplex: 'half' });
    assert.deepEqual([unsaid.status, ((await unsaid.json()) as { code: string }).code], [413, 'payload_too_large']);
    assert.equal((await it.call('x', { method: 'POST', body: 'x'.repeat(1_000) })).status, 200);
    assert.equal(await it.left(), 2);
  });

  it('upstreams of other projects, and users of them', async () => {
    const up = await hello();
    const [mine, other] = [await gateway(up), await gateway(up)];
    assert.equal((await mine.call('x', { headers: { 'x-paywall-id': other.projectId } })).status, 404);
    const unknown = await mine.ask('GET', '/api/v1/api-gateway/none/x', { as: mine.session });
    assert.deepEqual([unknown.status, unknown.body.code], [404, 'not_found']);
    const nobody = await mine.ask('GET', '/api/v1/api-gateway/ai/x', { as: mine.secret, headers: { 'x-user-email': 'who@example.com' } });
    assert.deepEqual([nobody.status, nobody.body.code], [404, 'identity_not_on_paywall']);
    assert.equal(up.calls.length, 0);
  });
});

describe('whom the gateway serves', () => {
  it('a session, or the user whom a key names, and nobody else', async () => {
    const it = await gateway(await hello());
    const ask = (as: string | undefined, headers: Record<string, string> = {}) => it.ask('GET', '/api/v1/api-gateway/ai/x', { ...(as && { as }), headers });
    assert.equal((await ask(it.secret, { 'x-user-email': 'nadia@example.com' })).status, 200);
    assert.equal((await ask(it.secret, { 'x-user-id': 'user_near_limit' })).status, 200);
    assert.equal(await it.left(), 1);
    assert.equal((await ask(it.secret)).body.code, 'identity_required');
    assert.equal((await ask(it.publishable)).body.code, 'forbidden');
    assert.equal((await ask(undefined)).body.code, 'unauthenticated');
    // A session is its own user, whatever it says.
    await ask(it.session, { 'x-user-id': 'user_pro' });
    assert.deepEqual([await it.left(), await it.count('user_pro')], [0, 480]);
  });
});
