import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { world, type World } from './support.js';

const track = (it: World, as: string, body: object, headers: Record<string, string> = {}) =>
  it.ask('POST', '/v1/features/track-usage', { as, body: { feature_key: 'api_calls', quantity: 1, ...body }, headers });

const consumed = async (it: World, as: string, feature = 'api_calls') =>
  (await it.ask('GET', `/v1/features/usage-metrics?feature_key=${feature}`, { as })).body.metrics[0].consumed;

describe('recording usage', () => {
  it('adds to the counter and says what is left', async () => {
    const it = await world();
    const as = await it.token('user_near_limit');
    const { status, body } = await track(it, as, { quantity: 90 });
    assert.equal(status, 200);
    assert.equal(body.success, true);
    assert.deepEqual(
      [body.usage.consumed_units, body.usage.limit_units, body.usage.remaining_units],
      [9300, 10_000, 700],
    );
    assert.equal(await consumed(it, as), 9300);
  });

  it('refuses a quantity that does not fit, whole', async () => {
    const it = await world();
    const as = await it.token('user_near_limit');
    const { status, body } = await track(it, as, { quantity: 791 });
    assert.deepEqual([status, body.error.code], [429, 'quota_exceeded']);
    assert.equal(body.error.details.feature, 'api_calls');
    assert.equal(body.error.details.usage.remaining_units, 790);
    assert.equal(await consumed(it, as), 9210);
    assert.equal((await track(it, as, { quantity: 790 })).status, 200);
    assert.equal((await track(it, as, { quantity: 0.000001 })).status, 429);
  });

  it('loses and makes nothing of counts as large as bytes are', async () => {
    const it = await world();
    await it.db.updateTable('productFeatures').set({ limitUnits: null }).where('projectId', '=', it.projectId).execute();
    const as = await it.token('user_pro');
    await track(it, as, { feature_key: 'transfer_gb', quantity: 1e12 - 112.6 }); // with what was there: 1e12
    for (const [quantity, sum] of [[1, 1_000_000_000_001], [2, 1_000_000_000_003], [999_999_999_999, 2_000_000_000_002]] as const) {
      assert.equal((await track(it, as, { feature_key: 'transfer_gb', quantity })).body.usage.consumed_units, sum);
      assert.equal(await consumed(it, as, 'transfer_gb'), sum);
    }
  });

  it('never lets concurrent uses take more than there is', async () => {
    const it = await world();
    const as = await it.token('user_near_limit');
    const answers = await Promise.all(Array.from({ length: 100 }, () => track(it, as, { quantity: 10 })));
    assert.equal(answers.filter((answer) => answer.status === 200).length, 79);
    assert.equal(await consumed(it, as), 10_000);
  });

  it('counts decimals without drift', async () => {
    const it = await world();
    const as = await it.token('user_free');
    for (let index = 0; index < 3; index += 1) await track(it, as, { feature_key: 'transfer_gb', quantity: 0.1 });
    assert.equal(await consumed(it, as, 'transfer_gb'), 0.7);
  });

  it('goes on beyond the included quantity where the plan bills it', async () => {
    const it = await world();
    const as = await it.token('user_pro');
    const { status, body } = await track(it, as, { quantity: 50_000 });
    assert.equal(status, 200);
    assert.deepEqual([body.usage.consumed_units, body.usage.remaining_units], [114_210, 0]);
    const check = await it.ask('GET', '/v1/features/check?feature_key=api_calls', { as });
    assert.equal(check.body.has_access, true);
  });

  it('refuses what is not counted, not known, not granted or malformed', async () => {
    const it = await world();
    const as = await it.token('user_free');
    const stranger = await it.token('stranger');
    const code = async (token: string, body: object) => {
      const answer = await track(it, token, body);
      return [answer.status, answer.body.error.code];
    };
    assert.deepEqual(await code(as, { feature_key: 'pdf_export' }), [400, 'not_a_quota_feature']);
    assert.deepEqual(await code(as, { feature_key: 'team_members' }), [400, 'not_a_quota_feature']);
    assert.deepEqual(await code(as, { feature_key: 'nothing' }), [404, 'feature_not_found']);
    assert.deepEqual(await code(stranger, {}), [404, 'no_active_subscription']);
    for (const quantity of [0, -1, 1e13, 0.0000001, '1', null, Number.MAX_VALUE]) {
      assert.deepEqual(await code(as, { quantity }), [400, 'invalid_request'], String(quantity));
    }
    for (const key of ['API', 'a-b', '', 'a'.repeat(101)]) assert.deepEqual(await code(as, { feature_key: key }), [400, 'invalid_request'], key);
  });

  it('counts one of a hundred concurrent copies, whichever way the key is sent', async () => {
    const it = await world();
    const as = await it.token('user_free');
    const ways: (() => ReturnType<typeof track>)[] = [
      () => track(it, as, {}, { 'idempotency-key': 'header' }),
      () => track(it, as, { idempotency_key: 'body' }),
      () => track(it, as, { metadata: { idempotency_key: 'metadata' } }),
    ];
    for (const [index, way] of ways.entries()) {
      const copies = await Promise.all(Array.from({ length: 100 }, way));
      assert.ok(copies.every((copy) => copy.status === 200));
      assert.equal(copies.filter((copy) => copy.headers.get('x-idempotency-replayed') === 'true').length, 99);
      assert.equal(new Set(copies.map((copy) => JSON.stringify(copy.body))).size, 1);
      assert.equal(await consumed(it, as), 342 + index + 1);
    }
  });

  it('keeps one book of keys for both track routes, and another per customer', async () => {
    const it = await world();
    const as = await it.token('user_free');
    await track(it, as, { idempotency_key: 'k' });
    const fromServer = (customer: string) =>
      it.ask('POST', '/v1/usage/track', { as: it.secret, body: { customer_id: customer, feature_key: 'api_calls', quantity: 1, idempotency_key: 'k' } });
    assert.equal((await fromServer('user_free')).headers.get('x-idempotency-replayed'), 'true');
    assert.equal((await fromServer('user_pro')).headers.get('x-idempotency-replayed'), null);
  });

  it('refuses the same key for another use', async () => {
    const it = await world();
    const as = await it.token('user_free');
    await track(it, as, { idempotency_key: 'k' });
    const { status, body } = await track(it, as, { idempotency_key: 'k', quantity: 2 });
    assert.deepEqual([status, body.error.code], [409, 'idempotency_conflict']);
  });

  it('takes a key again after a day', async () => {
    const it = await world();
    const as = await it.token('user_free', { expiresIn: 86_400 });
    await track(it, as, { idempotency_key: 'daily' });
    await it.advance('PT24H');
    const second = await track(it, as, { idempotency_key: 'daily' });
    assert.equal(second.headers.get('x-idempotency-replayed'), null);
    assert.equal(await consumed(it, as), 344);
  });

  it('does not hold a refusal for want of quota against the key', async () => {
    const it = await world();
    const as = await it.token('user_over_limit');
    assert.equal((await track(it, as, { idempotency_key: 'k' })).status, 429);
    await it.db.updateTable('usageCounters').set({ consumed: 5 }).where('projectId', '=', it.projectId).where('featureKey', '=', 'api_calls').execute();
    assert.equal((await track(it, as, { idempotency_key: 'k' })).status, 200);
  });
});

describe('recording usage in batches', () => {
  const event = (id: string, more: object = {}) => ({ id, feature_key: 'api_calls', quantity: 1, timestamp: '2026-11-21T07:59:00.000Z', ...more });

  it('lets each event stand alone', async () => {
    const it = await world();
    const as = await it.token('user_near_limit');
    const { body } = await it.ask('POST', '/v1/features/track-usage/batch', {
      as,
      body: { events: [event('a'), { id: 'b', nonsense: true }, event('c', { quantity: 100_000 }), event('a'), 7, event('d', { feature_key: 'transfer_gb', quantity: 0.5 })] },
    });
    assert.deepEqual(
      body.results.map((result: { id: string; status: string; error?: { code: string } }) => [result.id, result.status, result.error?.code]),
      [
        ['a', 'recorded', undefined],
        ['b', 'refused', 'invalid_request'],
        ['c', 'refused', 'quota_exceeded'],
        ['a', 'duplicate', undefined],
        ['', 'refused', 'invalid_request'],
        ['d', 'recorded', undefined],
      ],
    );
    assert.equal(await consumed(it, as), 9211);
    assert.equal(await consumed(it, as, 'transfer_gb'), 9.1);
  });

  it('counts an event once for good, also when it came by the single route', async () => {
    const it = await world();
    const as = await it.token('user_free', { expiresIn: 86_400 });
    await track(it, as, { idempotency_key: 'a' });
    await it.advance('P3D');
    const send = () => it.ask('POST', '/v1/features/track-usage/batch', { as, body: { events: [event('a'), event('b')] } });
    assert.deepEqual((await send()).body.results.map((result: { status: string }) => result.status), ['duplicate', 'recorded']);
    await it.advance('P3D');
    assert.deepEqual((await send()).body.results.map((result: { status: string }) => result.status), ['duplicate', 'duplicate']);
    assert.equal(await consumed(it, as), 344);
  });

  it('counts copies of a batch that arrive at once only once', async () => {
    const it = await world();
    const as = await it.token('user_free');
    const events = Array.from({ length: 20 }, (_, index) => event(`e${index}`));
    await Promise.all(Array.from({ length: 5 }, () => it.ask('POST', '/v1/features/track-usage/batch', { as, body: { events } })));
    assert.equal(await consumed(it, as), 362);
  });
});

describe('reading entitlements and usage', () => {
  it('lists every feature of the catalog with what the customer may do', async () => {
    const it = await world();
    const { body } = await it.ask('GET', '/v1/features/entitlements', { as: await it.token('user_free') });
    const access = Object.fromEntries(body.entitlements.map((it: { feature_key: string; has_access: boolean }) => [it.feature_key, it.has_access]));
    assert.deepEqual(access, {
      api_calls: true, transfer_gb: true, team_members: true, projects: true,
      pdf_export: false, custom_branding: false, priority_support: false, sso: false,
    });
  });

  it('gives the reason of each refusal', async () => {
    const it = await world();
    const reason = async (user: string, feature: string) =>
      (await it.ask('GET', `/v1/usage/check?customer_id=${user}&feature_key=${feature}`, { as: it.secret })).body.reason;
    await it.token('stranger');
    assert.equal(await reason('stranger', 'sso'), 'no_active_subscription');
    assert.equal(await reason('user_free', 'sso'), 'feature_not_in_plan');
    assert.equal(await reason('user_over_limit', 'api_calls'), 'quota_exceeded');
    assert.equal(await reason('user_pro', 'custom_branding'), null);
    await it.db.updateTable('subscriptions').set({ status: 'unpaid' }).where('projectId', '=', it.projectId).execute();
    assert.equal(await reason('user_pro', 'custom_branding'), 'subscription_not_active');
  });

  it('gives the demo people the state that their names promise', async () => {
    const it = await world();
    const current = async (user: string) => (await it.ask('GET', '/v1/products', { as: await it.token(user) })).body.currentSubscription;
    assert.equal((await current('user_free')).amount, 0);
    assert.equal((await current('user_pro')).amount, 17_700);
    assert.equal((await current('user_trialing')).status, 'trialing');
    assert.equal((await current('user_past_due')).status, 'past_due');
    assert.equal((await current('user_canceling')).cancelAtPeriodEnd, true);
    const percentage = async (user: string) =>
      (await it.ask('GET', `/v1/usage/metrics?customer_id=${user}&feature_key=api_calls`, { as: it.secret })).body.metrics[0].percentage_used;
    assert.equal(await percentage('user_near_limit'), 92.1);
    assert.equal(await percentage('user_over_limit'), 100);
  });

  it('finds a customer by our id and by the external one, and nobody else’s', async () => {
    const it = await world();
    const other = await world();
    const mine = await it.ask('GET', '/v1/usage/metrics?customer_id=user_pro', { as: it.secret });
    const byId = await it.ask('GET', `/v1/usage/metrics?customer_id=${mine.body.customer_id}`, { as: it.secret });
    assert.deepEqual(byId.body, mine.body);
    assert.equal((await other.ask('GET', `/v1/usage/metrics?customer_id=${mine.body.customer_id}`, { as: other.secret })).status, 404);
  });

  it('shows only the plans that are asked for, and which one is the customer’s own', async () => {
    const it = await world();
    const { body } = await it.ask('GET', '/v1/products?planIds=pro,%20hobby,nothing', { as: await it.token('user_pro') });
    assert.deepEqual(
      body.products.map((product: { id: string; isCurrentPlan: boolean }) => [product.id, product.isCurrentPlan]),
      [['hobby', false], ['pro', true]],
    );
  });
});

describe('usage over time', () => {
  it('has a bucket for every day of the period, which add up to what was consumed', async () => {
    const it = await world();
    const as = await it.token('user_near_limit');
    await track(it, as, { quantity: 40 });
    const { body } = await it.ask('GET', '/v1/features/usage-series?feature_key=api_calls', { as });
    assert.equal(body.limit, 10_000);
    assert.equal(body.series.length, 22);
    assert.equal(body.series.reduce((sum: number, bucket: { quantity: number }) => sum + bucket.quantity, 0), 9250);
    const hours = await it.ask('GET', '/v1/features/usage-series?feature_key=api_calls&bucket=hour&from=2026-11-21T07:00:00Z&to=2026-11-21T09:00:00Z', { as });
    assert.deepEqual(hours.body.series.map((bucket: { start: string }) => bucket.start), ['2026-11-21T07:00:00.000Z', '2026-11-21T08:00:00.000Z']);
    assert.ok(hours.body.series[1].quantity >= 40);
  });

  it('has the last so many buckets, of the API’s own clock, and says what they are of', async () => {
    const it = await world();
    const as = await it.token('user_near_limit');
    const ask = async (query: string) => (await it.ask('GET', `/v1/features/usage-series?feature_key=transfer_gb&${query}`, { as })).body;
    const starts = ({ series }: { series: { start: string }[] }) => series.map(({ start }) => start);
    assert.deepEqual(starts(await ask('last=2')), ['2026-11-20T00:00:00.000Z', '2026-11-21T00:00:00.000Z']);
    assert.deepEqual(starts(await ask('last=3&bucket=month')), ['2026-09-01T00:00:00.000Z', '2026-10-01T00:00:00.000Z', '2026-11-01T00:00:00.000Z']);
    assert.equal((await ask('last=48&bucket=hour')).series.length, 48);
    const { feature_title, unit, period_start, period_end } = await ask('last=1');
    assert.deepEqual([feature_title, unit], ['Transfer', 'GB']);
    assert.ok(period_start < '2026-11-21' && period_end > '2026-11-21');
    assert.equal((await it.ask('GET', '/v1/features/usage-series?feature_key=api_calls&last=0', { as })).status, 400);
  });

  it('refuses too many buckets and a time that runs backwards', async () => {
    const it = await world();
    const as = await it.token('user_free');
    const ask = (query: string) => it.ask('GET', `/v1/features/usage-series?feature_key=api_calls&${query}`, { as });
    assert.equal((await ask('bucket=hour&from=2020-01-01T00:00:00Z')).status, 400);
    assert.equal((await ask('from=2027-01-01T00:00:00Z')).status, 400);
    assert.equal((await ask('bucket=month&from=0001-01-01T00:00:00Z&to=9999-01-01T00:00:00Z')).status, 400);
  });
});
