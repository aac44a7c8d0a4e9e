import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { paywall, type Paywall } from './paywall-support.js';
import { CARD, ORIGIN, submit } from './support.js';

const START = { priceId: 'price_starter_month_usd', successUrl: 'https://app.example.com/success?session=__SESSION__', errorUrl: 'https://app.example.com/checkout-failed' };

const refusal = ({ status, body }: { status: number; body: { code: string; error: string; message: string; requestId: string } }) => {
  assert.equal(body.error, body.code);
  assert.ok(body.message && body.requestId);
  return [status, body.code];
};

describe('bootstrap', () => {
  const ask = (it: Paywall, query = '', headers = {}) => it.ask('GET', it.path(`bootstrap${query}`), { headers });

  it('says what is on sale to anybody, in decimals', async () => {
    const it = await paywall();
    const { status, headers, body } = await ask(it);
    assert.equal(status, 200);
    assert.equal(headers.get('vary'), 'Accept-Language, Origin');
    assert.deepEqual(body.settings, { name: 'Northwind Notes', locale_default: 'en', locale: 'en' });
    const find = (id: string) => body.prices.find((price: { id: string }) => price.id === id);
    assert.deepEqual(find('price_starter_month_usd'), {
      id: 'price_starter_month_usd', product_id: 'starter', currency: 'USD', amount: 23, interval: 'month', interval_count: 1, trial_days: null, label: 'Starter, 1 month',
    });
    assert.deepEqual([find('price_pro_year_eur').amount, find('price_pro_year_eur').trial_days], [548, 14]);
    assert.equal(find('price_pro_api_calls_usd'), undefined);
  });

  it('keeps cents and currencies without them apart', async () => {
    const it = await paywall();
    const set = (id: string, row: object) => it.db.updateTable('prices').set(row).where('projectId', '=', it.projectId).where('id', '=', id).execute();
    await set('price_starter_month_usd', { amount: 1999 });
    await set('price_starter_month_eur', { amount: 1280, currency: 'JPY' });
    const { prices } = (await ask(it)).body;
    const amount = (id: string) => prices.find((price: { id: string }) => price.id === id).amount;
    assert.deepEqual([amount('price_starter_month_usd'), amount('price_starter_month_eur')], [19.99, 1280]);
  });

  it('says no more than that nothing changed, until something does', async () => {
    const it = await paywall();
    const { version } = (await ask(it)).body;
    assert.deepEqual((await ask(it, `?if_version=${version}`)).body, { unchanged: true, version });
    await it.db.updateTable('prices').set({ amount: 2400 }).where('projectId', '=', it.projectId).where('id', '=', 'price_starter_month_usd').execute();
    const changed = (await ask(it, `?if_version=${version}`)).body;
    assert.notEqual(changed.version, version);
    assert.ok(changed.prices.length > 0);
  });

  it('speaks the language that is asked for where it can, else the project\'s own', async () => {
    const it = await paywall();
    const words = async (accept: string) => {
      const { settings, products, prices } = (await ask(it, '', { 'accept-language': accept })).body;
      const starter = products.find((product: { id: string }) => product.id === 'starter');
      return [settings.locale, starter.description, prices.find((price: { id: string }) => price.id === 'price_starter_month_usd').label];
    };
    const [english, german] = [
      ['en', 'For small products with real users.', 'Starter, 1 month'],
      ['de', 'Für kleine Produkte mit echten Nutzern.', 'Starter, 1 Monat'],
    ];
    assert.deepEqual(await words('de-AT,de;q=0.9,en;q=0.5'), german);
    assert.deepEqual(await words('sv, de;q=0.1'), german);
    assert.deepEqual(await words('en-GB, de;q=0.9'), english);
    assert.deepEqual(await words('sv'), english);
    assert.deepEqual(await words(';;q=x,,*'), english);
    await it.db.updateTable('projects').set({ localeDefault: 'de' }).where('id', '=', it.projectId).execute();
    assert.deepEqual(await words('sv'), german);
  });

  it('has another version in another language', async () => {
    const it = await paywall();
    const { version } = (await ask(it)).body;
    assert.equal((await ask(it, `?if_version=${version}`, { 'accept-language': 'de' })).body.unchanged, undefined);
  });

  it('knows no other project', async () => {
    const it = await paywall();
    assert.deepEqual(refusal(await it.ask('GET', '/api/v1/paywall/nobody/bootstrap')), [404, 'not_found']);
  });
});

describe('user', () => {
  it('shows purchases, trial and balances', async () => {
    const it = await paywall();
    const body = await it.user('user_trialing');
    assert.equal(body.user.email, 'tomas@example.com');
    assert.equal(body.user.user_id, 'user_trialing');
    assert.equal(body.has_active_subscription, true);
    const [purchase] = body.purchases;
    assert.deepEqual(
      [purchase.status, purchase.unit_amount, purchase.currency, purchase.interval, purchase.cancel_at_period_end, purchase.cancel_at, purchase.ended_at],
      ['trialing', 5900, 'USD', 'month', false, null, null],
    );
    assert.deepEqual(body.trial, { active: true, ends_at: purchase.current_period_end });
    assert.deepEqual(body.balances, [{ type: 'gpt-4', count: 20 }, { type: 'image', count: 0 }]);
  });

  it('does not take a free plan for a purchase', async () => {
    const it = await paywall();
    const { has_active_subscription, purchases } = await it.user('user_free');
    assert.deepEqual([has_active_subscription, purchases], [false, []]);
  });

  it('is the session\'s own, whoever is named', async () => {
    const it = await paywall();
    const as = await it.token('user_free');
    const { body } = await it.ask('GET', it.path('user?user_id=user_pro&email=priya@example.com'), { as });
    assert.equal(body.user.user_id, 'user_free');
  });

  it('is found by email or id of the same project alone', async () => {
    const it = await paywall();
    const other = await paywall();
    const ask = (query: string, as = it.secret) => it.ask('GET', it.path(`user${query}`), { as });
    assert.equal((await it.user('Priya@Example.com')).user.user_id, 'user_pro');
    assert.deepEqual(refusal(await ask('')), [400, 'identity_required']);
    assert.deepEqual(refusal(await ask('?email=nobody@example.com')), [404, 'identity_not_on_paywall']);
    assert.deepEqual(refusal(await ask('?user_id=nobody')), [404, 'identity_not_on_paywall']);
    assert.deepEqual(refusal(await ask('?email=no-address')), [400, 'invalid_request']);
    assert.deepEqual(refusal(await ask('?user_id=user_pro', other.secret)), [404, 'not_found']);
    assert.deepEqual(refusal(await ask('?user_id=user_pro', await other.token('user_pro'))), [404, 'not_found']);
    assert.deepEqual(refusal(await ask('?user_id=user_pro', it.publishable)), [403, 'forbidden']);
  });

  it('takes no address for an identity that a payer typed', async () => {
    const it = await paywall();
    const as = await it.token('mallory');
    const { body } = await it.ask('POST', '/v1/checkout/create', { as, body: { priceId: 'price_hobby_month_usd' } });
    await submit(it.api, new URL(body.url).pathname, { ...CARD, email: 'victim@example.com' });
    assert.equal((await it.ask('GET', it.path('user'), { as })).body.user.email, 'victim@example.com');
    const { status } = await it.post('balances', { email: 'victim@example.com', type: 'image', op: 'credit', amount: 5 });
    assert.equal(status, 404);
  });
});

describe('start-checkout', () => {
  it('opens a checkout for somebody new, who is known from then on', async () => {
    const it = await paywall();
    const { status, body } = await it.post('start-checkout', { ...START, email: 'New@example.com', userMeta: { plan: 'a' } });
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal(new URL(body.checkoutUrl).origin, ORIGIN);
    assert.equal((await it.user('new@example.com')).user.id, body.userId);
    const paid = await submit(it.api, new URL(body.checkoutUrl).pathname, CARD);
    const id = new URL(body.checkoutUrl).pathname.split('/').at(-1);
    assert.equal(paid.location, `https://app.example.com/success?session=${id}&billing_checkout=${id}`);
    const user = await it.user('new@example.com');
    assert.deepEqual([user.has_active_subscription, user.purchases[0].unit_amount], [true, 2300]);
  });

  it('makes one customer and one checkout of a hundred copies at once', async () => {
    const it = await paywall();
    const copies = await Promise.all(Array.from({ length: 100 }, () => it.post('start-checkout', { ...START, email: 'copy@example.com' }, { headers: { 'idempotency-key': 'c1' } })));
    assert.equal(new Set(copies.map(({ body }) => `${body.checkoutUrl} ${body.userId}`)).size, 1);
    assert.equal((await it.db.selectFrom('checkouts').select('id').where('projectId', '=', it.projectId).execute()).length, 1);
    // Without a key each is a call of its own, but the customer is still one.
    const calls = await Promise.all(Array.from({ length: 20 }, () => it.post('start-checkout', { ...START, email: 'many@example.com' })));
    assert.equal(new Set(calls.map(({ body }) => body.userId)).size, 1);
    const both = await Promise.all(Array.from({ length: 20 }, () => it.post('start-checkout', { ...START, email: 'both@example.com', user_id: 'u_both' })));
    assert.equal(new Set(both.map(({ status, body }) => `${status} ${body.userId}`)).size, 1);
  });

  it('joins what it is told of a user, and never two users', async () => {
    const it = await paywall();
    const start = async (named: object) => (await it.post('start-checkout', { ...START, ...named })).body.userId;
    const first = await start({ email: 'ada@example.org' });
    assert.equal(await start({ email: 'ada@example.org', user_id: 'u_1' }), first);
    assert.equal(await start({ user_id: 'u_1' }), first);
    const second = await start({ email: 'ada@example.org', user_id: 'u_2' });
    assert.notEqual(second, first);
    assert.equal(await start({ email: 'ada@example.org' }), first);
    assert.equal((await it.user('u_2')).user.id, second);
  });

  it('joins a user who signs in at the same time', async () => {
    const it = await paywall();
    for (let round = 0; round < 20; round += 1) {
      const [email, user_id] = [`${round}@example.org`, `u_${round}`];
      await it.post('start-checkout', { ...START, email });
      const [started] = await Promise.all([it.post('start-checkout', { ...START, email, user_id }), it.token(user_id)]);
      assert.equal(started.status, 200, JSON.stringify(started.body));
      assert.equal((await it.user(user_id)).user.id, started.body.userId);
    }
  });

  it('refuses who has an active purchase, unless told to go on', async () => {
    const it = await paywall();
    const refused = await it.post('start-checkout', { ...START, user_id: 'user_pro' });
    assert.deepEqual(refusal(refused), [409, 'already_purchased']);
    assert.equal(refused.body.hasActivePurchase, true);
    assert.equal((await it.post('start-checkout', { ...START, user_id: 'user_pro', ignoreActivePurchase: true })).status, 200);
    assert.equal((await it.post('start-checkout', { ...START, user_id: 'user_free' })).status, 200);
  });

  it('refuses nobody named, unknown prices, foreign paywalls and addresses elsewhere', async () => {
    const it = await paywall();
    const [other, start] = [await paywall(), async (body: object) => refusal(await it.post('start-checkout', { ...START, user_id: 'user_free', ...body }))];
    assert.deepEqual(await start({ user_id: undefined }), [400, 'identity_required']);
    assert.deepEqual(await start({ priceId: 'price_none' }), [404, 'not_found']);
    assert.deepEqual(await start({ priceId: 'price_pro_api_calls_usd' }), [400, 'price_not_for_checkout']);
    for (const successUrl of ['https://evil.example/', 'javascript:alert(1)', '//app.example.com', 'https://app.example.com@evil.example/']) {
      assert.deepEqual(await start({ successUrl }), [400, 'invalid_return_url'], successUrl);
    }
    assert.deepEqual(refusal(await it.ask('POST', other.path('start-checkout'), { as: it.secret, body: { ...START, user_id: 'user_free' } })), [404, 'not_found']);
    assert.equal((await it.db.selectFrom('checkouts').select('id').where('projectId', '=', it.projectId).execute()).length, 0);
  });

  it('gives the trial that the server asks for, and a session none of its own making', async () => {
    const it = await paywall();
    const trialOf = async (answer: { body: { checkoutUrl: string; userId: string } }) => {
      await submit(it.api, new URL(answer.body.checkoutUrl).pathname, CARD);
      const { trial } = await it.user(answer.body.userId);
      return trial && Math.round((Date.parse(trial.ends_at) - it.clock.ms) / 86_400_000);
    };
    assert.equal(await trialOf(await it.post('start-checkout', { ...START, email: 'a@example.com', trial_days: 30 })), 30);
    assert.equal(await trialOf(await it.post('start-checkout', { ...START, email: 'b@example.com', priceId: 'price_pro_month_usd', trial_days: 0 })), null);
    const greedy = await it.token('u_greedy');
    assert.equal(await trialOf(await it.post('start-checkout', { ...START, trial_days: 700 }, { as: greedy })), null);
    const second = await it.token('u_second');
    assert.equal(await trialOf(await it.post('start-checkout', { ...START, priceId: 'price_pro_month_usd', trial_days: 700 }, { as: second })), 14);
  });
});

describe('get-customer-portal', () => {
  it('gives an address that opens the portal once', async () => {
    const it = await paywall();
    const { status, body } = await it.post('get-customer-portal', { email: 'priya@example.com' });
    assert.equal(status, 200, JSON.stringify(body));
    const visit = (path: string, method = 'GET') => it.api.fetch(new Request(path.startsWith('/') ? ORIGIN + path : path, { method }));
    assert.equal((await visit(body.url, 'HEAD')).status, 200);
    const visits = await Promise.all(Array.from({ length: 10 }, () => visit(body.url)));
    const opened = visits.filter((answer) => answer.status === 303);
    assert.equal(opened.length, 1);
    assert.equal(visits.filter((answer) => answer.status === 410).length, 9);
    const portal = await visit(opened[0]?.headers.get('location') ?? '');
    assert.equal(portal.status, 200);
    assert.match(await portal.text(), /Pro/);
  });

  it('gives none that lasts', async () => {
    const it = await paywall();
    const { body } = await it.post('get-customer-portal', { user_id: 'user_pro' });
    await it.advance('PT61M');
    assert.equal((await it.ask('GET', new URL(body.url).pathname)).status, 410);
    assert.equal((await it.ask('GET', '/portal/once/plink_none')).status, 410);
  });

  it('is for who has a subscription', async () => {
    const it = await paywall();
    assert.deepEqual(refusal(await it.post('get-customer-portal', { user_id: 'user_free' })), [403, 'forbidden']);
    assert.deepEqual(refusal(await it.post('get-customer-portal', { user_id: 'nobody' })), [404, 'identity_not_on_paywall']);
    assert.deepEqual(refusal(await it.post('get-customer-portal', {})), [400, 'identity_required']);
    assert.equal((await it.post('get-customer-portal', {}, { as: await it.token('user_past_due') })).status, 200);
  });
});

describe('cancel-subscription', () => {
  const cancel = (it: Paywall, body: object, as = it.secret) =>
    it.ask('POST', '/api/paywall/cancel-subscription', { as, body: { paywallId: it.projectId, cancellationReason: 'too expensive', ...body } });

  it('cancels at the end of the period, and keeps why', async () => {
    const it = await paywall();
    const { purchases } = await it.user('user_pro');
    const { status, body } = await cancel(it, { subscriptionId: purchases[0].id, userId: 'user_pro', email: 'priya@example.com' });
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(body, {
      success: true,
      subscription: { id: purchases[0].id, status: 'active', cancel_at_period_end: true, cancel_at: purchases[0].current_period_end, canceled_at: new Date(it.clock.ms).toISOString() },
    });
    const row = await it.db.selectFrom('subscriptions').select(['cancellationReason', 'cancellationFeedback']).where('id', '=', purchases[0].id).executeTakeFirst();
    assert.deepEqual(row, { cancellationReason: 'too_expensive', cancellationFeedback: null });
    assert.equal((await it.user('user_pro')).has_active_subscription, true);
    await it.advance('P1M');
    assert.equal((await it.user('user_pro')).has_active_subscription, false);
  });

  it('keeps in the customer\'s own words what is none of the known reasons', async () => {
    const it = await paywall();
    const [{ id: subscriptionId }] = (await it.user('user_near_limit')).purchases;
    await cancel(it, { subscriptionId, cancellationReason: ' My cat did it ' }, await it.token('user_near_limit'));
    const row = await it.db.selectFrom('subscriptions').select(['cancellationReason', 'cancellationFeedback']).where('id', '=', subscriptionId).executeTakeFirst();
    assert.deepEqual(row, { cancellationReason: 'other', cancellationFeedback: 'My cat did it' });
  });

  it('leaves other people\'s subscriptions alone', async () => {
    const [it, other] = [await paywall(), await paywall()];
    const [{ id: subscriptionId }] = (await it.user('user_pro')).purchases;
    assert.deepEqual(refusal(await cancel(it, { subscriptionId, userId: 'user_near_limit' })), [404, 'not_found']);
    assert.deepEqual(refusal(await cancel(it, { subscriptionId }, await it.token('user_near_limit'))), [404, 'not_found']);
    assert.deepEqual(refusal(await cancel(it, { subscriptionId, userId: 'user_pro' }, other.secret)), [404, 'not_found']);
    assert.deepEqual(refusal(await cancel(it, { subscriptionId, userId: 'user_pro', paywallId: other.projectId }, other.secret)), [404, 'not_found']);
    assert.deepEqual(refusal(await cancel(it, { subscriptionId })), [400, 'identity_required']);
    assert.deepEqual(refusal(await cancel(it, { subscriptionId, userId: 'nobody' })), [404, 'identity_not_on_paywall']);
    assert.equal((await it.user('user_pro')).purchases[0].cancel_at_period_end, false);
  });
});
