import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { testCards, type PaymentProcessor } from '../../src/api/domain/payments.js';
import type { WebhookEventType } from '../../src/contract/index.js';
import { CARD, submit, world, type World } from './support.js';

const HOUR_MS = 3_600_000;

const subscriptionOf = async (it: World, user: string) =>
  (await it.ask('GET', `/subscriptions?customer_id=${user}`, { as: it.secret })).body.data[0];
const invoicesOf = async (it: World, user: string) => (await it.ask('GET', `/invoices?customer_id=${user}&limit=100`, { as: it.secret })).body.data;
const cardFor = async (it: World, user: string, number: string) => {
  const { body } = await it.ask('POST', '/sdk/payment-methods/setup-intent', { as: it.secret, body: { customerId: user } });
  const answer = await submit(it.api, new URL(body.url).pathname, { ...CARD, number });
  assert.equal(answer.status, 200, answer.text);
};
const eventsOf = async (it: World, type: WebhookEventType) =>
  it.db.selectFrom('events').selectAll().where('projectId', '=', it.projectId).where('type', '=', type).orderBy('createdAt').execute();

describe('as months pass', () => {
  it('a paid plan renews, is charged and resets its quota', async () => {
    const it = await world();
    const before = await subscriptionOf(it, 'user_near_limit');
    await it.advance('P10D');
    const after = await subscriptionOf(it, 'user_near_limit');
    assert.equal(after.currentPeriodStart, before.currentPeriodEnd);
    assert.equal(after.status, 'active');
    const [invoice] = await invoicesOf(it, 'user_near_limit');
    assert.deepEqual([invoice.total, invoice.status, invoice.number.slice(-4), invoice.createdAt], [2300, 'paid', '0005', before.currentPeriodEnd]);
    const { body } = await it.ask('GET', '/v1/usage/metrics?customer_id=user_near_limit&feature_key=api_calls', { as: it.secret });
    assert.equal(body.metrics[0].consumed, 0);
  });

  it('a year in one step is the same as a year of months: twelve periods, twelve invoices, no drift', async () => {
    const it = await world();
    const before = await invoicesOf(it, 'user_near_limit');
    await it.advance('P1Y');
    const after = await invoicesOf(it, 'user_near_limit');
    assert.equal(after.length - before.length, 12);
    const numbers = after.map((invoice: { number: string }) => Number(invoice.number.slice(-4)));
    assert.deepEqual(numbers, [...numbers].sort((a, b) => b - a));
    assert.equal(new Set(numbers).size, numbers.length);
    const starts = after.map((invoice: { periodStart: string }) => invoice.periodStart);
    for (const [index, invoice] of after.slice(1).entries()) assert.equal(invoice.periodEnd, starts[index]);
  });

  it('a free plan goes on without invoices', async () => {
    const it = await world();
    await it.advance('P3M');
    assert.equal((await subscriptionOf(it, 'user_free')).status, 'active');
    assert.equal((await invoicesOf(it, 'user_free')).length, 0);
  });

  it('a trial becomes a paid plan, and the trial’s use is not billed', async () => {
    const it = await world();
    await it.advance('P4D');
    const after = await subscriptionOf(it, 'user_trialing');
    assert.equal(after.status, 'active');
    assert.equal(after.currentPeriodStart, after.trialEnd);
    const [invoice] = await invoicesOf(it, 'user_trialing');
    assert.deepEqual([invoice.total, invoice.status, invoice.lines.length], [11_800, 'paid', 1]);
  });

  it('a canceled plan ends when its period does, and access with it', async () => {
    const it = await world();
    const access = async () => (await it.ask('GET', '/v1/usage/check?customer_id=user_canceling&feature_key=custom_branding', { as: it.secret })).body.has_access;
    const { currentPeriodEnd } = await subscriptionOf(it, 'user_canceling');
    await it.advance('P5D');
    assert.equal(await access(), true);
    await it.advance('P10D');
    assert.equal(await access(), false);
    const after = await subscriptionOf(it, 'user_canceling');
    assert.deepEqual([after.status, after.endedAt], ['canceled', currentPeriodEnd]);
  });

  it('use beyond what Pro includes is billed with the next period', async () => {
    const it = await world();
    const as = await it.token('user_pro');
    await it.ask('POST', '/v1/features/track-usage', { as, body: { feature_key: 'api_calls', quantity: 45_790 } });
    await it.advance('P1M');
    const [invoice] = await invoicesOf(it, 'user_pro');
    assert.deepEqual(
      invoice.lines.map((line: { description: string; amount: number }) => [line.description, line.amount]),
      [['Pro', 17_700], ['API calls', 400]],
    );
    assert.equal(invoice.total, 18_100);
  });

  it('a downgrade takes effect when the paid period ends', async () => {
    const it = await world();
    const { id } = await subscriptionOf(it, 'user_pro');
    const { body } = await it.ask('POST', `/subscriptions/${id}/change-plan`, { as: it.secret, body: { new_price_id: 'price_starter_month_usd', confirm_amount: 0 } });
    assert.deepEqual([body.change_type, body.amount_charged, body.subscription.productId], ['downgrade', 0, 'pro']);
    assert.equal(body.subscription.pendingChange.productId, 'starter');
    await it.advance('P1M');
    const after = await subscriptionOf(it, 'user_pro');
    assert.deepEqual([after.productId, after.quantity, after.pendingChange], ['starter', 1, null]);
    assert.equal((await invoicesOf(it, 'user_pro'))[0].total, 2300);
  });
});

describe('when a card fails', () => {
  it('it is tried again after 3, 7, 14 and 21 days, with access until the last', async () => {
    const it = await world();
    await cardFor(it, 'user_near_limit', '4000000000000341');
    await it.advance('P9D'); // to the day of the renewal
    const access = async () => (await it.ask('GET', '/v1/usage/check?customer_id=user_near_limit&feature_key=pdf_export', { as: it.secret })).body.has_access;
    const attempts: [day: number, attempts: number, status: string, access: boolean][] = [];
    for (let day = 0; day <= 22; day += 1) {
      const { status } = await subscriptionOf(it, 'user_near_limit');
      const [{ id }] = await invoicesOf(it, 'user_near_limit');
      const row = await it.db.selectFrom('invoices').select('attempts').where('projectId', '=', it.projectId).where('id', '=', id).executeTakeFirstOrThrow();
      attempts.push([day, row.attempts, status, await access()]);
      await it.advance('P1D');
    }
    const changes = attempts.filter(([, count], index) => index === 0 || attempts[index - 1]?.[1] !== count);
    assert.deepEqual(changes, [
      [0, 1, 'past_due', true],
      [3, 2, 'past_due', true],
      [7, 3, 'past_due', true],
      [14, 4, 'past_due', true],
      [21, 5, 'unpaid', false],
    ]);
  });

  it('paying the invoice brings the plan back at once', async () => {
    const it = await world();
    const [invoice] = await invoicesOf(it, 'user_past_due');
    assert.equal(invoice.paymentFailed, true);
    const as = await it.token('user_past_due');
    const retry = () => it.ask('POST', `/sdk/invoices/${invoice.id}/retry`, { as });
    assert.equal((await retry()).body.error.code, 'payment_failed');
    await cardFor(it, 'user_past_due', '4242424242424242');
    assert.deepEqual([(await retry()).body.status, (await subscriptionOf(it, 'user_past_due')).status], ['paid', 'active']);
    assert.equal((await retry()).body.error.code, 'invoice_not_open');
    const { currentPeriodEnd } = await subscriptionOf(it, 'user_past_due');
    await it.advance('P1M');
    assert.equal((await subscriptionOf(it, 'user_past_due')).currentPeriodStart, currentPeriodEnd);
  });

  it('a working card is found by the next retry', async () => {
    const it = await world();
    await cardFor(it, 'user_past_due', '4242424242424242');
    await it.advance('P2D');
    assert.equal((await subscriptionOf(it, 'user_past_due')).status, 'active');
    assert.ok((await eventsOf(it, 'invoice.paid')).length > 0);
  });

  it('an unpaid plan stays shut when its cancellation is taken back: no other period begins before somebody pays', async () => {
    const it = await world();
    const { id } = await subscriptionOf(it, 'user_past_due');
    await it.ask('POST', `/subscriptions/${id}/cancel`, { as: it.secret });
    await it.advance('P22D');
    await it.ask('POST', `/subscriptions/${id}/reactivate`, { as: it.secret });
    await it.advance('P10D');
    const open = (await invoicesOf(it, 'user_past_due')).filter((invoice: { status: string }) => invoice.status === 'open');
    assert.deepEqual([(await subscriptionOf(it, 'user_past_due')).status, open.length], ['unpaid', 1]);
  });

  it('whoever pays long after starts a new period then, and pays for none of the weeks between', async () => {
    const it = await world();
    await it.advance('P3M');
    assert.equal((await subscriptionOf(it, 'user_past_due')).status, 'unpaid');
    const open = (await invoicesOf(it, 'user_past_due')).filter((invoice: { status: string }) => invoice.status === 'open');
    assert.equal(open.length, 1);
    await cardFor(it, 'user_past_due', '4242424242424242');
    await it.ask('POST', `/sdk/invoices/${open[0].id}/retry`, { as: it.secret });
    await it.advance('PT1M');
    const after = await subscriptionOf(it, 'user_past_due');
    assert.equal(after.status, 'active');
    const invoices = await invoicesOf(it, 'user_past_due');
    assert.equal(invoices.filter((invoice: { status: string }) => invoice.status === 'open').length, 0);
    assert.equal(invoices[0].periodStart, after.currentPeriodStart);
  });
});

describe('the scheduler', () => {
  it('may be run by many at once: every period is billed once', async () => {
    const it = await world();
    await it.db.updateTable('projects').set({ clockOffsetMs: 40 * 86_400_000 }).where('id', '=', it.projectId).execute();
    await Promise.all(Array.from({ length: 5 }, () => it.api.runDue()));
    const invoices = await it.db.selectFrom('invoices').select(['subscriptionId', 'periodStart']).where('projectId', '=', it.projectId).where('kind', '=', 'period').execute();
    const keys = invoices.map((row) => `${row.subscriptionId} ${row.periodStart.toISOString()}`);
    assert.equal(new Set(keys).size, keys.length);
    assert.equal((await invoicesOf(it, 'user_near_limit')).length, 6);
  });
});

describe('a subscription that cannot be dealt with', () => {
  it('holds up no other, and is dealt with the next time', async () => {
    let isDown = true;
    const payments: PaymentProcessor = {
      ...testCards,
      async charge(charge) {
        if (isDown && charge.amount === 2100) throw new Error('no answer'); // user_over_limit’s
        return testCards.charge(charge);
      },
    };
    const [it, other] = [await world({ payments, onError: () => {} }), await world()];
    for (const { db, projectId } of [it, other]) await db.updateTable('projects').set({ clockOffsetMs: 12 * 86_400_000 }).where('id', '=', projectId).execute();
    const endOf = async (of: World, user: string) => Date.parse((await subscriptionOf(of, user)).currentPeriodEnd);
    const isRenewed = async (of: World, user: string) => (await endOf(of, user)) > of.clock.ms + 12 * 86_400_000;
    await assert.rejects(it.api.runDue(), AggregateError);
    assert.deepEqual(await Promise.all([isRenewed(it, 'user_over_limit'), isRenewed(it, 'user_near_limit'), isRenewed(other, 'user_near_limit')]), [false, true, true]);
    isDown = false;
    await it.api.runDue();
    assert.equal(await isRenewed(it, 'user_over_limit'), true);
  });
});

describe('what is forgotten', () => {
  it('keys after their day and sessions a day after their end, and nothing sooner', async () => {
    const it = await world();
    const rows = async (table: 'idempotency' | 'sessionTokens') =>
      (await it.db.selectFrom(table).select('projectId').where('projectId', '=', it.projectId).execute()).length;
    await it.token('user_free');
    await it.ask('POST', '/customers', { as: it.secret, body: { external_user_id: 'someone' }, headers: { 'idempotency-key': 'once' } });
    const sessions = await rows('sessionTokens');
    it.clock.ms += 23 * HOUR_MS;
    await it.api.runDue();
    assert.deepEqual([await rows('idempotency'), await rows('sessionTokens')], [1, sessions]);
    it.clock.ms += 3 * HOUR_MS;
    await it.api.runDue();
    assert.deepEqual([await rows('idempotency'), await rows('sessionTokens')], [0, sessions - 1]);
  });
});

describe('the test clock', () => {
  it('moves once per key, also when it moves by more than keys are kept', async () => {
    const it = await world();
    const move = () => it.ask('POST', '/sandbox/v1/clock', { as: it.secret, body: { advance: 'P12D' }, headers: { 'idempotency-key': 'once' } });
    const first = await move();
    await it.api.runDue();
    const again = await move();
    assert.equal(again.headers.get('x-idempotency-replayed'), 'true');
    assert.deepEqual(again.body, first.body);
  });
});
