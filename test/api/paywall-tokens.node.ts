import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { paywall, type Paywall } from './paywall-support.js';

const change = (it: Paywall, op: 'credit' | 'debit', amount: number, more: object = {}, headers: Record<string, string> = {}) =>
  it.post('balances', { user_id: 'user_pro', type: 'image', op, amount, ...more }, { headers });

describe('token balances', () => {
  it('credit and debit answer the new count, and all of them', async () => {
    const it = await paywall();
    const { status, body } = await change(it, 'credit', 100);
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual([body.success, body.type, body.count], [true, 'image', 125]);
    assert.deepEqual(body.balances, [{ type: 'gpt-4', count: 480 }, { type: 'image', count: 125 }]);
    assert.equal((await change(it, 'debit', 125)).body.count, 0);
  });

  it('name their user by email too, in any case of letters', async () => {
    const it = await paywall();
    const { body } = await it.post('balances', { email: 'PRIYA@example.com', type: 'image', op: 'credit', amount: 1 });
    assert.equal(body.count, 26);
    assert.equal(await it.count('user_pro', 'image'), 26);
  });

  it('refuse a debit that does not fit, whole', async () => {
    const it = await paywall();
    const { status, body } = await change(it, 'debit', 26);
    assert.equal(status, 409);
    assert.deepEqual([body.code, body.error, typeof body.message, typeof body.requestId], ['insufficient', 'insufficient', 'string', 'string']);
    assert.deepEqual(body.details, { balances: [{ type: 'gpt-4', count: 480 }, { type: 'image', count: 25 }], type: 'image', currentBalance: 25 });
    assert.equal(await it.count('user_pro', 'image'), 25);
  });

  it('never go below zero under a hundred debits at once, and add up exactly', async () => {
    const it = await paywall();
    const answers = await Promise.all(Array.from({ length: 100 }, () => change(it, 'debit', 3)));
    const taken = answers.filter(({ status }) => status === 200);
    assert.equal(taken.length, 8);
    assert.ok(answers.every(({ status, body }) => status === 200 || body.code === 'insufficient'));
    assert.deepEqual(taken.map(({ body }) => body.count).toSorted((a, b) => a - b), [1, 4, 7, 10, 13, 16, 19, 22]);
    assert.equal(await it.count('user_pro', 'image'), 1);
  });

  it('add up under credits and debits together, for somebody who had none', async () => {
    const it = await paywall();
    const mixed = Array.from({ length: 100 }, (_, index) => change(it, index % 4 === 0 ? 'credit' : 'debit', index % 4 === 0 ? 5 : 1, { user_id: 'user_free' }));
    const answers = await Promise.all(mixed);
    const debits = answers.filter(({ status }, index) => index % 4 !== 0 && status === 200).length;
    assert.equal(await it.count('user_free', 'image'), 125 - debits);
  });

  it('change once per idempotency key, also for a hundred copies at once', async () => {
    const it = await paywall();
    const copies = await Promise.all(Array.from({ length: 100 }, () => change(it, 'debit', 2, {}, { 'idempotency-key': 'job-7' })));
    assert.ok(copies.every(({ status, body }) => status === 200 && body.count === 23));
    assert.equal(copies.filter(({ headers }) => headers.get('x-idempotency-replayed') === 'true').length, 99);
    assert.equal(await it.count('user_pro', 'image'), 23);
    const other = await change(it, 'debit', 3, {}, { 'idempotency-key': 'job-7' });
    assert.deepEqual([other.status, other.body.code], [409, 'idempotency_conflict']);
  });

  it('give a replay the refusal of its first copy, in the form of this surface', async () => {
    const it = await paywall();
    const refused = await change(it, 'debit', 26, {}, { 'idempotency-key': 'big' });
    await change(it, 'credit', 1_000);
    const replayed = await change(it, 'debit', 26, {}, { 'idempotency-key': 'big' });
    assert.deepEqual(replayed.body, refused.body);
    assert.equal(await it.count('user_pro', 'image'), 1_025);
  });

  it('are for keys alone', async () => {
    const it = await paywall();
    const session = await it.token('user_pro');
    const code = async (as: string | undefined) => {
      const { status, body } = await it.post('balances', { type: 'image', op: 'credit', amount: 5 }, { as: as ?? '' });
      return [status, body.code];
    };
    assert.deepEqual(await code(session), [403, 'apikey_required']);
    assert.deepEqual(await code(it.publishable), [403, 'apikey_required']);
    assert.deepEqual(await code(undefined), [401, 'unauthenticated']);
    assert.equal(await it.count('user_pro', 'image'), 25);
  });

  it('say what is missing: nobody named, nobody known, no such type, no whole positive amount', async () => {
    const it = await paywall();
    const code = async (body: object) => {
      const answer = await it.post('balances', { user_id: 'user_pro', type: 'image', op: 'credit', amount: 1, ...body });
      return [answer.status, answer.body.code];
    };
    assert.deepEqual(await code({ user_id: undefined }), [400, 'identity_required']);
    assert.deepEqual(await code({ user_id: 'nobody' }), [404, 'identity_not_found']);
    assert.deepEqual(await code({ user_id: undefined, email: 'nobody@example.com' }), [404, 'identity_not_found']);
    assert.deepEqual(await code({ type: 'gold' }), [404, 'token_type_not_found']);
    for (const amount of [0, -1, 1.5, '1', null]) assert.deepEqual(await code({ amount }), [400, 'invalid_request'], String(amount));
  });

  it('of another project are out of reach', async () => {
    const [mine, other] = [await paywall(), await paywall()];
    const { status, body } = await mine.ask('POST', other.path('balances'), { as: mine.secret, body: { user_id: 'user_pro', type: 'image', op: 'credit', amount: 5 } });
    assert.deepEqual([status, body.code], [404, 'not_found']);
    assert.equal(await other.count('user_pro', 'image'), 25);
  });
});

describe('the daily trial', () => {
  const debit = (it: Paywall, user_id: string, amount: number) => change(it, 'debit', amount, { user_id, type: 'gpt-4' });

  it('is there for whoever never had a balance', async () => {
    const it = await paywall();
    assert.equal(await it.count('user_free'), 20);
    assert.equal((await debit(it, 'user_free', 1)).body.count, 19);
    assert.equal(await it.count('user_free'), 19);
  });

  it('raises a lower balance once a day', async () => {
    const it = await paywall();
    assert.equal(await it.count('user_near_limit'), 3);
    assert.equal((await debit(it, 'user_near_limit', 3)).body.count, 0);
    assert.equal((await debit(it, 'user_near_limit', 1)).body.code, 'insufficient');
    await it.advance('PT16H');
    assert.equal(await it.count('user_near_limit'), 20);
    assert.equal((await debit(it, 'user_near_limit', 20)).body.count, 0);
    assert.equal((await debit(it, 'user_near_limit', 1)).body.code, 'insufficient');
    await it.advance('PT23H');
    assert.equal(await it.count('user_near_limit'), 0);
    await it.advance('PT1H');
    assert.equal(await it.count('user_near_limit'), 20);
  });

  it('leaves a higher balance, and what is credited comes on top', async () => {
    const it = await paywall();
    await it.advance('P1D');
    assert.equal(await it.count('user_pro'), 480);
    assert.equal((await change(it, 'credit', 100, { user_id: 'user_over_limit', type: 'gpt-4' })).body.count, 120);
    await it.advance('P3D');
    assert.equal(await it.count('user_over_limit'), 120);
  });

  it('is not given twice to a hundred who ask at once', async () => {
    const it = await paywall();
    await it.advance('P1D');
    const answers = await Promise.all(Array.from({ length: 100 }, () => debit(it, 'user_over_limit', 1)));
    assert.equal(answers.filter(({ status }) => status === 200).length, 20);
    assert.equal(await it.count('user_over_limit'), 0);
  });

  it('is for types that have one', async () => {
    const it = await paywall();
    await it.advance('P2D');
    assert.equal(await it.count('user_near_limit', 'image'), 2);
    assert.equal(await it.count('user_free', 'image'), 0);
  });
});

describe('withdraw-tokens', () => {
  const withdraw = (it: Paywall, body: object) => it.ask('POST', '/api/v1/withdraw-tokens', { as: it.secret, body: { paywall_id: it.projectId, user_id: 'user_pro', ...body } });

  it('takes of the first type, or of the one named', async () => {
    const it = await paywall();
    assert.deepEqual((await withdraw(it, { tokens: 80 })).body, { success: true, remaining: 400 });
    assert.deepEqual((await withdraw(it, { tokens: 5, token_type: 'image' })).body, { success: true, remaining: 20 });
  });

  it('takes nothing where there is too little, and nothing of another paywall', async () => {
    const it = await paywall();
    assert.equal((await withdraw(it, { tokens: 481 })).body.code, 'insufficient');
    assert.equal((await withdraw(it, { tokens: 1, paywall_id: 'demo' })).status, 404);
    assert.equal((await withdraw(it, { tokens: 1, user_id: 'nobody' })).body.code, 'identity_not_found');
    assert.equal(await it.count('user_pro'), 480);
  });
});
