import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createApi, openMemoryDatabase, seedDemo, type Api, type Database } from '../../src/api/index.js';
import { AuthenticationError, Billing, ConflictError, createSessionRoute, isBillingError, NotFoundError, QuotaExceededError, ValidationError } from '../../src/server/index.js';
import '../support/quick-database.js';

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

  it('says which user it has never seen, and what makes one known', async () => {
    const message = /404 not_found No customer "user_unseen".* first session token/;
    const asks = [
      () => billing.checkEntitlement('user_unseen', 'pdf_export'),
      () => billing.trackUsage({ customerId: 'user_unseen', featureKey: 'api_calls', quantity: 1 }),
      () => billing.getCustomerByExternalId('user_unseen'),
    ];
    for (const ask of asks) await assert.rejects(ask, (error) => error instanceof NotFoundError && message.test(error.message));
    await billing.createSessionToken({ externalUserId: 'user_unseen' });
    assert.equal((await billing.checkEntitlement('user_unseen', 'pdf_export')).has_access, false);
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

  it('creates, finds, changes and deletes a customer', async () => {
    const created = await billing.createCustomer({ externalUserId: 'user_new', email: 'new@example.com', metadata: { team: 7 } });
    assert.ok(created.createdAt instanceof Date);
    await assert.rejects(billing.createCustomer({ externalUserId: 'user_new' }), ConflictError);
    assert.deepEqual(await billing.getCustomer(created.id), created);
    assert.deepEqual(await billing.getCustomerByExternalId('user_new'), created);
    assert.deepEqual((await billing.listCustomers({ email: 'new@example.com' })).data, [created]);

    const { name, email } = await billing.updateCustomer(created.id, { name: 'Nia', email: null });
    assert.deepEqual({ name, email }, { name: 'Nia', email: null });
    await billing.deleteCustomer(created.id);
    await assert.rejects(billing.getCustomer(created.id), NotFoundError);
  });

  it('walks a long list page by page', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await billing.listCustomers({ limit: 3, cursor });
      assert.ok(page.data.length <= 3);
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    assert.equal(new Set(seen).size, seen.length);
    assert.ok(seen.length >= 7);
  });

  it('cancels a subscription, takes it back, and cancels it with a reason', async () => {
    const { id: customerId } = await billing.getCustomerByExternalId('user_near_limit');
    const [subscription] = (await billing.listSubscriptions({ customerId })).data;
    assert.ok(subscription && subscription.currentPeriodEnd instanceof Date);
    assert.deepEqual(await billing.getSubscription(subscription.id), subscription);
    assert.equal((await billing.cancelSubscription(subscription.id)).cancelAtPeriodEnd, true);
    assert.equal((await billing.reactivateSubscription(subscription.id)).cancelAtPeriodEnd, false);
    const ended = await billing.cancelSubscription(subscription.id, { immediately: true, reason: 'too_expensive' });
    assert.deepEqual({ status: ended.status, ended: ended.endedAt instanceof Date }, { status: 'canceled', ended: true });
  });

  it('charges for a plan change what the preview said, and refuses any other amount', async () => {
    const [subscription] = (await billing.listSubscriptions({ customerId: 'user_over_limit' })).data;
    assert.ok(subscription);
    const change = { priceId: 'price_pro_month_eur' };
    const { proration, change_type } = await billing.previewPlanChange(subscription.id, change);
    assert.equal(change_type, 'upgrade');
    assert.ok(proration.immediate_payment > 0);
    const other = { ...change, confirmAmount: proration.immediate_payment + 1 };
    await assert.rejects(billing.changePlan(subscription.id, other), (error) => isBillingError(error) && error.code === 'amount_changed');
    assert.equal((await billing.getSubscription(subscription.id)).priceId, subscription.priceId);

    const changed = await billing.changePlan(subscription.id, { ...change, confirmAmount: proration.immediate_payment });
    assert.equal(changed.amount_charged, proration.immediate_payment);
    assert.equal(changed.subscription.priceId, 'price_pro_month_eur');
  });

  it('subscribes a customer, and changes what was said about the subscription', async () => {
    const { id: customerId } = await billing.createCustomer({ externalUserId: 'user_subscribed' });
    const subscription = await billing.createSubscription({ customerId, priceId: 'price_hobby_month_usd', metadata: { source: 'sales' } });
    assert.equal(subscription.status, 'active');
    const { metadata } = await billing.updateSubscription(subscription.id, { metadata: { source: 'friend' } });
    assert.deepEqual(metadata, { source: 'friend' });
  });
});
