import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Charge, PaymentProcessor } from '../../src/api/index.js';
import { testCards } from '../../src/api/domain/payments.js';
import { CARD, submit, world, type World } from './support.js';

/** A processor that moves money once per key, as they all do, and whose answer to the first charge of `lostAmount` never arrives. */
function forgetful(lostAmount: number, error: object = {}) {
  const charged = new Map<string, Charge>();
  let lost = false;
  const payments: PaymentProcessor = {
    name: 'forgetful',
    storeCard: async () => ({ token: 'card', brand: 'Visa', last4: '4242', expMonth: 4, expYear: 2029 }),
    async charge(charge) {
      charged.set(charge.idempotencyKey, charge);
      if (charge.amount !== lostAmount || lost) return { status: 'succeeded' };
      lost = true;
      throw Object.assign(new Error('the answer was lost'), error);
    },
  };
  return { payments, amounts: () => [...charged.values()].map(({ amount }) => amount).filter((amount) => amount > 0) };
}

const subscriptionOf = async (it: World, user: string) => (await it.ask('GET', `/subscriptions?customer_id=${user}`, { as: it.secret })).body.data[0];

async function addCard(it: World, user: string, number = CARD.number): Promise<void> {
  const { body } = await it.ask('POST', '/sdk/payment-methods/setup-intent', { as: it.secret, body: { customerId: user } });
  await submit(it.api, new URL(body.url).pathname, { ...CARD, number });
}

/** The database undid the transaction and it is tried again at once, within the same request. */
const TRIED_AGAIN = { code: '40001' };

describe('a plan whose first payment fails', () => {
  const unpaid = async () => {
    const it = await world();
    await addCard(it, 'user_free', '4000000000000341');
    const { body } = await it.ask('POST', '/subscriptions', { as: it.secret, body: { customer_id: 'user_free', price_id: 'price_starter_month_usd' } });
    assert.equal(body.status, 'incomplete');
    const productOf = async (featureKey: string) =>
      (await it.ask('GET', '/v1/features/entitlements', { as: await it.token('user_free', { expiresIn: 86_400 }) })).body.entitlements.find((entitlement: { feature_key: string }) => entitlement.feature_key === featureKey).product_name;
    return { it, productOf };
  };

  it('takes nobody’s free plan away', async () => {
    const { it, productOf } = await unpaid();
    assert.equal(await productOf('api_calls'), 'Hobby');
    await it.advance('P1D');
    assert.equal(await productOf('api_calls'), 'Hobby', 'nor when it has expired');
    const { body } = await it.ask('GET', '/subscriptions?customer_id=user_free', { as: it.secret });
    assert.deepEqual(body.data.map((one: { status: string }) => one.status), ['incomplete_expired', 'active']);
  });

  it('takes its place once it is paid', async () => {
    const { it, productOf } = await unpaid();
    await addCard(it, 'user_free');
    const [invoice] = (await it.ask('GET', '/invoices?customer_id=user_free', { as: it.secret })).body.data;
    await it.ask('POST', `/sdk/invoices/${invoice.id}/retry`, { as: it.secret });
    assert.equal(await productOf('api_calls'), 'Starter');
    const { body } = await it.ask('GET', '/subscriptions?customer_id=user_free', { as: it.secret });
    assert.deepEqual(body.data.map((one: { status: string }) => one.status), ['active', 'canceled']);
  });
});

describe('credit', () => {
  for (const [how, end] of [
    ['cancelled', (it: World, id: string) => it.ask('POST', `/subscriptions/${id}/cancel`, { as: it.secret })],
    ['left to expire', (it: World) => it.advance('P1D')],
  ] as const) {
    it(`that an unpaid subscription took is there again once that is ${how}`, async () => {
      const it = await world();
      const creditOf = async () => (await it.db.selectFrom('customers').select('credit').where('projectId', '=', it.projectId).where('externalUserId', '=', 'user_near_limit').executeTakeFirstOrThrow()).credit;
      const { id } = await subscriptionOf(it, 'user_near_limit');
      await it.ask('POST', `/subscriptions/${id}/change-plan`, { as: it.secret, body: { new_price_id: 'price_hobby_month_usd', effective_date: 'immediate' } });
      const credit = await creditOf();
      await addCard(it, 'user_near_limit', '4000000000000341');
      const { body } = await it.ask('POST', '/subscriptions', { as: it.secret, body: { customer_id: 'user_near_limit', price_id: 'price_starter_month_usd' } });
      assert.deepEqual([body.status, credit, await creditOf()], ['incomplete', { USD: 690 }, { USD: 0 }]);
      await end(it, body.id);
      assert.deepEqual(await creditOf(), credit);
    });
  }
});

/** A processor that answers a key that it knows as it did before, whatever it is asked. */
function remembering() {
  const answers = new Map<string, ReturnType<PaymentProcessor['charge']>>();
  const payments: PaymentProcessor = {
    ...testCards,
    async charge(charge) {
      const known = answers.get(charge.idempotencyKey) ?? testCards.charge(charge);
      answers.set(charge.idempotencyKey, known);
      return known;
    },
  };
  return { payments, count: () => answers.size };
}

describe('a checkout at a processor that remembers its answers', () => {
  const checkout = async () => {
    const { payments, count } = remembering();
    const it = await world({ payments });
    const { body } = await it.ask('POST', '/v1/checkout/create', { as: it.secret, body: { customerId: 'user_free', priceId: 'price_starter_month_usd' } });
    const { pathname } = new URL(body.url);
    const pay = (number: string) => submit(it.api, pathname, { ...CARD, number });
    return { it, pathname, pay, count };
  };

  it('is paid by another card after one was declined', async () => {
    const { it, pay, count } = await checkout();
    assert.equal((await pay('4000 0000 0000 0002')).status, 402);
    assert.equal((await pay(CARD.number)).status, 200);
    assert.equal((await subscriptionOf(it, 'user_free')).productId, 'starter');
    assert.equal(count(), 2);
  });

  it('is paid once the bank has confirmed, also after it had refused', async () => {
    const { it, pathname, pay } = await checkout();
    const answer = (said: string) => submit(it.api, `${pathname}/confirm`, { answer: said });
    await pay('4000 0025 0000 3155');
    assert.equal((await answer('refuse')).status, 402);
    await pay('4000 0025 0000 3155');
    assert.equal((await answer('confirm')).status, 200);
    assert.equal((await subscriptionOf(it, 'user_free')).productId, 'starter');
  });
});

describe('a charge whose answer is lost', () => {
  it('is made once when a renewal is tried again', async () => {
    const { payments, amounts } = forgetful(17_700); // user_pro’s, of three seats
    const it = await world({ payments, onError: () => {} });
    await it.ask('POST', '/sandbox/v1/clock', { as: it.secret, body: { advance: 'P15D' } });
    await it.api.runDue();
    assert.equal((await subscriptionOf(it, 'user_pro')).status, 'active');
    assert.deepEqual(amounts().filter((amount) => amount === 17_700), [17_700]);
  });

  for (const [when, error] of [['the caller tries again', {}], ['the database has it tried again', TRIED_AGAIN]] as const) {
    it(`is made once when ${when}: a new subscription`, async () => {
      const { payments, amounts } = forgetful(2300, error);
      const it = await world({ payments, onError: () => {} });
      await addCard(it, 'user_free');
      const subscribe = () => it.ask('POST', '/subscriptions', { as: it.secret, body: { customer_id: 'user_free', price_id: 'price_starter_month_usd' }, headers: { 'idempotency-key': 'one' } });
      const answers = [await subscribe(), await subscribe()];
      assert.equal(answers[1]?.body.status, 'active');
      assert.deepEqual(amounts(), [2300]);
    });

    it(`is made once when ${when}: a plan change`, async () => {
      const { payments, amounts } = forgetful(2850, error);
      const it = await world({ payments, onError: () => {}, now: () => (it.clock.ms += 1) });
      const { id } = await subscriptionOf(it, 'user_near_limit');
      const change = () => it.ask('POST', `/subscriptions/${id}/change-plan`, { as: it.secret, body: { new_price_id: 'price_pro_month_usd', quantity: 2 }, headers: { 'idempotency-key': 'one' } });
      const answers = [await change(), await change()];
      assert.equal(answers[1]?.body.amount_charged, 2850);
      assert.deepEqual(amounts(), [2850]);
    });
  }

  it('is made once when a change that has no key is tried again by the database', async () => {
    const { payments, amounts } = forgetful(2850, TRIED_AGAIN);
    const it = await world({ payments, now: () => (it.clock.ms += 1) });
    const { id } = await subscriptionOf(it, 'user_near_limit');
    const { body } = await it.ask('POST', `/subscriptions/${id}/change-plan`, { as: it.secret, body: { new_price_id: 'price_pro_month_usd', quantity: 2 } });
    assert.deepEqual([body.amount_charged, amounts()], [2850, [2850]]);
  });

  it('is made once when somebody pays by hand and the scheduler comes after', async () => {
    const { payments, amounts } = forgetful(2300);
    const it = await world({ payments, onError: () => {} });
    const [invoice] = (await it.ask('GET', '/invoices?customer_id=user_past_due', { as: it.secret })).body.data;
    assert.equal((await it.ask('POST', `/sdk/invoices/${invoice.id}/retry`, { as: it.secret })).status, 500);
    await it.advance('P2D');
    assert.equal((await subscriptionOf(it, 'user_past_due')).status, 'active');
    assert.deepEqual(amounts(), [2300]);
  });

  it('stands in the way of no other charge', async () => {
    const { payments, amounts } = forgetful(-1);
    const it = await world({ payments });
    const { id } = await subscriptionOf(it, 'user_near_limit');
    const change = (priceId: string, more: object = {}) => it.ask('POST', `/subscriptions/${id}/change-plan`, { as: it.secret, body: { new_price_id: priceId, effective_date: 'immediate', ...more } });
    const there = await change('price_pro_month_usd', { quantity: 2 });
    await change('price_starter_month_usd');
    it.clock.ms += 60_000;
    const back = await change('price_pro_month_usd', { quantity: 3 });
    assert.deepEqual(amounts(), [there, back].map(({ body }) => body.amount_charged).filter((amount: number) => amount > 0));
  });
});
