import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { json } from '../../src/api/store/json.js';
import { CARD, ORIGIN, submit, world, type World } from './support.js';

const BACK = { successUrl: 'http://localhost:3000/done?a=1&s=__SESSION__', cancelUrl: 'https://app.example.com/plans' };

const start = (it: World, as: string, body: object, headers: Record<string, string> = {}) =>
  it.ask('POST', '/v1/checkout/create', { as, body: { ...BACK, ...body }, headers });

const pathOf = (answer: { body: { url: string } }) => new URL(answer.body.url).pathname;

async function opened(user: string, body: object) {
  const it = await world();
  const as = await it.token(user);
  const answer = await start(it, as, body);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return { it, as, id: answer.body.id as string, path: pathOf(answer) };
}

/** What a framed page tells the page around it. */
const telling = (page: string): { to?: string[]; news?: string } | undefined => {
  const found = /data-frame="([^"]*)"/.exec(page)?.[1];
  return found && JSON.parse(found.replaceAll('&quot;', '"'));
};

const status = async (it: World, as: string, id: string) => (await it.ask('GET', `/v1/checkout/${id}/status`, { as })).body;
const invoices = (it: World) => it.db.selectFrom('invoices').selectAll().where('projectId', '=', it.projectId).orderBy('createdAt', 'desc').orderBy('id', 'desc').execute();

describe('starting a checkout', () => {
  it('gives a page that is open for an hour', async () => {
    const { it, as, id, path } = await opened('user_free', { priceId: 'price_starter_month_usd' });
    const { body } = await it.ask('GET', `/v1/checkout/${id}/status`, { as });
    assert.equal(body.status, 'open');
    assert.equal(body.subscription, null);
    assert.equal(body.url, ORIGIN + path);
    assert.equal(Date.parse(body.expiresAt), it.clock.ms + 3_600_000);
  });

  it('happens once per idempotency key, also for a hundred at once', async () => {
    const it = await world();
    const as = await it.token('user_free');
    const copies = await Promise.all(
      Array.from({ length: 100 }, () => start(it, as, { priceId: 'price_starter_month_usd' }, { 'idempotency-key': 'intent-1' })),
    );
    assert.equal(new Set(copies.map((copy) => copy.body.id)).size, 1);
    const rows = await it.db.selectFrom('checkouts').select('id').where('projectId', '=', it.projectId).execute();
    assert.equal(rows.length, 1);
  });

  it('refuses a second paid plan, unless it is a change of the first', async () => {
    const it = await world();
    const as = await it.token('user_pro');
    const { status: code, body } = await start(it, as, { priceId: 'price_starter_month_usd' });
    assert.deepEqual([code, body.error.code], [409, 'already_purchased']);
    const existingSubscriptionId = body.error.details.subscription_id;
    assert.equal((await start(it, as, { priceId: 'price_starter_month_usd', existingSubscriptionId })).status, 200);
    assert.equal((await start(it, as, { priceId: 'price_starter_month_usd', ignoreActivePurchase: true })).status, 200);
    assert.equal((await start(it, as, { priceId: 'price_pro_month_usd', quantity: 3, existingSubscriptionId })).body.error.code, 'already_purchased');
    assert.equal((await start(it, as, { priceId: 'price_starter_month_usd', existingSubscriptionId: 'sub_none' })).status, 404);
  });

  it('refuses unknown, metered and uncountable prices, unknown coupons and foreign customers', async () => {
    const it = await world();
    const as = await it.token('user_free');
    const code = async (body: object) => (await start(it, as, body)).body.error.code;
    assert.equal(await code({ priceId: 'price_none' }), 'not_found');
    assert.equal(await code({ priceId: 'price_pro_api_calls_usd' }), 'price_not_for_checkout');
    assert.equal(await code({ priceId: 'price_starter_month_usd', quantity: 2 }), 'invalid_request');
    assert.equal(await code({ priceId: 'price_pro_month_usd', couponCode: 'NONE' }), 'invalid_coupon');
    assert.equal(await code({ priceId: 'price_pro_month_usd', customerId: 'user_pro' }), 'not_found');
    assert.equal((await start(it, it.secret, { priceId: 'price_pro_month_usd' })).body.error.code, 'invalid_request');
    assert.equal((await start(it, it.secret, { priceId: 'price_pro_month_usd', customerId: 'user_free' })).status, 200);
  });

  it('refuses to change a plan whose last invoice is unpaid', async () => {
    const it = await world();
    const as = await it.token('user_past_due');
    const [invoice] = (await it.ask('GET', '/invoices?status=open', { as })).body.data;
    for (const [more, code] of [[{ ignoreActivePurchase: true }, 'subscription_past_due'], [{}, 'already_purchased']] as const) {
      const { error } = (await start(it, as, { priceId: 'price_pro_month_usd', ...more })).body;
      assert.deepEqual([error.code, error.details.invoice_id], [code, invoice.id]);
      assert.match(error.message, new RegExp(`is past_due: first pay its invoice ${invoice.id}`));
    }
  });

  it('sends nobody anywhere but to allowed origins', async () => {
    const it = await world();
    const as = await it.token('user_free');
    const hostile = [
      'javascript:alert(1)', 'data:text/html,x', '//evil.example/x', 'https:evil.example', 'https://evil.example/', 'http://app.example.com/x',
      'https://app.example.com\\@evil.example', 'https:\\\\evil.example', 'https://user@app.example.com/', 'https://user:pw@app.example.com/',
      'https://app.example.com.evil.example/', ' https://app.example.com/', 'https://app.example.com/\n', 'https://app.example.com:8443/',
      `https://app.example.com/${'x'.repeat(2048)}`, 'ftp://localhost/x', '', 'nonsense',
    ];
    for (const successUrl of hostile) {
      const { status: code, body } = await start(it, as, { priceId: 'price_starter_month_usd', successUrl });
      assert.equal(code, 400, successUrl);
      assert.match(body.error.code, /invalid_return_url|invalid_request/, successUrl);
    }
    for (const successUrl of ['https://app.example.com/ok', 'http://127.0.0.1:8080/', 'http://[::1]:9/x', 'http://localhost/#/a?b']) {
      assert.equal((await start(it, as, { priceId: 'price_starter_month_usd', successUrl })).status, 200, successUrl);
    }
  });

  it('is invisible to others', async () => {
    const { it, id } = await opened('user_free', { priceId: 'price_starter_month_usd' });
    const other = await world();
    assert.equal((await it.ask('GET', `/v1/checkout/${id}/status`, { as: await it.token('user_pro') })).status, 404);
    assert.equal((await other.ask('GET', `/v1/checkout/${id}/status`, { as: other.secret })).status, 404);
    assert.equal((await it.ask('GET', `/v1/checkout/${id}/status`, { as: it.secret })).status, 200);
  });
});

describe('the checkout page', () => {
  it('shows plan, price and what is due, needs no script and lets nothing else in', async () => {
    const { it, path } = await opened('user_free', { priceId: 'price_starter_month_usd' });
    const { status: code, body, headers } = await it.ask('GET', path);
    assert.equal(code, 200);
    assert.match(body, /Starter/);
    assert.match(body, /\$23\.00/);
    assert.match(body, /Pay \$23\.00/);
    assert.doesNotMatch(body, /<script/);
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /form-action 'self' http:\/\/localhost:3000 https:\/\/app\.example\.com/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.equal(headers.get('cache-control'), 'no-store');
  });

  it('completes with the success card: subscription, paid invoice, card on file, and the way back', async () => {
    const { it, as, id, path } = await opened('user_free', { priceId: 'price_starter_month_usd' });
    const { status: code, location } = await submit(it.api, path, CARD);
    assert.equal(code, 303);
    assert.equal(location, `http://localhost:3000/done?a=1&s=${id}&billing_checkout=${id}`);
    const { subscription, status: state } = await status(it, as, id);
    assert.equal(state, 'complete');
    assert.deepEqual([subscription.productId, subscription.status, subscription.amount], ['starter', 'active', 2300]);
    const [invoice] = await invoices(it);
    assert.deepEqual([invoice?.total, invoice?.status, invoice?.number?.slice(-5)], [2300, 'paid', '-0001']);
    const { body } = await it.ask('GET', '/v1/customer/me', { as });
    assert.equal(body.active_subscriptions.length, 1, 'the free plan was replaced');
    assert.ok(body.granted_features.some((it: { feature_key: string }) => it.feature_key === 'pdf_export'));
  });

  it('keeps brand and last digits of a card and nothing else of it', async () => {
    const { it, path } = await opened('user_free', { priceId: 'price_starter_month_usd' });
    await submit(it.api, path, CARD);
    for (const table of ['paymentMethods', 'checkouts', 'customers', 'subscriptions', 'invoices'] as const) {
      const rows = JSON.stringify(await it.db.selectFrom(table).selectAll().where('projectId', '=', it.projectId).execute());
      assert.doesNotMatch(rows.replaceAll(/\s/g, ''), /4242424242424242/);
    }
    const cards = await it.db.selectFrom('paymentMethods').selectAll().where('projectId', '=', it.projectId).orderBy('createdAt', 'desc').limit(1).execute();
    assert.deepEqual([cards[0]?.brand, cards[0]?.last4, cards[0]?.expMonth, cards[0]?.expYear, cards[0]?.isDefault], ['Visa', '4242', 4, 2029, true]);
  });

  it('has one effect however often it is submitted', async () => {
    const { it, path } = await opened('user_free', { priceId: 'price_starter_month_usd' });
    const before = (await invoices(it)).length;
    const answers = await Promise.all(Array.from({ length: 20 }, () => submit(it.api, path, CARD)));
    assert.deepEqual([...new Set(answers.map((answer) => answer.status))], [303]);
    assert.equal((await invoices(it)).length, before + 1);
  });

  it('lets another card be tried after a declined one, and keeps what was typed but for the card', async () => {
    const { it, as, id, path } = await opened('user_free', { priceId: 'price_starter_month_usd' });
    const declined = await submit(it.api, path, { ...CARD, number: '4000000000000002' });
    assert.equal(declined.status, 402);
    assert.match(declined.text, /role="alert"/);
    assert.match(declined.text, /declined this card\. Nothing was charged/);
    assert.match(declined.text, /value="ada@example\.com"/);
    assert.match(declined.text, /value="Ada L"/);
    assert.doesNotMatch(declined.text, /4000 ?0000 ?0000 ?0002"|value="123"|value="04/);
    assert.equal((await status(it, as, id)).status, 'open');
    assert.equal((await submit(it.api, path, CARD)).status, 303);
  });

  it('names each field that is wrong, and charges nothing', async () => {
    const { it, path } = await opened('user_free', { priceId: 'price_starter_month_usd' });
    const { status: code, text } = await submit(it.api, path, { email: 'nope', name: '', number: '4242 4242 4242 4241', expiry: '13/29', cvc: '1' });
    assert.equal(code, 422);
    for (const name of ['email', 'name', 'number', 'expiry', 'cvc']) assert.match(text, new RegExp(`aria-describedby="${name}-wrong"`));
    assert.match((await submit(it.api, path, { ...CARD, expiry: '10/26' })).text, /This card has expired/);
    assert.equal((await submit(it.api, path, {})).status, 422);
  });

  it('asks the bank where the card wants it, and takes no for an answer', async () => {
    const { it, as, id, path } = await opened('user_free', { priceId: 'price_starter_month_usd' });
    const asked = await submit(it.api, path, { ...CARD, number: '4000 0025 0000 3155' });
    assert.deepEqual([asked.status, asked.location], [303, `${path}/confirm`]);
    assert.equal((await status(it, as, id)).status, 'processing');
    assert.match((await it.ask('GET', `${path}/confirm`)).body, /Visa card ending in 3155/);
    const refused = await submit(it.api, `${path}/confirm`, { answer: 'refuse' });
    assert.equal(refused.status, 402);
    assert.match(refused.text, /this was not you\. Nothing was charged/);
    assert.equal((await status(it, as, id)).status, 'open');
    await submit(it.api, path, { ...CARD, number: '4000002500003155' });
    const confirmed = await Promise.all([1, 2, 3].map(() => submit(it.api, `${path}/confirm`, { answer: 'confirm' })));
    assert.deepEqual(confirmed.map((answer) => answer.status), [303, 303, 303]);
    assert.equal((await status(it, as, id)).status, 'complete');
  });

  it('starts a trial without charging, and gives it once', async () => {
    const { it, as, id, path } = await opened('user_free', { priceId: 'price_pro_month_usd', quantity: 2 });
    const before = (await invoices(it)).length;
    assert.match((await it.ask('GET', path)).body, /Start free trial/);
    await submit(it.api, path, CARD);
    const { subscription } = await status(it, as, id);
    assert.equal(subscription.status, 'trialing');
    assert.equal(Date.parse(subscription.currentPeriodEnd), it.clock.ms + 14 * 86_400_000);
    assert.equal((await invoices(it)).length, before);
    await it.db.updateTable('subscriptions').set({ status: 'canceled', endedAt: new Date(it.clock.ms) }).where('id', '=', subscription.id).execute();
    const again = await start(it, as, { priceId: 'price_pro_month_usd' });
    assert.match((await it.ask('GET', pathOf(again))).body, /Pay \$59\.00/);
  });

  it('shows and charges the proration of a switch', async () => {
    // Nadia has paid $23 for a month of 30 days, of which 9 are left.
    const { it, as, id, path } = await opened('user_near_limit', { priceId: 'price_pro_month_usd', quantity: 2, ignoreActivePurchase: true });
    const { body } = await it.ask('GET', path);
    assert.match(body, /Pro, 9 of 30 days/);
    assert.match(body, /\$35\.40/);
    assert.match(body, /−\$6\.90/);
    assert.match(body, /Pay \$28\.50/);
    it.clock.ms += 50 * 60_000; // Whoever takes their time pays what they read.
    assert.equal((await submit(it.api, path, CARD)).status, 303);
    const [invoice] = await invoices(it);
    assert.deepEqual([invoice?.total, invoice?.lines.map((line) => line.amount)], [2850, [3540, -690]]);
    const { subscription } = await status(it, as, id);
    assert.deepEqual([subscription.productId, subscription.amount], ['pro', 11_800]);
    assert.equal((await it.ask('GET', '/v1/customer/me', { as })).body.active_subscriptions.length, 1);
  });

  it('leaves a downgrade for the end of the period', async () => {
    const { it, as, id, path } = await opened('user_pro', { priceId: 'price_starter_month_usd', ignoreActivePurchase: true });
    const { body } = await it.ask('GET', path);
    assert.match(body, /You keep Pro until/);
    await submit(it.api, path, CARD);
    const { subscription } = await status(it, as, id);
    assert.equal(subscription.productId, 'pro');
    const row = await it.db.selectFrom('subscriptions').select('pendingPriceId').where('id', '=', subscription.id).executeTakeFirst();
    assert.equal(row?.pendingPriceId, 'price_starter_month_usd');
  });

  it('says when a downgrade to a free plan takes effect, and starts nothing before', async () => {
    const { it, as, id, path } = await opened('user_pro', { priceId: 'price_hobby_month_usd', ignoreActivePurchase: true });
    const { body } = await it.ask('GET', path);
    assert.match(body, /You keep Pro until/);
    assert.doesNotMatch(body, /Start Hobby|Card number/);
    assert.equal((await submit(it.api, path, { email: 'priya@example.com' })).status, 303);
    assert.equal((await status(it, as, id)).subscription.productId, 'pro');
  });

  it('asks for no card where nothing is due and there is one already', async () => {
    const { it, as, id, path } = await opened('user_pro', { priceId: 'price_starter_month_usd', ignoreActivePurchase: true });
    assert.doesNotMatch((await it.ask('GET', path)).body, /Card number/);
    await submit(it.api, path, { email: 'priya@example.com' });
    assert.equal((await status(it, as, id)).status, 'complete');
    const dearer = await opened('user_near_limit', { priceId: 'price_pro_month_usd', ignoreActivePurchase: true });
    assert.match((await dearer.it.ask('GET', dearer.path)).body, /Card number/);
  });

  it('keeps a plan that was to end, and calls it that', async () => {
    const { it, as, id, path } = await opened('user_canceling', { priceId: 'price_pro_month_usd', ignoreActivePurchase: true });
    assert.match((await it.ask('GET', path)).body, /<h1>Keep Pro<\/h1>/);
    await submit(it.api, path, { email: 'c@example.com' });
    assert.equal((await status(it, as, id)).subscription.cancelAtPeriodEnd, false);
  });

  it('does not lead in a circle where the bank was asked and the plan was bought elsewhere meanwhile', async () => {
    const { it, as, path } = await opened('user_free', { priceId: 'price_starter_month_usd' });
    const bank = (await submit(it.api, path, { ...CARD, number: '4000 0025 0000 3155' })).location ?? '';
    await submit(it.api, pathOf(await start(it, as, { priceId: 'price_pro_month_usd' })), CARD);
    assert.equal((await it.ask('GET', path)).headers.get('location'), bank);
    const { status: code, body } = await it.ask('GET', bank);
    assert.equal(code, 409);
    assert.match(body, /changed meanwhile/);
  });

  it('says of a downgrade what it changes to and when, and so does the catalog', async () => {
    const { it, as, id, path } = await opened('user_pro', { priceId: 'price_starter_month_usd', ignoreActivePurchase: true });
    await submit(it.api, path, CARD);
    const { subscription } = await status(it, as, id);
    assert.deepEqual(subscription.pendingChange, {
      priceId: 'price_starter_month_usd',
      productId: 'starter',
      productName: 'Starter',
      quantity: 1,
      interval: 'month',
      intervalCount: 1,
      effectiveAt: subscription.currentPeriodEnd,
    });
    const { currentSubscription } = (await it.ask('GET', '/v1/products', { as })).body;
    assert.deepEqual(currentSubscription, subscription);
    assert.deepEqual([currentSubscription.currency, currentSubscription.intervalCount], ['USD', 1]);
  });

  it('needs no card for a free plan', async () => {
    const { it, as, id, path } = await opened('newcomer', { priceId: 'price_hobby_month_usd' });
    const { body } = await it.ask('GET', path);
    assert.match(body, /Start Hobby/);
    assert.doesNotMatch(body, /Card number/);
    assert.equal((await submit(it.api, path, { email: 'new@example.com' })).status, 303);
    assert.equal((await status(it, as, id)).subscription.productId, 'hobby');
  });

  it('expires after an hour, says so, and takes no money any more', async () => {
    const { it, as, id, path } = await opened('user_free', { priceId: 'price_starter_month_usd' });
    await it.advance('PT1H');
    const { status: code, body } = await it.ask('GET', path);
    assert.equal(code, 410);
    assert.match(body, /expired/);
    assert.equal((await submit(it.api, path, CARD)).status, 410);
    assert.equal((await status(it, as, id)).status, 'expired');
  });

  it('leads back when somebody decides against it', async () => {
    const { it, id, path } = await opened('user_free', { priceId: 'price_starter_month_usd' });
    const { status: code, headers } = await it.ask('GET', `${path}/cancel`);
    assert.deepEqual([code, headers.get('location')], [303, `https://app.example.com/plans?billing_checkout_canceled=${id}`]);
  });

  it('may be framed where it was asked for embedded, by the pages that it leads back to', async () => {
    const { it, path } = await opened('user_free', { priceId: 'price_starter_month_usd', mode: 'embedded' });
    const policy = (await it.ask('GET', path)).headers.get('content-security-policy') ?? '';
    assert.match(policy, /frame-ancestors http:\/\/localhost:3000 https:\/\/app\.example\.com;/);
    assert.match(policy, /script-src 'sha256-[^']+';/);
    const nameless = await start(it, await it.token('user_free'), { priceId: 'price_pro_month_usd', mode: 'embedded', successUrl: undefined, cancelUrl: undefined });
    const open = await it.ask('GET', pathOf(nameless));
    assert.match(open.headers.get('content-security-policy') ?? '', /frame-ancestors https:\/\/app\.example\.com http:\/\/localhost:\*/);
    assert.deepEqual(telling(open.body)?.to, []);
  });

  it('tells the page around it how far it is, and does not lead back inside the frame', async () => {
    const { it, id, path } = await opened('user_free', { priceId: 'price_starter_month_usd', mode: 'embedded' });
    const to = ['http://localhost:3000', 'https://app.example.com'];
    assert.deepEqual(telling((await it.ask('GET', path)).body), { id, to });
    assert.deepEqual(telling((await it.ask('GET', `${path}/cancel`)).body), { id, to, news: 'canceled' });
    const declined = await submit(it.api, path, { ...CARD, number: '4000000000000002' });
    assert.equal(telling(declined.text)?.news, 'declined');
    assert.equal(telling((await submit(it.api, path, { ...CARD, number: '' })).text)?.news, undefined);
    await submit(it.api, path, { ...CARD, number: '4000002500003155' });
    assert.equal(telling((await it.ask('GET', `${path}/confirm`)).body)?.news, 'needs_confirmation');
    const done = await submit(it.api, `${path}/confirm`, { answer: 'confirm' });
    assert.deepEqual([done.status, telling(done.text)?.news], [200, 'complete']);
  });

  it('tells nobody whose origin the project allows no longer', async () => {
    const { it, path } = await opened('user_free', { priceId: 'price_starter_month_usd', mode: 'embedded' });
    await it.db.updateTable('projects').set({ allowedOrigins: json([]) }).where('id', '=', it.projectId).execute();
    const { body, headers } = await it.ask('GET', path);
    assert.deepEqual(telling(body)?.to, ['http://localhost:3000']);
    assert.doesNotMatch(headers.get('content-security-policy') ?? '', /frame-ancestors[^;]*app\.example/);
  });

  it('leads back and has no script where an embedded one is opened as a page of its own', async () => {
    const { it, id, path } = await opened('user_free', { priceId: 'price_starter_month_usd', mode: 'embedded' });
    const headers = { 'sec-fetch-dest': 'document' };
    const { body, headers: answered } = await it.ask('GET', path, { headers });
    assert.doesNotMatch(body, /<script|<html[^>]*data-frame/);
    assert.match(answered.get('content-security-policy') ?? '', /frame-ancestors 'none'/);
    const away = await it.ask('GET', `${path}/cancel`, { headers });
    assert.equal(away.headers.get('location'), `https://app.example.com/plans?billing_checkout_canceled=${id}`);
    await submit(it.api, path, CARD);
    assert.equal((await it.ask('GET', path, { headers })).headers.get('location'), `http://localhost:3000/done?a=1&s=${id}&billing_checkout=${id}`);
  });

  it('shows hostile names as the text they are', async () => {
    const it = await world();
    await it.db.updateTable('products').set({ name: '<script>alert(1)</script>"><img src=x>' }).where('projectId', '=', it.projectId).execute();
    const answer = await start(it, await it.token('user_free'), { priceId: 'price_starter_month_usd', customer: { name: '"><script>x</script>' } });
    const { body } = await it.ask('GET', pathOf(answer));
    assert.doesNotMatch(body, /<script|<img/);
  });

  it('says politely that an address leads nowhere', async () => {
    const it = await world();
    const { status: code, body } = await it.ask('GET', '/checkout/cs_none');
    assert.equal(code, 404);
    assert.match(body, /No such checkout/);
  });
});
