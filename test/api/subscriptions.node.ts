import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import type * as z from 'zod/mini';
import type { PriceEntry as PriceSchema } from '../../src/api/domain/catalog-file.js';
import { demoCatalog } from '../../src/api/seed/catalog.js';
import { applyCatalogs, readCatalogFile } from '../../src/api/services/apply-file.js';
import { presentSubscriptions } from '../../src/api/services/present.js';
import { findSubscriptions } from '../../src/api/store/subscriptions.js';
import type { Coupon } from '../../src/api/store/tables.js';
import { CARD, submit, world, type World } from './support.js';

const subscriptionOf = async (it: World, user: string) =>
  (await it.ask('GET', `/subscriptions?customer_id=${user}`, { as: it.secret })).body.data[0];
const post = (it: World, as: string, path: string, body: object = {}, headers: Record<string, string> = {}) => it.ask('POST', path, { as, body, headers });

type PriceEntry = z.input<typeof PriceSchema>;
const addCoupon = (it: World, coupon: Pick<Coupon, 'id' | 'duration'> & Partial<Coupon>) =>
  it.db
    .insertInto('coupons')
    .values({ projectId: it.projectId, name: coupon.id, percentOff: null, amountOff: null, currency: null, durationMonths: null, redeemBy: null, active: true, ...coupon })
    .execute();
const addTax = (it: World) =>
  it.db.insertInto('taxRates').values({ projectId: it.projectId, id: 'vat', name: 'VAT', percentage: 19, country: 'DE', state: null, active: true }).execute();

/** Returns the page as it was before it was paid. */
async function buyWith(it: World, as: string, priceId: string, couponCode?: string): Promise<string> {
  const { body } = await post(it, as, '/v1/checkout/create', { priceId, couponCode });
  const path = new URL(body.url).pathname;
  const page = await it.ask('GET', path);
  assert.equal((await submit(it.api, path, CARD)).status, 200);
  return page.body;
}

describe('customers', () => {
  it('are added, found, changed and listed', async () => {
    const it = await world();
    const { status, body: ada } = await post(it, it.secret, '/customers', { external_user_id: 'ada', email: 'ada@example.com', metadata: { a: 1 } });
    assert.equal(status, 201);
    assert.deepEqual([ada.externalUserId, ada.email, ada.metadata], ['ada', 'ada@example.com', { a: 1 }]);
    for (const path of [`/customers/${ada.id}`, '/customers/ada', '/customers/external/ada']) {
      assert.deepEqual((await it.ask('GET', path, { as: it.secret })).body, ada);
    }
    const { body: changed } = await it.ask('PATCH', `/customers/${ada.id}`, { as: it.secret, body: { name: 'Ada', metadata: { b: 2 } } });
    assert.deepEqual([changed.name, changed.email, changed.metadata], ['Ada', 'ada@example.com', { a: 1, b: 2 }]);
    const again = await post(it, it.secret, '/customers', { external_user_id: 'ada' });
    assert.deepEqual([again.status, again.body.error.code, again.body.error.details.customer_id], [409, 'customer_exists', ada.id]);
  });

  it('come in pages that miss and repeat nobody', async () => {
    const it = await world();
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await it.ask('GET', `/customers?limit=3${cursor && `&cursor=${cursor}`}`, { as: it.secret });
      seen.push(...body.data.map((customer: { id: string }) => customer.id));
      assert.equal(body.hasMore, body.nextCursor !== null);
      cursor = body.nextCursor ?? '';
    } while (cursor);
    assert.equal(seen.length, 7);
    assert.equal(new Set(seen).size, 7);
    assert.equal((await it.ask('GET', '/customers?cursor=nonsense', { as: it.secret })).status, 400);
    assert.equal((await it.ask('GET', '/customers?limit=0', { as: it.secret })).status, 400);
  });

  it('are forgotten when deleted: no session, no plan, no name, and the same user begins anew', async () => {
    const it = await world();
    const as = await it.token('user_pro');
    const before = (await it.ask('GET', '/customers/user_pro', { as: it.secret })).body;
    assert.deepEqual((await it.ask('DELETE', '/customers/user_pro', { as: it.secret })).body, { deleted: true });
    assert.equal((await it.ask('GET', '/v1/customer/me', { as })).status, 401);
    assert.equal((await it.ask('GET', '/customers/user_pro', { as: it.secret })).status, 404);
    const row = await it.db.selectFrom('customers').selectAll().where('projectId', '=', it.projectId).where('id', '=', before.id).executeTakeFirstOrThrow();
    assert.deepEqual([row.email, row.name], [null, null]);
    const fresh = await it.ask('GET', '/v1/customer/me', { as: await it.token('user_pro') });
    assert.notEqual(fresh.body.customer.id, before.id);
    assert.deepEqual(fresh.body.active_subscriptions, []);
  });
});

describe('a customer who was deleted', () => {
  it('is named nowhere but on invoices', async () => {
    const it = await world({ sendWebhook: async () => 503 });
    await it.ask('POST', '/admin/v1/webhooks', { as: it.secret, body: { url: 'http://127.0.0.1:9/hook' } });
    const as = await it.token('user_gone');
    const mark = { email: 'gone@example.com', name: 'Gone Girl' };
    const { body: checkout } = await post(it, as, '/v1/checkout/create', { priceId: 'price_starter_month_usd', customer: mark });
    await submit(it.api, new URL(checkout.url).pathname, { ...CARD, ...mark });
    await it.ask('PATCH', '/sdk/customer/billing', { as, body: { ...mark, address: { city: 'Goneville' }, taxId: 'GONE1' }, headers: { 'idempotency-key': 'one' } });
    const { id } = await subscriptionOf(it, 'user_gone');
    await post(it, as, `/sdk/subscriptions/${id}/cancel`, { cancellationReason: 'other', feedback: 'Gone for good' });
    await it.ask('POST', `/api/v1/paywall/${it.projectId}/support/ticket`, { as, body: { subject: 'Gone', content: 'Gone', customer_email: mark.email } });
    await it.api.deliverWebhooks();
    const tables = (await it.db.introspection.getTables()).map(({ name }) => name).filter((name) => !['invoices', 'kysely_migration', 'kysely_migration_lock'].includes(name));
    const namedIn = async () => {
      const found: string[] = [];
      for (const table of tables) {
        const { rows } = await sql<{ row: string }>`select cast(it as text) as row from ${sql.table(table)} as it`.execute(it.db);
        if (rows.some(({ row }) => /gone (girl|for)|goneville|GONE1|gone@/i.test(row))) found.push(table);
      }
      return found;
    };
    assert.deepEqual((await namedIn()).toSorted(), ['checkouts', 'customers', 'idempotency', 'subscriptions', 'tickets', 'webhook_deliveries']);
    await it.ask('DELETE', '/customers/user_gone', { as: it.secret });
    assert.deepEqual(await namedIn(), []);
  });
});

describe('subscriptions', () => {
  it('begin with a charge to the card on file, and stay incomplete without one', async () => {
    const it = await world();
    await post(it, it.secret, '/customers', { external_user_id: 'ada' });
    const { status, body } = await post(it, it.secret, '/subscriptions', { customer_id: 'ada', price_id: 'price_starter_month_usd' });
    assert.deepEqual([status, body.status], [201, 'incomplete']);
    const [invoice] = (await it.ask('GET', '/invoices?customer_id=ada', { as: it.secret })).body.data;
    assert.deepEqual([invoice.status, invoice.amountDue], ['open', 2300]);
    const setup = await post(it, it.secret, '/sdk/payment-methods/setup-intent', { customerId: 'ada' });
    await submit(it.api, new URL(setup.body.url).pathname, CARD);
    await post(it, it.secret, `/sdk/invoices/${invoice.id}/retry`);
    assert.equal((await subscriptionOf(it, 'ada')).status, 'active');
    assert.equal((await post(it, it.secret, '/subscriptions', { customer_id: 'ada', price_id: 'price_pro_month_usd' })).body.error.code, 'already_purchased');
  });

  it('that wait for their first payment name the invoice to whoever asks for more, and paying or canceling is the way on', async () => {
    const it = await world();
    await post(it, it.secret, '/customers', { external_user_id: 'ada' });
    const as = await it.token('ada');
    const starter = { customer_id: 'ada', price_id: 'price_starter_month_usd' };
    const { body: waiting } = await post(it, it.secret, '/subscriptions', starter);
    const [invoice] = (await it.ask('GET', '/invoices', { as })).body.data;
    const asked: [string, object][] = [
      ['/subscriptions', starter],
      ['/v1/subscriptions', { customer_id: waiting.customerId, plan_id: 'pro', currency: 'USD' }],
      ['/v1/checkout/create', { customerId: 'ada', priceId: 'price_starter_month_usd' }],
      ['/v1/checkout/create', { customerId: 'ada', priceId: 'price_pro_month_usd', existingSubscriptionId: waiting.id }],
      ['/v1/checkout/create', { customerId: 'ada', priceId: 'price_pro_month_usd', ignoreActivePurchase: true }],
      [`/subscriptions/${waiting.id}/preview-change`, { new_price_id: 'price_pro_month_usd' }],
      [`/subscriptions/${waiting.id}/change-plan`, { new_price_id: 'price_pro_month_usd' }],
    ];
    for (const [path, body] of asked) {
      const refused = await post(it, it.secret, path, body);
      assert.deepEqual([refused.status, refused.body.error.code], [409, 'subscription_past_due'], path);
      const { message, details } = refused.body.error;
      assert.match(message, new RegExp(`${waiting.id} is incomplete: first pay its invoice ${invoice.id} \\(POST /sdk/invoices/${invoice.id}/retry, `), path);
      assert.deepEqual([details.subscription_id, details.status, details.invoice_id], [waiting.id, 'incomplete', invoice.id], path);
    }

    const unpaid = await post(it, as, `/sdk/invoices/${invoice.id}/retry`);
    assert.match(unpaid.body.error.message, /no card on file: .* POST \/sdk\/payment-methods\/setup-intent/);
    assert.equal((await post(it, as, `/subscriptions/${waiting.id}/cancel`)).body.status, 'canceled');
    assert.equal((await post(it, as, '/v1/checkout/create', { priceId: 'price_starter_month_usd' })).status, 200);
  });

  it('that nobody pays are given up after a day', async () => {
    const it = await world();
    await post(it, it.secret, '/customers', { external_user_id: 'ada' });
    await post(it, it.secret, '/subscriptions', { customer_id: 'ada', price_id: 'price_starter_month_usd' });
    await it.advance('P1D');
    assert.equal((await subscriptionOf(it, 'ada')).status, 'incomplete_expired');
    assert.equal((await it.ask('GET', '/invoices?customer_id=ada', { as: it.secret })).body.data[0].status, 'void');
  });

  it('are created once by a hundred copies of a request', async () => {
    const it = await world();
    const copies = await Promise.all(
      Array.from({ length: 100 }, () =>
        post(it, it.secret, '/subscriptions', { customer_id: 'user_free', price_id: 'price_pro_month_usd' }, { 'idempotency-key': 'k' }),
      ),
    );
    assert.deepEqual([...new Set(copies.map((copy) => copy.status))], [201]);
    assert.equal(new Set(copies.map((copy) => copy.body.id)).size, 1);
  });

  it('end with the period by default, at once when told so, and can be kept until then', async () => {
    const it = await world();
    const as = await it.token('user_pro');
    const { id } = await subscriptionOf(it, 'user_pro');
    const { body: canceled } = await post(it, as, `/sdk/subscriptions/${id}/cancel`, { cancellationReason: 'missing_features', feedback: 'no dark mode' });
    assert.deepEqual([canceled.status, canceled.cancelAtPeriodEnd, canceled.endedAt], ['active', true, null]);
    const row = await it.db.selectFrom('subscriptions').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    assert.deepEqual([row.cancellationReason, row.cancellationFeedback], ['missing_features', 'no dark mode']);
    const { body: kept } = await post(it, as, `/subscriptions/${id}/reactivate`);
    assert.deepEqual([kept.cancelAtPeriodEnd, kept.canceledAt], [false, null]);
    const { body: ended } = await post(it, as, `/subscriptions/${id}/cancel`, { immediately: true });
    assert.equal(ended.status, 'canceled');
    assert.ok(ended.endedAt);
    for (const path of [`/subscriptions/${id}/cancel`, `/subscriptions/${id}/reactivate`]) {
      assert.equal((await post(it, as, path)).body.error.code, 'subscription_ended');
    }
  });

  it('have one trial of a plan, also when it was left for another on the way', async () => {
    const it = await world();
    await post(it, it.secret, '/customers', { external_user_id: 'taster' });
    const subscribe = () => post(it, it.secret, '/subscriptions', { customer_id: 'taster', price_id: 'price_pro_month_usd' });
    const { body: first } = await subscribe();
    const { body: left } = await post(it, it.secret, `/subscriptions/${first.id}/change-plan`, { new_price_id: 'price_hobby_month_usd', effective_date: 'immediate' });
    assert.deepEqual([first.status, left.subscription.status, left.subscription.productId], ['trialing', 'trialing', 'hobby']);
    const { body: second } = await subscribe();
    assert.deepEqual([second.status, second.trialEnd], ['incomplete', null], 'without a card there is nothing more to have');
  });

  it('list what they can be changed to, in their own currency', async () => {
    const it = await world();
    const { id } = await subscriptionOf(it, 'user_over_limit');
    const { body } = await it.ask('GET', `/subscriptions/${id}/available-plans`, { as: it.secret });
    assert.equal(body.current_plan.price_id, 'price_starter_month_eur');
    assert.deepEqual([body.current_plan.scheme, body.current_plan.tax_behavior, body.available_upgrades.find((plan: { price_id: string }) => plan.price_id === 'price_pro_month_eur').unit_label], ['flat', 'unspecified', 'seat']);
    assert.deepEqual(body.available_upgrades.map((plan: { price_id: string }) => plan.price_id).toSorted(), ['price_pro_month_eur', 'price_pro_year_eur', 'price_starter_year_eur']);
    assert.deepEqual(body.available_downgrades.map((plan: { price_id: string }) => plan.price_id), ['price_hobby_month_eur']);
  });
});

describe('plan changes', () => {
  const change = { new_price_id: 'price_pro_month_usd', quantity: 2 };

  it('charge exactly what the preview showed', async () => {
    const it = await world();
    const as = await it.token('user_near_limit');
    const { id } = await subscriptionOf(it, 'user_near_limit');
    const { body: preview } = await post(it, as, `/subscriptions/${id}/preview-change`, change);
    assert.deepEqual(
      [preview.proration.unused_time_credit, preview.proration.new_plan_charge, preview.proration.immediate_payment, preview.change_type],
      [690, 3540, 2850, 'upgrade'],
    );
    assert.deepEqual(preview.proration.breakdown.map((line: { kind: string }) => line.kind), ['new_plan', 'unused_time']);
    assert.deepEqual([preview.proration.remaining_days, preview.proration.total_days], [9, 30]);
    assert.equal(preview.proration.breakdown.reduce((sum: number, line: { amount: number }) => sum + line.amount, 0), 2850);
    const wrong = await post(it, as, `/subscriptions/${id}/change-plan`, { ...change, confirm_amount: 2849 });
    assert.deepEqual([wrong.status, wrong.body.error.code], [400, 'amount_changed']);
    assert.equal((await subscriptionOf(it, 'user_near_limit')).productId, 'starter');
    const { body } = await post(it, as, `/subscriptions/${id}/change-plan`, { ...change, confirm_amount: 2850 });
    assert.deepEqual([body.amount_charged, body.subscription.productId, body.subscription.quantity], [2850, 'pro', 2]);
    const { body: invoice } = await it.ask('GET', `/invoices/${body.invoice_id}`, { as });
    assert.deepEqual([invoice.total, invoice.status], [2850, 'paid']);
  });

  it('of which two overlap are both quoted on what is so then: the second confirmation is refused', async () => {
    const it = await world();
    const as = await it.token('user_near_limit');
    const { id } = await subscriptionOf(it, 'user_near_limit');
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(it, as, `/subscriptions/${id}/change-plan`, { ...change, confirm_amount: 2850 })));
    assert.equal(answers.filter((answer) => answer.status === 200).length, 1);
    assert.ok(answers.every((answer) => answer.status === 200 || answer.body.error.code === 'amount_changed'));
  });

  it('change nothing when the card is declined or missing', async () => {
    const it = await world();
    const { id } = await subscriptionOf(it, 'user_near_limit');
    await it.db.updateTable('paymentMethods').set({ token: 'card_test_declined' }).where('projectId', '=', it.projectId).execute();
    assert.equal((await post(it, it.secret, `/subscriptions/${id}/change-plan`, change)).body.error.code, 'payment_failed');
    await it.db.deleteFrom('paymentMethods').where('projectId', '=', it.projectId).execute();
    assert.equal((await post(it, it.secret, `/subscriptions/${id}/change-plan`, change)).body.error.code, 'payment_method_required');
    assert.equal((await subscriptionOf(it, 'user_near_limit')).productId, 'starter');
  });

  it('to a yearly rhythm begin a new period and give back the rest of the month', async () => {
    const it = await world();
    const { id } = await subscriptionOf(it, 'user_near_limit');
    const { body } = await post(it, it.secret, `/subscriptions/${id}/change-plan`, { new_price_id: 'price_starter_year_usd' });
    assert.deepEqual([body.change_type, body.amount_charged], ['upgrade', 22_800 - 690]);
    assert.equal(Date.parse(body.subscription.currentPeriodStart), it.clock.ms);
    assert.equal(body.subscription.currentPeriodEnd.slice(0, 10), '2027-11-21');
  });

  it('downwards at once keep the rest as credit, which the next invoice takes', async () => {
    const it = await world();
    const { id, currentPeriodEnd } = await subscriptionOf(it, 'user_pro');
    const { body } = await post(it, it.secret, `/subscriptions/${id}/change-plan`, { new_price_id: 'price_starter_month_usd', effective_date: 'immediate' });
    // What was paid for the days that are left of November, less what Starter costs for them.
    const customer = await it.db.selectFrom('customers').select('credit').where('projectId', '=', it.projectId).where('externalUserId', '=', 'user_pro').executeTakeFirstOrThrow();
    const left = Math.ceil((Date.parse(currentPeriodEnd) - it.clock.ms) / 86_400_000);
    assert.equal(body.amount_charged, 0);
    assert.equal(customer.credit.USD, Math.round((17_700 * left) / 30) - Math.round((2300 * left) / 30));
    await it.advance('P1M');
    const [invoice] = (await it.ask('GET', '/invoices?customer_id=user_pro', { as: it.secret })).body.data;
    assert.deepEqual(invoice.lines.map((line: { amount: number }) => line.amount), [2300, -2300]);
    assert.deepEqual([invoice.total, invoice.status], [0, 'paid']);
  });

  it('refuse another currency, an ended plan, an unpaid one and a foreign one', async () => {
    const it = await world();
    const code = async (user: string, as: string, price = 'price_pro_month_usd') => {
      const { id } = await subscriptionOf(it, user);
      return (await post(it, as, `/subscriptions/${id}/preview-change`, { new_price_id: price })).body.error?.code;
    };
    assert.equal(await code('user_near_limit', it.secret, 'price_pro_month_eur'), 'currency_mismatch');
    assert.equal(await code('user_past_due', it.secret), 'subscription_past_due');
    assert.equal(await code('user_near_limit', await it.token('user_free')), 'not_found');
    await post(it, it.secret, `/subscriptions/${(await subscriptionOf(it, 'user_near_limit')).id}/cancel`, { immediately: true });
    assert.equal(await code('user_near_limit', it.secret), 'subscription_ended');
  });
});

describe('self-service', () => {
  it('keeps billing details, field by field', async () => {
    const it = await world();
    const as = await it.token('user_pro');
    const address = { line1: 'Kastanienallee 1', city: 'Berlin', postalCode: '10435', country: 'DE' };
    await it.ask('PATCH', '/sdk/customer/billing', { as, body: { address, taxId: 'DE123' } });
    const { body } = await it.ask('GET', '/sdk/customer/billing', { as });
    assert.deepEqual(body, { name: 'Priya Raman', email: 'priya@example.com', address, taxId: 'DE123' });
    assert.equal((await it.ask('PATCH', '/sdk/customer/billing', { as, body: { email: 'nope' } })).status, 400);
  });

  it('puts the taxes of the customer’s country on what follows', async () => {
    const it = await world();
    await it.db.insertInto('taxRates').values({ projectId: it.projectId, id: 'de', name: 'VAT', percentage: 19, country: 'DE', state: null, active: true }).execute();
    await it.ask('PATCH', '/sdk/customer/billing?customer_id=user_near_limit', { as: it.secret, body: { address: { country: 'DE' } } });
    await it.advance('P10D');
    const [invoice] = (await it.ask('GET', '/invoices?customer_id=user_near_limit', { as: it.secret })).body.data;
    assert.deepEqual([invoice.subtotal, invoice.tax, invoice.total], [2300, 437, 2737]);
  });

  it('adds cards on a hosted page, with the bank asked where it wants to be', async () => {
    const it = await world();
    const as = await it.token('user_pro');
    const { body } = await post(it, as, '/sdk/payment-methods/setup-intent', { returnUrl: 'http://localhost:3000/cards' });
    const path = new URL(body.url).pathname;
    const page = (await it.ask('GET', path)).body;
    assert.match(page, /Add a card/);
    assert.match(page, /href="http:\/\/localhost:3000\/cards">Go back</);
    assert.equal((await submit(it.api, path, { ...CARD, number: '4000000000000002' })).status, 402);
    const asked = await submit(it.api, path, { ...CARD, number: '4000002500003155' });
    const card = /name="card" value="([^"]+)"/.exec(asked.text)?.[1]?.replaceAll('&quot;', '"') ?? '';
    assert.equal((await submit(it.api, path, { card, answer: 'refuse' })).status, 402);
    assert.equal((await submit(it.api, path, { card: card.replace('3155', '4242'), answer: 'confirm' })).status, 422, 'a card that was put in its place');
    const confirmed = await submit(it.api, path, { card, answer: 'confirm' });
    assert.deepEqual([confirmed.status, confirmed.location], [303, 'http://localhost:3000/cards']);
    const { paymentMethods } = (await it.ask('GET', '/payment-methods', { as })).body;
    assert.deepEqual(paymentMethods.map((method: { last4: string; isDefault: boolean }) => [method.last4, method.isDefault]), [['3155', true], ['4242', false]]);
    const [inUse, other] = paymentMethods;
    assert.equal((await it.ask('DELETE', `/payment-methods/${inUse.id}`, { as })).body.error.code, 'payment_method_in_use');
    assert.equal((await post(it, as, `/payment-methods/${other.id}/set-default`)).body.isDefault, true);
    assert.deepEqual((await it.ask('DELETE', `/payment-methods/${inUse.id}`, { as })).body, { deleted: true });
  });

  it('shows an invoice to whoever has its address, and to nobody who guesses', async () => {
    const it = await world();
    const [invoice] = (await it.ask('GET', '/invoices', { as: await it.token('user_pro') })).body.data;
    const path = new URL(invoice.url).pathname;
    const shown = await it.ask('GET', path);
    assert.equal(shown.status, 200);
    assert.match(shown.body, /\$177\.00/);
    assert.match(shown.body, /Priya Raman/);
    assert.equal((await it.ask('GET', `${path.slice(0, -1)}${path.endsWith('0') ? '1' : '0'}`)).status, 404);
  });

  it('issues an invoice to whom the customer was then, whatever they are called later', async () => {
    const it = await world();
    const as = await it.token('newcomer');
    const { body } = await post(it, as, '/v1/checkout/create', { priceId: 'price_starter_month_usd' });
    await submit(it.api, new URL(body.url).pathname, { ...CARD, name: 'Frida Lindqvist' });
    const [invoice] = (await it.ask('GET', '/invoices', { as })).body.data;
    assert.equal(invoice.total, 2300);
    await it.ask('PATCH', '/sdk/customer/billing', { as, body: { name: 'Somebody Else', taxId: 'DE999999999' } });
    const shown = (await it.ask('GET', new URL(invoice.url).pathname)).body;
    assert.match(shown, /Frida Lindqvist/);
    assert.doesNotMatch(shown, /Somebody Else|DE999999999/);
  });

  it('has a portal page where a plan is canceled and kept, invoices are paid and cards are changed', async () => {
    const it = await world();
    const { body: portal } = await post(it, await it.token('user_past_due'), '/v1/portal/create', { returnUrl: 'http://localhost:3000/' });
    const path = new URL(portal.url).pathname;
    const { body: html } = await it.ask('GET', path);
    for (const words of ['Starter', 'Payment failed', 'Pay now', '·· 0341', 'Add a card']) assert.match(html, new RegExp(words));
    const { body: data } = await it.ask('GET', `/v1/portal/${portal.id}/data`, { as: it.secret });
    const invoice = data.invoices.find((it: { status: string }) => it.status === 'open');
    assert.match((await submit(it.api, path, { action: 'pay', id: invoice.id })).text, /declined/);
    const add = await submit(it.api, path, { action: 'add-card', id: '' });
    assert.equal((await submit(it.api, add.location ?? '', CARD)).location, portal.url);
    assert.match((await submit(it.api, path, { action: 'pay', id: invoice.id })).text, /Paid\. Thank you/);
    assert.match((await submit(it.api, path, { action: 'cancel', id: data.subscriptions[0].id })).text, /Keep my plan/);
    assert.match((await submit(it.api, path, { action: 'reactivate', id: data.subscriptions[0].id })).text, /Cancel plan/);
    const foreign = await subscriptionOf(it, 'user_pro');
    assert.equal((await submit(it.api, path, { action: 'cancel', id: foreign.id })).status, 409);
    assert.equal((await subscriptionOf(it, 'user_pro')).cancelAtPeriodEnd, false);
    await it.advance('P1D');
    assert.equal((await it.ask('GET', path)).status, 404);
  });
});

describe('coupons', () => {
  it('take off their part for as long as they last', async () => {
    const it = await world();
    await it.db
      .insertInto('coupons')
      .values({ projectId: it.projectId, id: 'HALF3', name: 'Half', percentOff: 50, amountOff: null, currency: null, duration: 'repeating', durationMonths: 3, redeemBy: null, active: true })
      .execute();
    const as = await it.token('user_free');
    const { body } = await post(it, as, '/v1/checkout/create', { priceId: 'price_starter_month_usd', couponCode: 'HALF3' });
    assert.match((await it.ask('GET', new URL(body.url).pathname)).body, /Pay \$11\.50/);
    await submit(it.api, new URL(body.url).pathname, CARD);
    await it.advance('P4M');
    const totals = (await it.ask('GET', '/invoices?customer_id=user_free', { as: it.secret })).body.data.map((invoice: { total: number }) => invoice.total);
    assert.deepEqual(totals, [2300, 2300, 1150, 1150, 1150]);
  });
});

describe('a coupon for once', () => {
  it('is for the first period alone, also where a change to another rhythm begins the second', async () => {
    const it = await world();
    await it.db
      .insertInto('coupons')
      .values({ projectId: it.projectId, id: 'FIRST', name: 'First', percentOff: 100, amountOff: null, currency: null, duration: 'once', durationMonths: null, redeemBy: null, active: true })
      .execute();
    const as = await it.token('user_free');
    const { body } = await post(it, as, '/v1/checkout/create', { priceId: 'price_starter_month_usd', couponCode: 'FIRST' });
    await submit(it.api, new URL(body.url).pathname, CARD);
    await it.advance('P1D');
    const { id } = await subscriptionOf(it, 'user_free');
    const preview = async (more: object) => (await post(it, as, `/subscriptions/${id}/preview-change`, more)).body.proration.immediate_payment;
    assert.deepEqual([await preview({ new_price_id: 'price_starter_year_usd' }), await preview({ new_price_id: 'price_pro_month_usd' })], [22_800, 0]);
  });

  it('does not come back in a shorter rhythm, neither for what is left of the plan nor for the months to come', async () => {
    const it = await world();
    await addCoupon(it, { id: 'FIRST', percentOff: 50, duration: 'once' });
    const as = await it.token('user_free');
    await buyWith(it, as, 'price_starter_year_usd', 'FIRST');
    await it.advance('P1D');
    const { id } = await subscriptionOf(it, 'user_free');
    const now = { new_price_id: 'price_starter_month_usd', effective_date: 'immediate' };
    const { body: preview } = await post(it, as, `/subscriptions/${id}/preview-change`, now);
    assert.equal(preview.next_amount, 2300);
    const { body } = await post(it, as, `/subscriptions/${id}/change-plan`, now);
    assert.deepEqual([body.subscription.coupon, body.subscription.nextAmount], [null, 2300]);
    const dearer = (await post(it, as, `/subscriptions/${id}/preview-change`, { new_price_id: 'price_pro_month_usd' })).body.proration;
    assert.equal(dearer.unused_time_credit, 2300, 'it was paid in full');
    await it.advance('P1M');
    const [{ subtotal, lines }] = (await it.ask('GET', '/invoices', { as })).body.data;
    assert.equal(lines[0].amount, 2300);
    assert.ok(!lines.some(({ description }: { description: string }) => description.startsWith('Coupon')), String(subtotal));
  });
});

describe('a change to another rhythm', () => {
  it('begins a period of its own, also in the first moment of another: no day is charged for twice', async () => {
    const it = await world();
    const as = await it.token('user_free');
    await buyWith(it, as, 'price_starter_month_usd');
    const { id } = await subscriptionOf(it, 'user_free');
    const { body } = await post(it, as, `/subscriptions/${id}/change-plan`, { new_price_id: 'price_starter_year_usd' });
    assert.equal(body.amount_charged, 22_800 - 2300);
    await it.advance('P1Y');
    const periods = (await it.ask('GET', '/invoices', { as })).body.data.map(({ periodStart, periodEnd }: { periodStart: string; periodEnd: string }) => `${periodStart.slice(0, 10)} ${periodEnd.slice(0, 10)}`);
    assert.deepEqual(periods, ['2027-11-21 2028-11-21', '2026-11-21 2027-11-21', '2026-11-21 2026-12-21']);
  });
});

/** A plan for each of these prices, in dollars. */
async function addPlans(it: World, prices: Record<string, Pick<PriceEntry, 'amount' | 'interval'> & Partial<PriceEntry>>): Promise<void> {
  const products = Object.entries(prices).map(([id, price]) => ({ id, name: id, prices: [{ id, currency: 'USD', ...price }] }));
  const catalog = { ...demoCatalog, project: { ...demoCatalog.project, id: it.projectId }, products: [...(demoCatalog.products ?? []), ...products] };
  await applyCatalogs(it.db, readCatalogFile(JSON.stringify(catalog)), new Date(it.clock.ms));
}

describe('a change of a plan that is paid by the day', () => {
  it('goes by its hours: of a day that is used up nothing is given back', async () => {
    const it = await world();
    await addPlans(it, { day: { amount: 2400, interval: 'day' }, better: { amount: 4800, interval: 'day' }, month: { amount: 30_000, interval: 'month' } });
    const as = await it.token('user_free');
    await buyWith(it, as, 'day');
    const { id } = await subscriptionOf(it, 'user_free');
    const preview = async (price: string) => (await post(it, as, `/subscriptions/${id}/preview-change`, { new_price_id: price, effective_date: 'immediate' })).body.proration;
    await it.advance('PT17H30M');
    const later = await preview('month');
    assert.deepEqual([later.unused_time_credit, later.immediate_payment], [700, 29_300]);
    const dearer = await preview('better');
    assert.deepEqual([dearer.unused_time_credit, dearer.new_plan_charge], [700, 1400]);
    assert.deepEqual(dearer.breakdown.map(({ description }: { description: string }) => description), ['better, 7 of 24 hours', 'Unused time on day']);
    assert.deepEqual([dearer.remaining_days, dearer.total_days], [undefined, undefined]);
    await it.advance('PT6H');
    assert.equal((await preview('month')).unused_time_credit, 100);
  });
});

describe('a change between a price with tax inside and one with tax on top', () => {
  for (const [from, to, due] of [['inside', 'on_top', 2000 + 380 - 1190], ['on_top', 'inside', 2380 - 1190]] as const) {
    it(`gives back what the unused time cost with its tax, from ${from} to ${to}`, async () => {
      const it = await world();
      const isInside = from === 'inside';
      await addPlans(it, {
        old: { amount: isInside ? 1190 : 1000, interval: 'month', taxBehavior: isInside ? 'inclusive' : 'exclusive' },
        new: { amount: isInside ? 2000 : 2380, interval: 'month', taxBehavior: isInside ? 'exclusive' : 'inclusive' },
      });
      await addTax(it);
      const as = await it.token('user_free');
      await it.ask('PATCH', '/sdk/customer/billing', { as, body: { address: { country: 'DE' } } });
      await buyWith(it, as, 'old');
      const { id } = await subscriptionOf(it, 'user_free');
      const [paid] = (await it.ask('GET', '/invoices', { as })).body.data;
      assert.equal(paid.total, 1190);
      const { body } = await post(it, as, `/subscriptions/${id}/change-plan`, { new_price_id: 'new' });
      assert.equal(body.amount_charged, due);
    });
  }
});

describe('what comes next', () => {
  it('is said by the subscription: the amount with coupon and tax, and which coupon it is until when', async () => {
    const it = await world();
    await addCoupon(it, { id: 'FIFTH', percentOff: 20, duration: 'repeating', durationMonths: 2 });
    await addTax(it);
    const as = await it.token('user_free');
    await it.ask('PATCH', '/sdk/customer/billing', { as, body: { address: { country: 'DE' } } });
    await buyWith(it, as, 'price_starter_month_usd', 'FIFTH');
    const said = async () => {
      const { amount, coupon, nextAmount } = await subscriptionOf(it, 'user_free');
      return [amount, nextAmount, coupon];
    };
    const coupon = { id: 'FIFTH', percentOff: 20, amountOff: null, until: '2027-01-21T08:00:00.000Z' };
    assert.deepEqual(await said(), [2300, 2190, coupon]);
    await it.advance('P1M');
    assert.deepEqual(await said(), [2300, 2737, coupon], 'the period that begins next has it no more');
    await it.advance('P1M');
    assert.deepEqual(await said(), [2300, 2737, null]);
  });

  it('of a trial is the first period, with the coupon for once', async () => {
    const it = await world();
    await addCoupon(it, { id: 'FIRST', amountOff: 300, currency: 'USD', duration: 'once' });
    const as = await it.token('user_free');
    const page = await buyWith(it, as, 'price_pro_month_usd', 'FIRST');
    const { status, trialEnd, amount, nextAmount, coupon } = await subscriptionOf(it, 'user_free');
    assert.equal(status, 'trialing');
    assert.deepEqual([nextAmount, coupon.amountOff, coupon.until], [amount - 300, 300, trialEnd.replace('-12-', '-01-').replace('2026', '2027')]);
    assert.match(page, /On December \d+, 2026 the plan costs \$56\.00\./);
  });

  it('is nothing where a plan is free, ends, or is not paid', async () => {
    const it = await world();
    const next = async (user: string) => (await subscriptionOf(it, user)).nextAmount;
    assert.deepEqual([await next('user_free'), await next('user_canceling'), await next('user_past_due')], [null, null, null]);
    assert.equal(await next('user_pro'), 17_700);
  });

  it('is what a booked change makes of it, and what a preview said before', async () => {
    const it = await world();
    await addCoupon(it, { id: 'FIFTH', percentOff: 20, duration: 'forever' });
    const as = await it.token('user_free');
    await buyWith(it, as, 'price_starter_month_usd', 'FIFTH');
    const { id } = await subscriptionOf(it, 'user_free');
    const preview = async (price: string) => (await post(it, as, `/subscriptions/${id}/preview-change`, { new_price_id: price })).body.next_amount;
    assert.deepEqual([await preview('price_pro_month_usd'), await preview('price_hobby_month_usd')], [4720, null]);
    const later = { new_price_id: 'price_pro_month_usd', effective_date: 'period_end' };
    assert.equal((await post(it, as, `/subscriptions/${id}/change-plan`, later)).body.subscription.nextAmount, 4720);
  });

  it('is shown in the hosted portal, where it is not the price', async () => {
    const it = await world();
    await addCoupon(it, { id: 'FIFTH', percentOff: 20, duration: 'repeating', durationMonths: 3 });
    const as = await it.token('user_free');
    const shown = async () => {
      const { body } = await post(it, as, '/v1/portal/create', {});
      return (await it.ask('GET', new URL(body.url).pathname)).body;
    };
    await buyWith(it, as, 'price_starter_month_usd', 'FIFTH');
    assert.match(await shown(), /<p class="soft">20% off until February 21, 2027<\/p><p class="soft">Renews on December 21, 2026\. On December 21, 2026 the plan costs \$18\.40\.<\/p>/);
    await it.db.updateTable('subscriptions').set({ couponId: null }).where('projectId', '=', it.projectId).execute();
    assert.match(await shown(), /<p class="soft number">\$23\.00 per month<\/p><p class="soft">Renews on December 21, 2026\.<\/p>/);
  });

  it('is worked out for a whole list with as many queries as for one subscription', async () => {
    const it = await world();
    const queries = async (limit: number) => {
      let count = 0;
      const counted = it.db.withPlugin({
        transformQuery: ({ node }) => {
          count += 1;
          return node;
        },
        transformResult: async ({ result }) => result,
      });
      const rows = await findSubscriptions(counted, { projectId: it.projectId, limit });
      const { length } = await presentSubscriptions(counted, rows);
      assert.equal(length, limit);
      return count;
    };
    assert.equal(await queries(5), await queries(1));
  });

  it('is on the checkout beside what each period costs, and one that has changed since is shown before it is agreed to', async () => {
    const it = await world();
    await addCoupon(it, { id: 'FIFTH', percentOff: 20, duration: 'repeating', durationMonths: 3 });
    const as = await it.token('user_free');
    const { body } = await post(it, as, '/v1/checkout/create', { priceId: 'price_starter_month_usd', couponCode: 'FIFTH' });
    const path = new URL(body.url).pathname;
    const { body: page } = await it.ask('GET', path);
    assert.match(page, /Then \$23\.00 per month, next on December 21, 2026\. Cancel whenever you like\. On December 21, 2026 the plan costs \$18\.40\.</);
    assert.match(page, /name="next" value="1840"/);
    assert.equal((await submit(it.api, path, { ...CARD, due: '1840', next: '2300', later: '2300' })).status, 409);
    assert.equal((await submit(it.api, path, { ...CARD, due: '1840', next: '1840', later: '2300' })).status, 200);
  });

  it('is on the checkout what each period costs, where the coupon is for good', async () => {
    const it = await world();
    await addCoupon(it, { id: 'FIFTH', percentOff: 20, duration: 'forever' });
    const page = await buyWith(it, await it.token('user_free'), 'price_starter_month_usd', 'FIFTH');
    assert.match(page, /Then \$18\.40 per month, next on December 21, 2026\. Cancel whenever you like\.</);
  });
});

describe('the two tabs', () => {
  it('of one customer buy one plan', async () => {
    const it = await world();
    const as = await it.token('user_free');
    const paths = await Promise.all(
      ['price_starter_month_usd', 'price_pro_month_usd'].map(async (priceId) => new URL((await post(it, as, '/v1/checkout/create', { priceId })).body.url).pathname),
    );
    const answers = await Promise.all(paths.map((path) => submit(it.api, path, CARD)));
    assert.deepEqual(answers.map((answer) => answer.status).toSorted((a, b) => a - b), [200, 409]);
    assert.equal((await it.ask('GET', '/v1/customer/me', { as })).body.active_subscriptions.length, 1);
  });
});
