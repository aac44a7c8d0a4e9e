import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as z from 'zod/mini';
import { CatalogFile } from '../../src/api/domain/catalog-file.js';
import { faultsOf } from '../../src/api/domain/catalog-rules.js';
import { changesBetween, takeSnapshot } from '../../src/api/services/catalog-snapshot.js';
import { world, type World } from './support.js';

async function subscribed(options: { plan?: string; trialDays?: number } = {}) {
  const made = await world();
  const { ask, secret } = made;
  const customer = await ask('POST', '/admin/v1/customers', {
    as: secret,
    body: { display_name: 'Acme Corp', email: 'billing@acme.com', currency: 'USD', account_type: 'Organization' },
  });
  assert.equal(customer.status, 201, JSON.stringify(customer.body));
  const subscription = await ask('POST', '/v1/subscriptions', {
    as: secret,
    body: { customer_id: customer.body.id, plan_id: options.plan ?? 'starter', currency: 'USD', trial_days: options.trialDays ?? 0 },
  });
  assert.equal(subscription.status, 201, JSON.stringify(subscription.body));
  return { ...made, customerId: String(customer.body.id), subscriptionId: String(subscription.body.id), subscription: subscription.body };
}

type Subscribed = Awaited<ReturnType<typeof subscribed>>;

const send = (it: Subscribed, id: string, properties: object = {}, more: object = {}, headers: Record<string, string> = {}) =>
  it.ask('POST', '/v1/events', {
    as: it.secret,
    headers,
    body: {
      id, event_type: 'api.request', customer_id: it.customerId, subscription_id: it.subscriptionId,
      timestamp: '2026-11-21T08:00:00Z', properties, ...more,
    },
  });

async function usage(it: Subscribed): Promise<Record<string, number>> {
  const { status, body } = await it.ask('GET', `/v1/subscriptions/${it.subscriptionId}/usage`, { as: it.secret });
  assert.equal(status, 200, JSON.stringify(body));
  return Object.fromEntries(body.meters.map(({ key, value }: { key: string; value: number }) => [key, value]));
}

const invoices = async ({ ask, secret }: World, subscriptionId: string) =>
  (await ask('GET', `/invoices?subscription_id=${subscriptionId}`, { as: secret })).body.data;

describe('customers and subscriptions billed by invoice', () => {
  it('takes the monthly price in the currency asked for, without a card', async () => {
    const it = await subscribed();
    assert.equal(it.subscription.status, 'active');
    assert.equal(it.subscription.priceId, 'price_starter_month_usd');
    const euro = await it.ask('POST', '/admin/v1/customers', { as: it.secret, body: { display_name: 'B', email: 'b@example.com', currency: 'EUR' } });
    const other = await it.ask('POST', '/v1/subscriptions', { as: it.secret, body: { customer_id: euro.body.id, plan_id: 'pro', currency: 'EUR', trial_days: 14 } });
    assert.deepEqual([other.body.status, other.body.priceId], ['trialing', 'price_pro_month_eur']);
  });

  it('refuses a plan that is not there, or not in that currency, and a second paid one', async () => {
    const it = await subscribed();
    const ask = async (body: object) => (await it.ask('POST', '/v1/subscriptions', { as: it.secret, body: { customer_id: it.customerId, ...body } })).body.error.code;
    assert.equal(await ask({ plan_id: 'nothing', currency: 'USD' }), 'not_found');
    assert.equal(await ask({ plan_id: 'starter', currency: 'JPY' }), 'not_found');
    assert.equal(await ask({ plan_id: 'pro', currency: 'USD' }), 'already_purchased');
  });

  it('is for secret keys alone', async () => {
    const { ask, token } = await world();
    const { status } = await ask('POST', '/admin/v1/customers', { as: await token('user_pro'), body: { display_name: 'A', email: 'a@example.com' } });
    assert.equal(status, 403);
  });
});

describe('usage events', () => {
  it('are counted by every meter that wants them, and kept when none does', async () => {
    const it = await subscribed();
    assert.deepEqual((await send(it, 'e1', { model: 'm', input_tokens: 512 })).body, { accepted: true, event_id: 'e1', duplicate: false });
    await send(it, 'e2', { input_tokens: 0.5 });
    await send(it, 'e3', { input_tokens: 'many' });
    await send(it, 'e4', {}, { event_type: 'unheard.of' });
    assert.deepEqual(await usage(it), { api_requests: 3, input_tokens: 512.5 });
    const kept = await it.db.selectFrom('meterEvents').select('id').where('projectId', '=', it.projectId).orderBy('id').execute();
    assert.deepEqual(kept.map(({ id }) => id), ['e1', 'e2', 'e3', 'e4']);
  });

  it('count once per id for good, with any key, and also long after keys are forgotten', async () => {
    const it = await subscribed();
    await send(it, 'e1', {}, {}, { 'idempotency-key': 'a' });
    const again = await send(it, 'e1', {}, {}, { 'idempotency-key': 'b' });
    assert.deepEqual([again.body.duplicate, again.headers.get('x-idempotency-replayed')], [true, 'true']);
    await it.advance('P3D');
    assert.equal((await send(it, 'e1')).body.duplicate, true);
    assert.deepEqual(await usage(it), { api_requests: 1, input_tokens: 0 });
  });

  it('of one id that say something else are refused, since one of the two would be lost', async () => {
    const it = await subscribed();
    await send(it, 'e1', { input_tokens: 1 });
    const { status, body } = await send(it, 'e1', { input_tokens: 2 });
    assert.deepEqual([status, body.error.code], [409, 'idempotency_conflict']);
  });

  it('sent a hundred times at once count once', async () => {
    const it = await subscribed();
    const answers = await Promise.all(Array.from({ length: 100 }, () => send(it, 'e1', { input_tokens: 7 })));
    assert.equal(answers.filter(({ body }) => body.accepted && !body.duplicate).length, 1);
    assert.deepEqual(await usage(it), { api_requests: 1, input_tokens: 7 });
  });

  it('are aggregated by SUM, COUNT, MAX and UNIQUE', async () => {
    const it = await subscribed();
    const rows = [
      { key: 'largest', aggregation: 'MAX', property: 'size' },
      { key: 'people', aggregation: 'UNIQUE', property: 'user' },
    ] as const;
    for (const [position, row] of rows.entries()) {
      await it.db.insertInto('meters').values({ projectId: it.projectId, eventType: 'api.request', featureKey: null, position: position + 5, active: true, ...row }).execute();
    }
    const events = [{ size: 3, user: 'ada' }, { size: 9, user: 'bob' }, { size: 4, user: 'ada' }, { size: -1, user: null }, { user: 7 }, { user: '7' }];
    await Promise.all(events.map((properties, index) => send(it, `e${index}`, properties)));
    const { largest, people, api_requests: count } = await usage(it);
    assert.deepEqual({ largest, people, count }, { largest: 9, people: 4, count: 6 });
  });

  it('feed the quota of the feature that a meter names, beyond its limit too', async () => {
    const it = await subscribed({ plan: 'hobby' });
    await Promise.all(Array.from({ length: 20 }, (_, index) => send(it, `e${index}`)));
    const { body } = await it.ask('GET', `/v1/usage/metrics?customer_id=${it.customerId}&feature_key=api_calls`, { as: it.secret });
    assert.equal(body.metrics[0].consumed, 20);
    await it.ask('POST', '/v1/usage/track', { as: it.secret, body: { customer_id: it.customerId, feature_key: 'api_calls', quantity: 980 } });
    assert.equal((await send(it, 'one more')).status, 200);
    const check = await it.ask('GET', `/v1/usage/check?customer_id=${it.customerId}&feature_key=api_calls`, { as: it.secret });
    assert.deepEqual([check.body.has_access, check.body.usage], [false, 1001]);
  });

  it('start anew with the billing period', async () => {
    const it = await subscribed();
    await send(it, 'e1');
    await it.advance('P1M');
    assert.deepEqual(await usage(it), { api_requests: 0, input_tokens: 0 });
    await send(it, 'e2');
    assert.equal((await usage(it))['api_requests'], 1);
  });

  it("reach only their own customer's subscription, in their own project", async () => {
    const [it, other] = [await subscribed(), await subscribed()];
    assert.equal((await send(it, 'e1', {}, { subscription_id: other.subscriptionId })).status, 404);
    assert.equal((await send(it, 'e1', {}, { customer_id: other.customerId })).status, 404);
    const second = await it.ask('POST', '/admin/v1/customers', { as: it.secret, body: { display_name: 'C', email: 'c@example.com' } });
    assert.equal((await send(it, 'e1', {}, { customer_id: second.body.id })).status, 404);
    assert.equal((await it.ask('GET', `/v1/subscriptions/${other.subscriptionId}/usage`, { as: it.secret })).status, 404);
  });
});

describe('meters in the catalog file', () => {
  const withMeters = (...meters: object[]) =>
    z.safeParse(CatalogFile, { project: { id: 'p', name: 'P' }, features: [{ key: 'sso', title: 'SSO', type: 'boolean_flag' }], meters });

  it('are refused without the property that they read, twice, or on a feature that is not counted', () => {
    assert.equal(withMeters({ key: 'm', eventType: 'e', aggregation: 'SUM' }).success, false);
    assert.equal(withMeters({ key: 'm', eventType: 'e', aggregation: 'COUNT', property: 'x' }).success, false);
    const read = withMeters({ key: 'm', eventType: 'e', aggregation: 'COUNT', featureKey: 'sso' }, { key: 'm', eventType: 'e', aggregation: 'MAX', property: 'x' });
    assert.ok(read.success);
    assert.deepEqual(faultsOf(read.data), ['meter m is there twice', 'meter m: sso is not a counted feature']);
  });

  it('are told of where they change', async () => {
    const it = await world();
    const before = await takeSnapshot(it.db, it.projectId);
    await it.db.updateTable('meters').set({ property: 'output_tokens' }).where('projectId', '=', it.projectId).where('key', '=', 'input_tokens').execute();
    assert.deepEqual(changesBetween(before, await takeSnapshot(it.db, it.projectId)), ['~ meter input_tokens: property "input_tokens" → "output_tokens"']);
  });
});

describe('billing a period by hand', () => {
  const bill = (it: Subscribed, key?: string) =>
    it.ask('POST', `/admin/v1/subscriptions/${it.subscriptionId}/bill`, { as: it.secret, body: {}, ...(key && { headers: { 'idempotency-key': key } }) });
  const finalize = (it: Subscribed, id: string) => it.ask('POST', `/admin/v1/invoices/${id}/finalize`, { as: it.secret, body: {} });

  it('makes one draft, whatever key is sent and however many ask at once', async () => {
    const it = await subscribed();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => bill(it, index % 2 ? `key-${index}` : undefined)));
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
    assert.equal(new Set(answers.map(({ body }) => body.id)).size, 1);
    const [{ body }] = answers as [(typeof answers)[number]];
    assert.deepEqual([body.status, body.total, body.number], ['draft', 2300, null]);
    assert.equal((await invoices(it, it.subscriptionId)).length, 1);
  });

  it('is zero while trialing', async () => {
    const it = await subscribed({ plan: 'pro', trialDays: 14 });
    const { body } = await bill(it);
    assert.deepEqual([body.status, body.total], ['draft', 0]);
    assert.equal((await finalize(it, body.id)).body.status, 'open', 'whoever bills by hand sees each step');
    const { status, body: paid } = await it.ask('POST', `/sdk/invoices/${body.id}/retry`, { as: it.secret });
    assert.deepEqual([status, paid.status], [200, 'paid'], 'of nothing no card is asked for');
  });

  it('gives the draft its number, opens it, and does that once', async () => {
    const it = await subscribed();
    const { id } = (await bill(it)).body;
    const first = await finalize(it, id);
    assert.equal(first.body.status, 'open');
    assert.match(first.body.number, /^[0-9A-Z]{8}-0001$/);
    const again = await finalize(it, id);
    assert.deepEqual([again.status, again.body.error.code], [409, 'invoice_not_open']);
    assert.equal((await bill(it)).body.status, 'open', 'billing again gives the same invoice as it is now');
  });

  it('bills each period once, with the metered use of the one before', async () => {
    const it = await subscribed({ plan: 'pro' });
    const first = (await bill(it)).body;
    assert.equal(first.total, 5900);
    await it.ask('POST', '/v1/usage/track', { as: it.secret, body: { customer_id: it.customerId, feature_key: 'api_calls', quantity: 101_000 } });
    await it.advance('P1M');
    const second = (await bill(it)).body;
    assert.notEqual(second.id, first.id);
    assert.equal(second.total, 5900 + 40, '1,000 calls beyond the included ones, at 0.04 cents each');
    assert.equal((await invoices(it, it.subscriptionId)).length, 2);
  });

  it('leaves no period without an invoice because nobody asked', async () => {
    const it = await subscribed();
    await it.advance('P3M');
    const all = await invoices(it, it.subscriptionId);
    assert.deepEqual(all.map(({ status, total }: { status: string; total: number }) => [status, total]), Array.from({ length: 4 }, () => ['draft', 2300]));
    const { body } = await it.ask('GET', `/subscriptions/${it.subscriptionId}`, { as: it.secret });
    assert.equal(body.status, 'active', 'nobody tries a card that was never asked for');
  });
});
