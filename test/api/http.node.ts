import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { randomText } from '../../src/api/domain/ids.js';
import { createApi } from '../../src/api/index.js';
import { database, world } from './support.js';

describe('the API over HTTP', () => {
  it('answers its health without a credential', async () => {
    const { ask } = await world();
    const { status, body } = await ask('GET', '/health');
    assert.equal(status, 200);
    assert.equal(body.status, 'ok');
  });

  it('answers an unknown route with the envelope', async () => {
    const { ask } = await world();
    const { status, body, headers } = await ask('GET', '/v1/nothing', { headers: { 'x-request-id': 'mine-1' } });
    assert.equal(status, 404);
    assert.equal(body.error.code, 'not_found');
    assert.equal(body.statusCode, 404);
    assert.equal(body.error.requestId, 'mine-1');
    assert.equal(headers.get('x-request-id'), 'mine-1');
    assert.ok(!Number.isNaN(Date.parse(body.error.timestamp)));
  });

  it('links to its pages at its public address, however that is written', async () => {
    for (const publicUrl of ['https://billing.example.com', 'https://billing.example.com/', 'https://BILLING.example.com:443']) {
      const { ask, secret } = await world({ publicUrl });
      const { body } = await ask('POST', '/v1/portal/create', { as: secret, body: { customerId: 'user_pro' } });
      assert.match(body.url, /^https:\/\/billing\.example\.com\/portal\/ps_/, publicUrl);
    }
  });

  it('does not start with a public address that links would not lead to', async () => {
    const db = await database();
    for (const publicUrl of ['billing.example.com', 'ftp://billing.example.com', 'https://example.com/billing', 'https://example.com/?a', 'https://me:x@example.com', '']) {
      assert.throws(() => createApi({ db, publicUrl }), { name: 'TypeError', message: /API_PUBLIC_URL .* https:\/\/billing\.example\.com/ }, publicUrl);
    }
  });

  it('makes a request id of its own where the given one could forge a log line', async () => {
    const { ask } = await world();
    const { headers } = await ask('GET', '/health', { headers: { 'x-request-id': 'a b"c' } });
    assert.match(headers.get('x-request-id') ?? '', /^req_/);
  });

  it('refuses no, unknown and wrong kinds of credential', async () => {
    const { ask, publishable, secret } = await world();
    const codes = async (as?: string) => {
      const { status, body } = await ask('GET', '/v1/features/entitlements', { ...(as && { as }) });
      return [status, body.error.code];
    };
    assert.deepEqual(await codes(), [401, 'unauthenticated']);
    assert.deepEqual(await codes('sk_test_unknown'), [401, 'invalid_api_key']);
    assert.deepEqual(await codes('nonsense'), [401, 'invalid_api_key']);
    assert.deepEqual(await codes(publishable), [403, 'forbidden']);
    assert.deepEqual(await codes(secret), [403, 'forbidden']);
  });

  it('takes a key in X-API-Key too', async () => {
    const { ask, publishable } = await world();
    const { status, body } = await ask('GET', '/v1/products', { headers: { 'x-api-key': publishable } });
    assert.equal(status, 200);
    assert.equal(body.products.length, 4);
  });

  it('refuses bodies that are no JSON, too large, too deep or not storable, each with its code', async () => {
    const { ask, secret } = await world();
    const codeOf = async (body: string) => {
      const answer = await ask('POST', '/v1/session-tokens', { as: secret, body });
      return [answer.status, answer.body.error.code];
    };
    assert.deepEqual(await codeOf('{'), [400, 'invalid_json']);
    assert.deepEqual(await codeOf(`"${'x'.repeat(1024 * 1024)}"`), [413, 'payload_too_large']);
    assert.deepEqual(await codeOf('['.repeat(5000) + ']'.repeat(5000)), [400, 'invalid_request']);
    assert.deepEqual(await codeOf('{"externalUserId":"a\\u0000b"}'), [400, 'invalid_request']);
    assert.deepEqual(await codeOf('{"externalUserId":"a","metadata":{"k\\ud800":1}}'), [400, 'invalid_request']);
    assert.deepEqual(await codeOf(''), [400, 'invalid_request']);
  });

  it('says of each fault where it is', async () => {
    const { ask, secret } = await world();
    const { body } = await ask('POST', '/v1/session-tokens', { as: secret, body: { externalUserId: '', expiresIn: 5 } });
    assert.deepEqual(body.error.details.issues.map((issue: { path: string }) => issue.path), ['externalUserId', 'expiresIn']);
  });

  it('refuses a field that it does not know by its name, where dropping it would give more than was asked for', async () => {
    const { ask, secret, db, projectId } = await world();
    const sessions = () => db.selectFrom('sessionTokens').select('id').where('projectId', '=', projectId).execute();
    const cases: [method: string, path: string, body: object, unknown: string, known: string][] = [
      ['POST', '/v1/session-tokens', { externalUserId: 'zz', allowed_operations: ['getProducts'] }, 'allowed_operations', 'allowedOperations'],
      ['POST', '/v1/session-tokens', { externalUserId: 'zz', expires_in: 60 }, 'expires_in', 'expiresIn'],
      ['POST', '/customers', { externalUserId: 'zz' }, 'externalUserId', 'external_user_id'],
      ['PATCH', '/customers/user_pro', { external_user_id: 'zz' }, 'external_user_id', 'email, name, metadata'],
      ['POST', '/admin/v1/webhooks', { url: 'http://127.0.0.1:9/', event: ['invoice.paid'] }, 'event', 'events'],
    ];
    for (const [method, path, sent, unknown, known] of cases) {
      const { status, body } = await ask(method, path, { as: secret, body: sent });
      assert.deepEqual([status, body.error.code], [400, 'invalid_request'], unknown);
      const [issue, ...more] = body.error.details.issues;
      assert.deepEqual([issue.path, more], [unknown, []]);
      assert.match(issue.message, new RegExp(`^not one of the fields .*${known}`));
      assert.match(body.error.message, new RegExp(`^Invalid body, ${unknown}: not one of the fields`));
    }
    assert.deepEqual(await sessions(), []);
    assert.equal((await ask('GET', '/customers/zz', { as: secret })).status, 404);
    assert.deepEqual((await ask('GET', '/admin/v1/webhooks', { as: secret })).body.webhooks, []);
  });

  it('takes the fields of those bodies as clients send them, an idempotency key among them', async () => {
    const { ask, secret } = await world();
    const metadata = { plan: 'pro' };
    const cases: [string, string, object][] = [
      ['POST', '/v1/session-tokens', { externalUserId: 'ada', externalOrganizationId: 'acme', expiresIn: 60, allowedOperations: ['getProducts'], metadata }],
      ['POST', '/customers', { external_user_id: 'bob', external_organization_id: 'acme', email: 'bob@example.com', name: 'Bob', metadata }],
      ['PATCH', '/customers/user_pro', { email: 'priya@example.org', name: 'Priya', metadata }],
      ['POST', '/admin/v1/webhooks', { url: 'http://127.0.0.1:9/', events: ['invoice.paid'], description: 'ours' }],
      ['POST', '/admin/v1/customers', { display_name: 'Acme Corp', email: 'billing@acme.com', currency: 'USD', account_type: 'Organization', tax_id: 'passed on by **kwargs' }],
    ];
    for (const [method, path, sent] of cases) {
      const body = { ...sent, idempotency_key: 'once' };
      const [first, second] = [await ask(method, path, { as: secret, body }), await ask(method, path, { as: secret, body })];
      assert.ok(first.status < 300, JSON.stringify(first.body));
      assert.deepEqual([second.headers.get('x-idempotency-replayed'), second.body], ['true', first.body], path);
    }
  });

  it('counts requests against the limits and says when to come back', async () => {
    const { ask, publishable } = await world({ projectLimit: { limit: 2, windowMs: 10_000 } });
    const first = await ask('GET', '/v1/products', { as: publishable });
    assert.equal(first.headers.get('x-ratelimit-remaining'), '1');
    await ask('GET', '/v1/products', { as: publishable });
    const third = await ask('GET', '/v1/products', { as: publishable });
    assert.equal(third.status, 429);
    assert.equal(third.body.error.code, 'rate_limited');
    assert.equal(third.headers.get('retry-after'), '10');
  });
});

describe('what no database holds', () => {
  it('is refused by name: instants before the year 1 and after 9999 in UTC', async () => {
    const { ask, secret, token } = await world();
    const [as, subscription] = [await token('user_pro'), (await ask('GET', '/subscriptions?customer_id=user_pro', { as: secret })).body.data[0].id];
    for (const instant of ['0000-01-01T00:00:00Z', '0001-01-01T00:00:00+14:00', '9999-12-31T23:59:59-14:00']) {
      const event = { id: instant, event_type: 'api.request', customer_id: 'user_pro', subscription_id: subscription, timestamp: instant };
      const series = `/v1/features/usage-series?${new URLSearchParams({ feature_key: 'api_calls', bucket: 'hour', from: instant, to: instant.replace('00:00:00', '05:00:00') }).toString()}`;
      for (const answer of [await ask('POST', '/v1/events', { as: secret, body: event }), await ask('GET', series, { as })]) {
        assert.deepEqual([answer.status, answer.body.error.code], [400, 'invalid_request'], instant);
        assert.match(answer.body.error.message, /years 0001 to 9999/);
      }
    }
    for (const timestamp of ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z']) {
      const event = { id: timestamp, event_type: 'api.request', customer_id: 'user_pro', subscription_id: subscription, timestamp };
      assert.equal((await ask('POST', '/v1/events', { as: secret, body: event })).status, 200, timestamp);
    }
  });

  it('is refused by name: an address longer than mail has', async () => {
    const { ask, secret } = await world();
    const email = `${randomText(3000)}@example.com`;
    const answers = [
      await ask('POST', '/customers', { as: secret, body: { email } }),
      await ask('PATCH', '/customers/user_pro', { as: secret, body: { email } }),
      await ask('PATCH', '/sdk/customer/billing?customer_id=user_pro', { as: secret, body: { email } }),
      await ask('POST', '/v1/checkout/create', { as: secret, body: { customerId: 'user_free', priceId: 'price_starter_month_usd', customer: { email } } }),
      await ask('GET', `/customers?email=${email}`, { as: secret }),
    ];
    for (const { status, body } of answers) assert.deepEqual([status, body.error.code, /email/.test(body.error.message)], [400, 'invalid_request', true]);
  });
});

describe('a cursor', () => {
  it('that no list gave is refused, also one of a year that no database has', async () => {
    const { ask, secret } = await world();
    for (const list of ['/invoices', '/subscriptions', '/customers', '/admin/v1/tickets']) {
      for (const cursor of ['999999999999999~x', '253402300800000~x', 'x~x', '1', '1~']) {
        const { status, body } = await ask('GET', `${list}?cursor=${cursor}`, { as: secret });
        assert.deepEqual([status, body.error.code], [400, 'invalid_request'], `${list} ${cursor}`);
      }
    }
  });
});

describe('an idempotency key', () => {
  it('that is no text is refused: left aside it would not keep its promise', async () => {
    const { ask, secret } = await world();
    const create = (key: unknown) => ask('POST', '/v1/checkout/create', { as: secret, body: { customerId: 'user_free', priceId: 'price_starter_month_usd', idempotency_key: key } });
    for (const key of [123, true, {}, ['k'], '']) {
      const { status, body } = await create(key);
      assert.deepEqual([status, body.error.code], [400, 'invalid_request'], JSON.stringify(key));
    }
    assert.equal((await create(null)).status, 200);
  });
});

describe('CORS', () => {
  const preflight = (origin: string, headers = 'authorization') => ({
    headers: { origin, 'access-control-request-method': 'GET', 'access-control-request-headers': headers },
  });

  it('lets trusted origins ask, and no other', async () => {
    const { ask } = await world();
    for (const origin of ['http://localhost:3000', 'http://127.0.0.1:8080', 'https://app.example.com']) {
      const { status, headers } = await ask('OPTIONS', '/v1/products', preflight(origin));
      assert.equal(status, 204);
      assert.equal(headers.get('access-control-allow-origin'), origin);
      assert.match(headers.get('access-control-allow-headers') ?? '', /Idempotency-Key/);
      assert.equal(headers.get('access-control-allow-credentials'), null);
    }
    for (const origin of ['https://evil.example', 'null', 'http://localhost.evil.example', 'https://app.example.com.evil.example']) {
      const { headers } = await ask('OPTIONS', '/v1/products', preflight(origin));
      assert.equal(headers.get('access-control-allow-origin'), null, origin);
    }
  });

  it("lets any X-SDK header through a preflight, whatever its own name", async () => {
    const { ask } = await world();
    const { headers } = await ask('OPTIONS', '/v1/products', preflight('http://localhost:1', 'authorization, x-sdk-version'));
    assert.match(headers.get('access-control-allow-headers') ?? '', /x-sdk-version/);
  });

  it('lets pages read answers and refusals alike', async () => {
    const { ask, publishable } = await world();
    for (const as of [publishable, 'sk_test_wrong']) {
      const { headers } = await ask('GET', '/v1/products', { as, headers: { origin: 'http://localhost:3000' } });
      assert.equal(headers.get('access-control-allow-origin'), 'http://localhost:3000');
      assert.match(headers.get('access-control-expose-headers') ?? '', /Retry-After/);
      assert.match(headers.get('vary') ?? '', /Origin/);
    }
  });

  it('says nothing to an origin that the project does not trust', async () => {
    const { ask, publishable } = await world();
    const { headers } = await ask('GET', '/v1/products', { as: publishable, headers: { origin: 'https://evil.example' } });
    assert.equal(headers.get('access-control-allow-origin'), null);
  });
});
