import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { describe, it } from 'node:test';
import type { Clock } from '../../src/core/clock.js';
import {
  AuthenticationError,
  AuthorizationError,
  Billing,
  BillingClient,
  BillingError,
  ConflictError,
  NetworkError,
  NotFoundError,
  QuotaExceededError,
  RateLimitError,
  ServerError,
  ValidationError,
  type BillingOptions,
} from '../../src/server/index.js';
import { answering, refusal } from './answers.js';

/** Billing's default; a test's network answers before it. */
const TIMEOUT_MS = 30_000;
const KEY = 'sk_test_do_not_show_me';
const token = Response.json({ sessionToken: 'bos_session_test_x.y', expiresAt: '2026-11-21T09:00:00.000Z' }, { status: 201 });
const check = Response.json({ feature_key: 'pdf_export', has_access: true });

/** A clock on which waiting does what `after` says. */
const waiting = (after: (ms: number, run: () => void) => void): Clock => ({
  now: () => 0,
  monotonic: () => 0,
  after: (ms, run) => {
    after(ms, run);
    return () => {};
  },
});

function setUp(answers: Parameters<typeof answering>, options: Partial<BillingOptions> = {}) {
  const waits: number[] = [];
  const { fetch, asked } = answering(...answers);
  const clock = waiting((ms, run) => {
    if (ms === TIMEOUT_MS) return;
    waits.push(ms);
    queueMicrotask(run);
  });
  const billing = new Billing({ secretKey: KEY, apiUrl: 'https://billing.example/base/', fetch, clock, random: () => 1, ...options });
  return { billing, asked, waits };
}

describe('Billing: construction', () => {
  it('takes the address from BILLING_API_URL', (t) => {
    t.after(() => delete process.env['BILLING_API_URL']);
    process.env['BILLING_API_URL'] = 'http://127.0.0.1:8787';
    assert.equal(new Billing({ secretKey: KEY }).apiUrl, 'http://127.0.0.1:8787');
  });

  it('says how to give an address when there is none', () => {
    assert.throws(() => new Billing({ secretKey: KEY }), { name: 'TypeError', message: /apiUrl.*BILLING_API_URL/ });
  });

  for (const apiUrl of ['http://billing.example', 'billing.example', 'https://me:pw@billing.example', 'https://billing.example?x=1', 'javascript:alert(1)']) {
    it(`refuses ${apiUrl} as an address`, () => {
      assert.throws(() => new Billing({ secretKey: KEY, apiUrl }), TypeError);
    });
  }

  for (const apiUrl of ['https://billing.example', 'http://localhost:1', 'http://127.0.0.1:1', 'http://[::1]:1']) {
    it(`accepts ${apiUrl}`, () => assert.doesNotThrow(() => new Billing({ secretKey: KEY, apiUrl })));
  }

  it('says that the key is missing where its environment variable is not set', () => {
    const secretKey = process.env['BILLING_KEY_THAT_NOBODY_SET'];
    assert.throws(() => new Billing({ secretKey, apiUrl: 'https://billing.example' }), { name: 'TypeError', message: /^secretKey is undefined\..*environment variable/ });
  });

  for (const secretKey of ['', `${KEY}\n`, `${KEY} x`, 'pk_test_sandbox', 'bpk_live_x', undefined]) {
    it(`refuses ${JSON.stringify(secretKey)} as a key without repeating it`, () => {
      assert.throws(
        () => new Billing({ secretKey, apiUrl: 'https://billing.example' }),
        (error) => error instanceof TypeError && !(secretKey && error.message.includes(secretKey.trim())),
      );
    });
  }

  it('knows the environment from the prefix of the key', () => {
    const environment = (secretKey: string): string => new Billing({ secretKey, apiUrl: 'https://billing.example' }).environment;
    assert.deepEqual(['sk_test_a', 'bsk_live_a', 'sk_a'].map(environment), ['test', 'live', 'unknown']);
  });

  it('refuses tokens of the other environment than its key is for', async () => {
    const { billing } = setUp([token], { secretKey: 'sk_live_do_not_show_me' });
    await assert.rejects(billing.createSessionToken({ externalUserId: 'u' }), (error) => error instanceof BillingError && error.code === 'environment_mismatch');
  });

  it('refuses to run where there is a document', (t) => {
    t.after(() => Reflect.deleteProperty(globalThis, 'window'));
    Object.assign(globalThis, { window: { document: {} } });
    assert.throws(() => setUp([token]), (error) => error instanceof BillingError && error.code === 'apikey_in_browser');

    const said: unknown[] = [];
    t.mock.method(console, 'error', (...words: unknown[]) => said.push(...words));
    setUp([token], { allowInsecureBrowserUsage: true });
    assert.match(String(said[0]), /gives your whole project away/);
  });

  it('shows no key when it is logged', () => {
    const { billing } = setUp([token]);
    assert.doesNotMatch(inspect(billing, { depth: 9, showHidden: true }) + JSON.stringify(billing), /do_not_show_me/);
  });
});

describe('Billing: a call', () => {
  it('carries the key and goes below the path of the address', async () => {
    const { billing, asked } = setUp([token]);
    const { sessionToken, expiresAt } = await billing.createSessionToken({ externalUserId: 'user_123', expiresIn: 3600 });
    assert.equal(sessionToken, 'bos_session_test_x.y');
    assert.deepEqual(expiresAt, new Date('2026-11-21T09:00:00.000Z'));
    assert.equal(asked[0]?.url, 'https://billing.example/base/v1/session-tokens');
    assert.equal(asked[0]?.method, 'POST');
    assert.equal(asked[0]?.headers.get('authorization'), `Bearer ${KEY}`);
    assert.deepEqual(asked[0]?.body, { externalUserId: 'user_123', expiresIn: 3600 });
  });

  it('keeps an id within its own segment of the path', async () => {
    const { billing, asked } = setUp([Response.json({ deleted: true })]);
    await billing.revokeSessionToken('../products?x=1#y');
    assert.equal(asked[0]?.url, 'https://billing.example/base/v1/session-tokens/..%2Fproducts%3Fx%3D1%23y');
    await assert.rejects(billing.revokeSessionToken('..'), { name: 'ValidationError', message: 'revokeSessionToken: jti has to be an id.' });
  });

  it('follows no redirect, so that the key stays here', async () => {
    const { billing, asked } = setUp([new Response(null, { status: 307, headers: { location: 'https://elsewhere.example' } })]);
    await assert.rejects(billing.createSessionToken({ externalUserId: 'u' }), ServerError);
    assert.equal(asked.length, 1);
  });

  it('takes a check as BillingOS itself answers it, with null where there is nothing to say', async () => {
    const { billing } = setUp([Response.json({ feature_key: 'a', has_access: true, reason: null, limit: null, usage: null, metadata: null })]);
    assert.equal((await billing.checkEntitlement('user_1', 'a')).has_access, true);
  });

  it('opens nothing on an answer that is not as agreed', async () => {
    for (const answer of [Response.json({ feature_key: 'a', has_access: 'false' }), Response.json([]), new Response('<html>hello</html>')]) {
      const { billing } = setUp([answer]);
      await assert.rejects(billing.checkEntitlement('user_1', 'a'), (error) => error instanceof ServerError && error.code === 'invalid_response');
    }
  });
});

describe('Billing: errors', () => {
  const cases: [status: number, code: string, type: typeof BillingError][] = [
    [400, 'invalid_request', ValidationError],
    [422, 'invalid_request', ValidationError],
    [413, 'body_too_large', ValidationError],
    [401, 'invalid_api_key', AuthenticationError],
    [403, 'forbidden', AuthorizationError],
    [404, 'not_found', NotFoundError],
    [409, 'idempotency_conflict', ConflictError],
    [402, 'quota_exceeded', QuotaExceededError],
    [429, 'quota_exceeded', QuotaExceededError],
    [400, 'quota_exceeded', QuotaExceededError],
    [429, 'rate_limited', RateLimitError],
    [500, 'internal_error', ServerError],
  ];
  for (const [status, code, type] of cases) {
    it(`turns ${status} ${code} into ${type.name}`, async () => {
      const { billing } = setUp([refusal(status, code, {}, { hint: 1 })], { maxRetries: 0 });
      await assert.rejects(billing.checkEntitlement('user_1', 'a'), (error) => {
        assert.ok(error instanceof type && error instanceof BillingError);
        const { status: got, requestId, details } = error;
        assert.deepEqual({ code: error.code, got, requestId, details }, { code, got: status, requestId: 'req_1', details: { hint: 1 } });
        assert.match(error.message, /GET https:\/\/billing\.example\/base\/v1\/usage\/check/);
        return true;
      });
    });
  }

  it('reads the envelope of the paywall routes too', async () => {
    const body = { code: 'not_enough_queries', message: 'empty', error: 'not_enough_queries', requestId: 'req_9', details: { currentBalance: 0 } };
    const { billing } = setUp([Response.json(body, { status: 402 })]);
    await assert.rejects(billing.checkEntitlement('u', 'a'), (error) => error instanceof QuotaExceededError && error.requestId === 'req_9');
  });

  const failures: readonly (readonly [failure: Error, words: string])[] = [
    [new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND billing.example') }), 'getaddrinfo ENOTFOUND billing.example'],
    [new TypeError('fetch failed', { cause: Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }) }), 'ECONNREFUSED'],
    [new TypeError('Failed to fetch'), 'Failed to fetch'],
    [new Error(''), 'no answer'],
  ];
  for (const [failure, words] of failures) {
    it(`says why there was no answer: ${words}`, async () => {
      const { billing } = setUp([failure], { maxRetries: 0 });
      await assert.rejects(billing.checkEntitlement('user_1', 'a'), (error) => {
        assert.ok(error instanceof NetworkError);
        assert.equal(error.message, `GET https://billing.example/base/v1/usage/check: ${words}`);
        assert.equal(error.cause, failure);
        return true;
      });
    });
  }

  it('repeats no page of an error, no key and no customer in a message', async () => {
    const { billing } = setUp([new Response('<html>secret stack</html>', { status: 502 })], { maxRetries: 0 });
    await assert.rejects(billing.checkEntitlement('user_of_mine', 'a'), (error) => {
      assert.ok(error instanceof ServerError);
      assert.doesNotMatch(inspect(error, { depth: 9 }), /secret stack|do_not_show_me|user_of_mine/);
      return true;
    });
  });
});

describe('Billing: attempts', () => {
  it('tries again after network, 5xx and 429 with one Idempotency-Key for all attempts', async () => {
    const { billing, asked, waits } = setUp([new TypeError('fetch failed'), refusal(503, 'unavailable'), refusal(429, 'rate_limited', { 'retry-after': '7' }), token]);
    await billing.createSessionToken({ externalUserId: 'user_1' });
    assert.deepEqual(waits, [500, 1000, 7000]);
    assert.equal(asked.length, 4);
    assert.equal(new Set(asked.map(({ headers }) => headers.get('idempotency-key'))).size, 1);
    assert.match(asked[0]?.headers.get('idempotency-key') ?? '', /^[0-9a-f-]{36}$/);
  });

  it('names each logical call anew, or as the caller says', async () => {
    const { billing, asked } = setUp([token]);
    await billing.createSessionToken({ externalUserId: 'a' });
    await billing.createSessionToken({ externalUserId: 'a' });
    await billing.createSessionToken({ externalUserId: 'a' }, { idempotencyKey: 'mine' });
    const keys = asked.map(({ headers }) => headers.get('idempotency-key'));
    assert.equal(new Set(keys).size, 3);
    assert.equal(keys[2], 'mine');
  });

  it('names a use as the caller does, in either of the two places', async () => {
    const usage = { consumed_units: 1, limit_units: null, remaining_units: null, period_start: '2026-11-01T00:00:00Z', period_end: '2026-12-01T00:00:00Z' };
    const { billing, asked } = setUp([Response.json({ success: true, feature_key: 'a', quantity: 1, recorded_at: '2026-11-21T08:00:00Z', usage })]);
    const use = { customerId: 'user_1', featureKey: 'a', quantity: 1 };
    await billing.trackUsage({ ...use, idempotencyKey: 'job-1' });
    await billing.trackUsage({ ...use, metadata: { idempotency_key: 'job-2' } });
    assert.deepEqual(asked.map(({ headers }) => headers.get('idempotency-key')), ['job-1', 'job-2']);
  });

  it('gives up after maxRetries with the last error', async () => {
    const { billing, asked, waits } = setUp([refusal(500, 'internal_error')], { maxRetries: 2 });
    await assert.rejects(billing.checkEntitlement('u', 'a'), ServerError);
    assert.equal(asked.length, 3);
    assert.equal(waits.length, 2);
  });

  it('spreads the attempts of many servers between half and the whole delay', async () => {
    const { billing, waits } = setUp([refusal(500, 'internal_error')], { maxRetries: 6, random: () => 0 });
    await assert.rejects(billing.checkEntitlement('u', 'a'));
    assert.deepEqual(waits, [250, 500, 1000, 2000, 4000, 4000]);
  });

  for (const [what, answer] of [
    ['a used-up quota', refusal(429, 'quota_exceeded', { 'retry-after': '1' })],
    ['a refusal', refusal(400, 'invalid_request')],
    ['501', refusal(501, 'not_implemented')],
    ['a wait of an hour', refusal(429, 'rate_limited', { 'retry-after': '3600' })],
  ] as const) {
    it(`does not try again after ${what}`, async () => {
      const { billing, asked } = setUp([answer]);
      await assert.rejects(billing.checkEntitlement('u', 'a'), BillingError);
      assert.equal(asked.length, 1);
    });
  }

  it('reads a Retry-After date by the clock of the answer', async () => {
    const headers = { 'retry-after': 'Sat, 21 Nov 2020 08:00:05 GMT', date: 'Sat, 21 Nov 2020 08:00:00 GMT' };
    const { billing, waits } = setUp([refusal(429, 'rate_limited', headers), check]);
    await billing.checkEntitlement('u', 'a');
    assert.deepEqual(waits, [5000]);
  });

  it('ends an attempt that hangs, headers or body, with a timeout', async () => {
    const hanging = (_: unknown, signal: AbortSignal | null): Promise<Response> =>
      new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    const hangingBody = (_: unknown, signal: AbortSignal | null): Response =>
      new Response(new ReadableStream({ start: (controller) => signal?.addEventListener('abort', () => controller.error(signal.reason)) }));
    for (const answer of [hanging, hangingBody]) {
      const { billing } = setUp([answer], { timeout: 10, maxRetries: 0, clock: waiting((ms, run) => ms === 10 && setImmediate(run)) });
      await assert.rejects(billing.checkEntitlement('u', 'a'), (error) => error instanceof NetworkError && error.code === 'timeout');
    }
  });

  it('stops at once when the caller aborts, also between attempts', async () => {
    const controller = new AbortController();
    const clock = waiting((ms) => ms !== TIMEOUT_MS && controller.abort(new Error('enough')));
    const { billing, asked } = setUp([refusal(500, 'internal_error')], { clock });
    await assert.rejects(billing.checkEntitlement('u', 'a', { signal: controller.signal }), { message: 'enough' });
    assert.equal(asked.length, 1);
  });
});

describe('Billing: input that cannot be sent', () => {
  const use = { customerId: 'user_1', featureKey: 'a', quantity: 1 };
  const calls: Record<string, (billing: Billing) => Promise<unknown>> = {
    'an idempotency key beyond ASCII': (billing) => billing.trackUsage({ ...use, idempotencyKey: 'ключ' }),
    'an empty idempotency key': (billing) => billing.createCustomer({}, { idempotencyKey: '' }),
    'metadata that are no JSON': (billing) => billing.trackUsage({ ...use, metadata: { count: 1n } }),
    'no id': (billing) => billing.getCustomer(''),
  };
  for (const [what, call] of Object.entries(calls)) {
    it(`is refused before a request: ${what}`, async () => {
      const { billing, asked } = setUp([check]);
      await assert.rejects(call(billing), (error) => error instanceof ValidationError && error.code === 'invalid_request' && /: .+\.$/.test(error.message));
      assert.equal(asked.length, 0);
    });
  }

  it('leaves a time to the API, as a Date or as text', async () => {
    const { billing, asked } = setUp([refusal(400, 'invalid_request')]);
    for (const timestamp of ['2026-11-21', new Date('2026-11-21'), new Date(NaN)]) {
      await assert.rejects(billing.trackUsage({ ...use, timestamp }), ValidationError);
    }
    assert.deepEqual(asked.map(({ body }) => (body as { timestamp: unknown }).timestamp), ['2026-11-21', '2026-11-21T00:00:00.000Z', null]);
  });

  for (const Client of [Billing, BillingClient]) {
    const names = Object.getOwnPropertyNames(Client.prototype).filter((name) => !['constructor', 'setIdentity', 'destroy'].includes(name));
    it(`never throws before there is a promise, whatever a method of ${Client.name} is given`, async () => {
      const client = new Client({ secretKey: KEY, apiUrl: 'https://billing.example', projectId: 'demo', fetch: answering(check).fetch, maxRetries: 0 });
      const methods = client as unknown as Record<string, (input: unknown) => Promise<unknown>>;
      assert.ok(names.length > 7);
      for (const name of names) for (const input of [undefined, null, 7]) await methods[name]?.(input).catch(() => {});
    });
  }
});
