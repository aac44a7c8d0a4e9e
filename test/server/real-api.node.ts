import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createApi, openMemoryDatabase, seedDemo, type Api, type Database } from '../../src/api/index.js';
import { AuthenticationError, Billing, createSessionRoute, NotFoundError, QuotaExceededError, ValidationError } from '../../src/server/index.js';

const API_URL = 'https://billing.example';

/** The API itself, in this process: `fetch` is its front door. */
const reaching = (api: Api): typeof fetch => (input, init) => api.fetch(new Request(input, init));

const tokenId = (sessionToken: string): string => {
  const [, payload = ''] = /^bos_session_test_([\w-]+)\./.exec(sessionToken) ?? [];
  return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { jti: string }).jti;
};

describe('Billing, against the real API', () => {
  let db: Database;
  let api: Api;
  let billing: Billing;

  before(async () => {
    db = await openMemoryDatabase();
    await seedDemo(db);
    api = createApi({ db, checkAnswers: true });
    billing = new Billing({ secretKey: 'sk_test_sandbox', apiUrl: API_URL, fetch: reaching(api), maxRetries: 0 });
  });
  after(() => db.destroy());

  const asCustomer = (token: string): Promise<Response> =>
    api.fetch(new Request(`${API_URL}/v1/features/entitlements`, { headers: { authorization: `Bearer ${token}` } }));

  it('mints a token that the API takes for that user', async () => {
    const before = Date.now();
    const { sessionToken, expiresAt } = await billing.createSessionToken({ externalUserId: 'user_pro', expiresIn: 60 });
    assert.ok(Math.abs(expiresAt.getTime() - before - 60_000) < 5_000);
    assert.equal((await asCustomer(sessionToken)).status, 200);
  });

  it('revokes a token at once, and says when there was none', async () => {
    const { sessionToken } = await billing.createSessionToken({ externalUserId: 'user_pro' });
    await billing.revokeSessionToken(tokenId(sessionToken));
    assert.equal((await asCustomer(sessionToken)).status, 401);
    await assert.rejects(billing.revokeSessionToken(tokenId(sessionToken)), NotFoundError);
  });

  it('refuses an empty user', () => assert.rejects(billing.createSessionToken({ externalUserId: '' }), ValidationError));

  it('refuses an unknown key', async () => {
    const stranger = new Billing({ secretKey: 'sk_test_stranger', apiUrl: API_URL, fetch: reaching(api) });
    await assert.rejects(stranger.checkEntitlement('user_pro', 'pdf_export'), AuthenticationError);
  });

  it('knows who has access and who has not, and why', async () => {
    assert.equal((await billing.checkEntitlement('user_pro', 'pdf_export')).has_access, true);
    const { has_access, reason } = await billing.checkEntitlement('user_free', 'pdf_export');
    assert.deepEqual({ has_access, reason }, { has_access: false, reason: 'feature_not_in_plan' });
  });

  it('counts use once per idempotency key, and shows it in the metrics', async () => {
    const consumed = async (): Promise<number | undefined> =>
      (await billing.getUsageMetrics('user_pro', 'api_calls')).metrics[0]?.consumed;
    const before = (await consumed()) ?? NaN;
    const use = { customerId: 'user_pro', featureKey: 'api_calls', quantity: 3, idempotencyKey: 'job-1' };
    const { usage } = await billing.trackUsage(use);
    await billing.trackUsage(use);
    assert.equal(usage.consumed_units, before + 3);
    assert.equal(await consumed(), before + 3);
  });

  it('refuses a use that does not fit, without trying again', async () => {
    let calls = 0;
    const fetch: typeof globalThis.fetch = (input, init) => (calls++, api.fetch(new Request(input, init)));
    const patient = new Billing({ secretKey: 'sk_test_sandbox', apiUrl: API_URL, fetch });
    await assert.rejects(patient.trackUsage({ customerId: 'user_over_limit', featureKey: 'api_calls', quantity: 1_000_000 }), (error) => {
      assert.ok(error instanceof QuotaExceededError);
      assert.equal((error.details as { usage: { remaining_units: number } }).usage.remaining_units, 0);
      return true;
    });
    assert.equal(calls, 1);
  });

  it('serves the route behind session-token-url', async () => {
    const route = createSessionRoute({ billing, getUserId: (request) => request.headers.get('x-user') });
    const ask = (headers: Record<string, string>): Promise<Response> => route(new Request('https://app.example/session', { headers }));
    const { sessionToken } = (await (await ask({ 'x-user': 'user_trialing' })).json()) as { sessionToken: string };
    assert.equal((await asCustomer(sessionToken)).status, 200);
    assert.equal((await ask({})).status, 401);
  });
});
