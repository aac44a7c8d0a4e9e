import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { world } from './support.js';

const payloadOf = (token: string) => JSON.parse(Buffer.from(token.split('_').slice(3).join('_').split('.')[0] ?? '', 'base64url').toString());

describe('session tokens', () => {
  it('name their customer, life and project in a signed payload', async () => {
    const { ask, secret, projectId, clock } = await world();
    const { body } = await ask('POST', '/v1/session-tokens', { as: secret, body: { externalUserId: 'ada', externalOrganizationId: 'acme', expiresIn: 60 } });
    assert.match(body.sessionToken, /^bos_session_test_[A-Za-z0-9_-]+\.[0-9a-f]{64}$/);
    const payload = payloadOf(body.sessionToken);
    assert.equal(payload.merchant_id, projectId);
    assert.equal(payload.external_user_id, 'ada');
    assert.equal(payload.external_organization_id, 'acme');
    assert.match(payload.jti, /^tok_/);
    assert.equal(payload.exp - payload.iat, 60);
    assert.equal(Date.parse(body.expiresAt), clock.ms + 60_000);
  });

  it('make a customer of an unknown user, once however many ask', async () => {
    const { token, db, projectId } = await world();
    await Promise.all(Array.from({ length: 20 }, () => token('newcomer')));
    const rows = await db.selectFrom('customers').select('id').where('projectId', '=', projectId).where('externalUserId', '=', 'newcomer').execute();
    assert.equal(rows.length, 1);
  });

  it('end at their expiry, by the real clock and not by the test clock', async () => {
    const { token, ask, clock, advance } = await world();
    const as = await token('user_free', { expiresIn: 60 });
    await advance('P2D');
    assert.equal((await ask('GET', '/v1/customer/me', { as })).status, 200);
    clock.ms += 60_000;
    const { status, body } = await ask('GET', '/v1/customer/me', { as });
    assert.deepEqual([status, body.error.code], [401, 'session_expired']);
  });

  it('are refused at once when revoked, and revoked only once', async () => {
    const { token, ask, secret } = await world();
    const as = await token('user_free');
    const { jti } = payloadOf(as);
    assert.deepEqual((await ask('DELETE', `/v1/session-tokens/${jti}`, { as: secret })).body, { deleted: true });
    assert.equal((await ask('GET', '/v1/customer/me', { as })).body.error.code, 'session_revoked');
    assert.equal((await ask('DELETE', `/v1/session-tokens/${jti}`, { as: secret })).status, 404);
    assert.equal((await ask('DELETE', '/v1/session-tokens/tok_none', { as: secret })).status, 404);
  });

  it('are refused at once however many requests are under way', async () => {
    const { token, ask, secret } = await world();
    const as = await token('user_free');
    const before = Array.from({ length: 20 }, () => ask('GET', '/v1/customer/me', { as }));
    await ask('DELETE', `/v1/session-tokens/${payloadOf(as).jti}`, { as: secret });
    const after = await Promise.all(Array.from({ length: 20 }, () => ask('GET', '/v1/customer/me', { as })));
    assert.deepEqual([...new Set(after.map((answer) => answer.status))], [401]);
    await Promise.all(before);
  });

  it('cannot be revoked by another project', async () => {
    const mine = await world();
    const other = await world();
    const as = await mine.token('user_free');
    assert.equal((await other.ask('DELETE', `/v1/session-tokens/${payloadOf(as).jti}`, { as: other.secret })).status, 404);
    assert.equal((await mine.ask('GET', '/v1/customer/me', { as })).status, 200);
  });

  it('are refused when any part was tampered with', async () => {
    const mine = await world();
    const other = await world();
    const as = await mine.token('user_free');
    const [head = '', signature = ''] = as.split('.');
    const payload = payloadOf(as);
    const forge = (change: object, mode = 'test') =>
      `bos_session_${mode}_${Buffer.from(JSON.stringify({ ...payload, ...change })).toString('base64url')}.${signature}`;
    const forged = [
      forge({ external_user_id: 'user_pro' }),
      forge({ exp: payload.exp + 9999 }),
      forge({ merchant_id: other.projectId }),
      forge({}, 'live'),
      `${head}.${signature.replace(/.$/, (last) => (last === '0' ? '1' : '0'))}`,
      `${head}.${signature.slice(1)}`,
      `${head}.`,
      `${head}`,
      'bos_session_test_!!!.00',
      forge({ merchant_id: '\0' }),
      forge({ jti: 'tok_\0' }),
    ];
    for (const token of forged) {
      const { status, body } = await mine.ask('GET', '/v1/customer/me', { as: token });
      assert.deepEqual([status, body.error.code], [401, 'invalid_session_token'], token);
    }
  });

  it('do only what their allowed operations say', async () => {
    const { token, ask } = await world();
    const as = await token('user_free', { allowedOperations: ['getCustomerSelf'] });
    assert.equal((await ask('GET', '/v1/customer/me', { as })).status, 200);
    const { status, body } = await ask('GET', '/v1/features/entitlements', { as });
    assert.deepEqual([status, body.error.code], [403, 'operation_not_allowed']);
  });

  it('are minted by secret keys alone', async () => {
    const { token, ask, publishable } = await world();
    for (const as of [publishable, await token('user_free')]) {
      assert.equal((await ask('POST', '/v1/session-tokens', { as, body: { externalUserId: 'ada' } })).status, 403);
    }
  });

  it('are minted once per idempotency key', async () => {
    const { ask, secret } = await world();
    const mint = (body: object) => ask('POST', '/v1/session-tokens', { as: secret, body, headers: { 'idempotency-key': 'k1' } });
    const copies = await Promise.all(Array.from({ length: 20 }, () => mint({ externalUserId: 'ada' })));
    assert.equal(new Set(copies.map((copy) => copy.body.sessionToken)).size, 1);
    assert.equal(copies.filter((copy) => copy.headers.get('x-idempotency-replayed') === 'true').length, 19);
    const other = await mint({ externalUserId: 'bob' });
    assert.deepEqual([other.status, other.body.error.code], [409, 'idempotency_conflict']);
  });

  it('forget an idempotency key after a day', async () => {
    const { ask, secret, clock } = await world();
    const mint = () => ask('POST', '/v1/session-tokens', { as: secret, body: { externalUserId: 'ada' }, headers: { 'idempotency-key': 'k1' } });
    const first = await mint();
    clock.ms += 24 * 3_600_000;
    const second = await mint();
    assert.equal(second.headers.get('x-idempotency-replayed'), null);
    assert.notEqual(second.body.sessionToken, first.body.sessionToken);
  });
});
