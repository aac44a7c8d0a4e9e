import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { AuthenticationError, createSessionRoute, NetworkError, RateLimitError, type SessionRouteOptions } from '../../src/server/index.js';

const ROUTE = 'https://app.example.com/api/billing-session';
const expiresAt = new Date('2026-11-21T09:00:00.000Z');

interface Envelope {
  error: { code: string; message: string };
  statusCode: number;
}

function setUp(options: Partial<Pick<SessionRouteOptions, 'getUserId' | 'allowedOrigins'>> & { fail?: unknown } = {}) {
  const minted: unknown[] = [];
  const errors: unknown[] = [];
  const route = createSessionRoute({
    getUserId: () => 'user_1',
    onError: (error) => errors.push(error),
    ...options,
    billing: {
      createSessionToken: (input) => {
        minted.push(input);
        return options.fail ? Promise.reject(options.fail) : Promise.resolve({ sessionToken: 'bos_session_test_a.b', expiresAt });
      },
    },
  });
  const ask = (headers: Record<string, string> = {}, method = 'GET'): Promise<Response> => route(new Request(ROUTE, { headers, method }));
  return { ask, minted, errors };
}

const codeOf = async (response: Response): Promise<string> => ((await response.json()) as Envelope).error.code;

describe('createSessionRoute', () => {
  it('answers a token for the signed-in user, kept in no cache', async () => {
    const { ask, minted } = setUp();
    const response = await ask();
    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), { sessionToken: 'bos_session_test_a.b', expiresAt: '2026-11-21T09:00:00.000Z' });
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.deepEqual(minted, [{ externalUserId: 'user_1' }]);
  });

  it('passes on an organisation and a life', async () => {
    const input = { externalUserId: 'user_1', externalOrganizationId: 'org_1', expiresIn: 60 };
    const { ask, minted } = setUp({ getUserId: () => Promise.resolve(input) });
    await ask();
    assert.deepEqual(minted, [input]);
  });

  for (const nobody of [null, undefined, '']) {
    it(`answers 401 and mints nothing when the user is ${JSON.stringify(nobody)}`, async () => {
      const { ask, minted } = setUp({ getUserId: () => nobody });
      const response = await ask();
      assert.equal(response.status, 401);
      assert.equal(response.headers.get('cache-control'), 'no-store');
      assert.equal(await codeOf(response), 'signed_out');
      assert.deepEqual(minted, []);
    });
  }

  it('says nothing of what went wrong inside, but tells the server', async () => {
    const secret = new Error('relation "users" does not exist at postgres://me:pw@db');
    for (const options of [{ fail: secret }, { getUserId: () => Promise.reject(secret) }]) {
      const { ask, errors } = setUp(options);
      const response = await ask();
      assert.equal(response.status, 500);
      assert.doesNotMatch(await response.text(), /users|postgres/);
      assert.deepEqual(errors, [secret]);
    }
  });

  it('does not sign the visitor out when our own key is refused', async () => {
    const { ask } = setUp({ fail: new AuthenticationError('invalid_api_key', 'no', { status: 401 }) });
    assert.equal((await ask()).status, 500);
  });

  it('says that waiting helps when billing is away or busy', async () => {
    assert.equal((await setUp({ fail: new NetworkError('timeout', 'x') }).ask()).status, 503);
    const busy = await setUp({ fail: new RateLimitError('rate_limited', 'x', { retryAfter: 2.5 }) }).ask();
    assert.equal(busy.status, 429);
    assert.equal(busy.headers.get('retry-after'), '3');
  });

  const foreign: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'https://app.example.com.evil.example' },
  ];
  for (const headers of foreign) {
    it(`refuses ${JSON.stringify(headers)} before it looks at the user`, async () => {
      const { ask, minted } = setUp();
      const response = await ask(headers);
      assert.equal(response.status, 403);
      assert.equal(response.headers.get('access-control-allow-origin'), null);
      assert.deepEqual(minted, []);
    });
  }

  const own: Record<string, string>[] = [
    { 'sec-fetch-site': 'same-origin', origin: 'https://app.example.com' },
    { 'sec-fetch-site': 'none' },
    { origin: 'https://app.example.com' },
    {},
  ];
  for (const headers of own) {
    it(`answers ${JSON.stringify(headers)}`, async () => assert.equal((await setUp().ask(headers)).status, 200));
  }

  it('answers another origin only when it is on the list, with credentials', async () => {
    const { ask } = setUp({ allowedOrigins: ['https://www.example.com'] });
    const headers = { origin: 'https://www.example.com', 'sec-fetch-site': 'same-site' };
    for (const [method, status] of [['OPTIONS', 204], ['GET', 200]] as const) {
      const response = await ask(headers, method);
      assert.equal(response.status, status);
      assert.equal(response.headers.get('access-control-allow-origin'), 'https://www.example.com');
      assert.equal(response.headers.get('access-control-allow-credentials'), 'true');
    }
  });

  it("takes the user from what the framework knows, behind Node's own server as well", async (t) => {
    type Framework = { user?: string };
    const route = createSessionRoute<Framework>({
      getUserId: (_request, { user }) => user,
      billing: { createSessionToken: ({ externalUserId }) => Promise.resolve({ sessionToken: `bos_of_${externalUserId}`, expiresAt }) },
    });
    // What an Express handler does: the address and headers in, status, headers and text out.
    const server = createServer(async (req, res) => {
      const request = new Request(`http://${req.headers.host}${req.url}`, { headers: req.headers as Record<string, string> });
      const answer = await route(request, { user: 'user_7' });
      res.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
    });
    t.after(() => server.close());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/session`;
    const own = await fetch(url, { headers: { connection: 'close' } });
    assert.equal(((await own.json()) as { sessionToken: string }).sessionToken, 'bos_of_user_7');
    assert.equal((await fetch(url, { headers: { 'sec-fetch-site': 'cross-site', connection: 'close' } })).status, 403);
  });

  it('stops minting when the page has left, and reports nothing', async () => {
    const errors: unknown[] = [];
    const leaving = new AbortController();
    const route = createSessionRoute({
      getUserId: () => 'user_1',
      onError: (error) => errors.push(error),
      billing: {
        createSessionToken: (_input, options) =>
          new Promise((_resolve, reject) => {
            options?.signal?.addEventListener('abort', () => reject(options.signal?.reason));
            leaving.abort();
          }),
      },
    });
    await route(new Request(ROUTE, { signal: leaving.signal }));
    assert.deepEqual(errors, []);
  });

  it('knows GET and POST', async () => {
    const { ask } = setUp();
    assert.equal((await ask({}, 'POST')).status, 200);
    const response = await ask({}, 'DELETE');
    assert.equal(response.status, 405);
    assert.equal(response.headers.get('allow'), 'GET, POST');
  });
});
