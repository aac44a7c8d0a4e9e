import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { demoCatalog } from '../../src/api/seed/catalog.js';
import { applyCatalogs, readCatalogFile } from '../../src/api/services/apply-file.js';
import { CARD, submit, world, type World } from './support.js';

/** Nothing by the month, 2 cents a call from the first on. */
const PAY_AS_YOU_GO = {
  id: 'payg',
  name: 'Pay as you go',
  features: { api_calls: { limit: 0, period: 'month' } },
  prices: [
    { id: 'price_payg', amount: 0, currency: 'USD', interval: 'month' },
    { id: 'price_payg_calls', amount: 2, currency: 'USD', interval: 'month', scheme: 'per_unit', meteredFeatureKey: 'api_calls' },
  ],
};

async function shop(): Promise<World> {
  const it = await world();
  const catalog = { ...demoCatalog, project: { ...demoCatalog.project, id: it.projectId }, products: [...(demoCatalog.products ?? []), PAY_AS_YOU_GO] };
  await applyCatalogs(it.db, readCatalogFile(JSON.stringify(catalog)), new Date(it.clock.ms));
  return it;
}

const subscriptionOf = async (it: World, user: string) => (await it.ask('GET', `/subscriptions?customer_id=${user}`, { as: it.secret })).body.data[0];
const invoicesOf = async (it: World, user: string) => (await it.ask('GET', `/invoices?customer_id=${user}&limit=100`, { as: it.secret })).body.data;
const use = (it: World, user: string, quantity: number) => it.ask('POST', '/v1/usage/track', { as: it.secret, body: { customer_id: user, feature_key: 'api_calls', quantity } });
const post = (it: World, path: string, body: object = {}) => it.ask('POST', path, { as: it.secret, body });

async function change(it: World, user: string, priceId: string, more: object = {}) {
  const { id } = await subscriptionOf(it, user);
  const body = { new_price_id: priceId, effective_date: 'immediate', ...more };
  const { body: preview } = await post(it, `/subscriptions/${id}/preview-change`, body);
  const { status, body: changed } = await post(it, `/subscriptions/${id}/change-plan`, { ...body, confirm_amount: preview.proration?.immediate_payment });
  assert.equal(status, 200, JSON.stringify(changed));
  return preview.proration;
}

/** What has been charged for calls, over all invoices. */
const chargedForCalls = async (it: World, user: string): Promise<number> =>
  (await invoicesOf(it, user))
    .flatMap((invoice: { lines: { description: string; amount: number }[] }) => invoice.lines)
    .filter((line: { description: string }) => line.description === 'API calls')
    .reduce((sum: number, line: { amount: number }) => sum + line.amount, 0);

async function addCard(it: World, user: string): Promise<void> {
  const { body } = await post(it, '/sdk/payment-methods/setup-intent', { customerId: user });
  await submit(it.api, new URL(body.url).pathname, CARD);
}

describe('what was used of a plan that bills use', () => {
  it('is charged when the plan is left, and shown before', async () => {
    const it = await shop();
    await use(it, 'user_pro', 135_790); // 200,000 in all, half of which Pro includes
    const { breakdown, immediate_payment: due } = await change(it, 'user_pro', 'price_starter_month_usd');
    const { translations, ...line } = breakdown.find((part: { kind: string }) => part.kind === 'usage');
    assert.deepEqual(line, { kind: 'usage', description: 'API calls', amount: 4000, feature_title: 'API calls', quantity: 200_000, unit: 'call' });
    assert.deepEqual(translations.de, { feature_title: 'API-Aufrufe' });
    assert.equal(due, 4000);
    await it.advance('P3M');
    assert.equal(await chargedForCalls(it, 'user_pro'), 4000);
  });

  it('is charged once by whoever leaves and comes back, with what the plan includes given once', async () => {
    const it = await shop();
    await use(it, 'user_pro', 135_790);
    await change(it, 'user_pro', 'price_starter_month_usd');
    await change(it, 'user_pro', 'price_pro_month_usd', { quantity: 3 });
    await use(it, 'user_pro', 50_000);
    await it.advance('P1M');
    assert.equal(await chargedForCalls(it, 'user_pro'), 4000 + 2000);
  });

  it('is not charged by the plan that comes after', async () => {
    const it = await shop();
    await change(it, 'user_near_limit', 'price_payg'); // 9,210 calls of Starter
    await use(it, 'user_near_limit', 10);
    await it.advance('P1M');
    assert.equal(await chargedForCalls(it, 'user_near_limit'), 20);
  });

  it('is not charged by the plan that waited for its end either, whoever asks for the invoice', async () => {
    const it = await shop();
    await change(it, 'user_near_limit', 'price_payg', { effective_date: 'period_end' });
    await it.advance('P10D');
    const { id, productId } = await subscriptionOf(it, 'user_near_limit');
    const { body } = await post(it, `/admin/v1/subscriptions/${id}/bill`);
    assert.deepEqual([productId, body.total], ['payg', 0]);
  });

  it('is charged at the end of a plan whose only price is its use', async () => {
    const it = await shop();
    await addCard(it, 'user_free');
    const { body } = await post(it, '/subscriptions', { customer_id: 'user_free', price_id: 'price_payg' });
    assert.equal(body.status, 'active');
    await use(it, 'user_free', 5000);
    const { body: refused } = await post(it, '/subscriptions', { customer_id: 'user_free', price_id: 'price_starter_month_usd' });
    assert.equal(refused.error.code, 'already_purchased', 'it is no free plan, which another takes the place of');
    await post(it, `/subscriptions/${body.id}/cancel`, { immediately: true });
    assert.equal(await chargedForCalls(it, 'user_free'), 10_000);
  });
});

describe('a flat price of use', () => {
  it('is charged once for a window in which anything was used', async () => {
    const it = await shop();
    await it.db.updateTable('prices').set({ scheme: 'flat', amount: 700 }).where('projectId', '=', it.projectId).where('id', '=', 'price_payg_calls').execute();
    for (const [user, uses] of [['user_near_limit', 2], ['user_free', 0]] as const) {
      await addCard(it, user);
      await post(it, `/subscriptions/${(await subscriptionOf(it, user)).id}/cancel`, { immediately: true });
      await post(it, '/subscriptions', { customer_id: user, price_id: 'price_payg' });
      it.clock.ms += 1000;
      for (let used = 0; used < uses; used += 1) await use(it, user, 1);
    }
    await it.advance('P1M');
    assert.deepEqual([await chargedForCalls(it, 'user_near_limit'), await chargedForCalls(it, 'user_free')], [700, 0]);
  });
});

describe('the invoice of a period', () => {
  it('is the one of the change that made a free period a paid one: nothing is charged beside it', async () => {
    const it = await shop();
    await addCard(it, 'user_free');
    const { immediate_payment: due } = await change(it, 'user_free', 'price_starter_month_usd');
    const { body } = await post(it, `/admin/v1/subscriptions/${(await subscriptionOf(it, 'user_free')).id}/bill`);
    assert.deepEqual([body.status, body.total, (await invoicesOf(it, 'user_free')).length], ['paid', due, 1]);
  });
});

describe('a free plan', () => {
  it('taken anew goes on in its period: its quota does not start over', async () => {
    const it = await shop();
    await use(it, 'user_free', 658);
    const as = await it.token('user_free');
    const again = async () => {
      const { body } = await it.ask('POST', '/v1/checkout/create', { as, body: { priceId: 'price_hobby_month_usd' } });
      await submit(it.api, new URL(body.url).pathname, CARD);
    };
    const { id, currentPeriodEnd } = await subscriptionOf(it, 'user_free');
    await again();
    const taken = await subscriptionOf(it, 'user_free');
    assert.deepEqual([taken.id === id, taken.currentPeriodEnd], [false, currentPeriodEnd]);
    assert.equal((await use(it, 'user_free', 1)).body.error.code, 'quota_exceeded');
    await it.ask('POST', `/subscriptions/${taken.id}/cancel`, { as, body: { immediately: true } });
    await again();
    assert.equal((await use(it, 'user_free', 1)).body.error.code, 'quota_exceeded');
    await it.advance('P1M');
    assert.equal((await use(it, 'user_free', 1000)).status, 200);
  });
});
