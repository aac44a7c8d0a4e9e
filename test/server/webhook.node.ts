import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { isBillingError, signWebhook, verifyWebhook, WebhookVerificationError, type VerifyWebhookOptions, type WebhookDelivery } from '../../src/server/index.js';

const NOW_MS = Date.parse('2026-11-21T08:00:00Z');
const KEY = randomBytes(24);
const SECRET = `whsec_${KEY.toString('base64')}`;
const body = JSON.stringify({
  id: 'evt_1',
  type: 'subscription.created',
  timestamp: '2026-11-21T07:59:00.000Z',
  data: { user: { email: 'zoë@example.com' }, subscription: { id: 'sub_1' } },
});

/** Signed here with node:crypto, as a receiver's documentation says it, not with our own code. */
function delivery({ id = 'evt_1', seconds = NOW_MS / 1000, text = body, key = KEY } = {}): Record<string, string> {
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${text}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': `v1,${signature}` };
}

const verify = (given: WebhookDelivery, options: Partial<VerifyWebhookOptions> = {}) =>
  verifyWebhook(given, { secret: SECRET, now: () => NOW_MS, ...options });

const refuses = (given: WebhookDelivery, code: string, options: Partial<VerifyWebhookOptions> = {}): Promise<void> =>
  assert.rejects(verify(given, options), (error) => {
    assert.ok(error instanceof WebhookVerificationError && isBillingError(error), String(error));
    assert.equal(error.code, code);
    assert.ok(!error.message.includes(SECRET));
    return true;
  });

describe('verifyWebhook', () => {
  it('gives the event of a genuine delivery, from a Request or from headers and bytes', async () => {
    const expected = { id: 'evt_1', type: 'subscription.created', timestamp: new Date('2026-11-21T07:59:00.000Z'), data: JSON.parse(body).data };
    const headers = delivery();
    assert.deepEqual(await verify(new Request('https://app.example/hook', { method: 'POST', headers, body })), expected);
    assert.deepEqual(await verify({ headers, body }), expected);
    assert.deepEqual(await verify({ headers: new Headers(headers), body: Buffer.from(body) }), expected);
  });

  it('takes a Request of any making', async () => {
    const request = new Request('https://app.example/hook', { method: 'POST', headers: delivery(), body });
    const another = { headers: { get: (name: string) => request.headers.get(name) }, arrayBuffer: () => request.arrayBuffer() };
    assert.equal((await verify(another as unknown as Request)).id, 'evt_1');
  });

  it('reads header names in any case, as Node frameworks give them', async () => {
    const headers = Object.fromEntries(Object.entries(delivery()).map(([name, value]) => [name.toUpperCase(), value]));
    assert.equal((await verify({ headers, body })).id, 'evt_1');
  });

  it('accepts any of several secrets, and any of several signatures', async () => {
    const other = `whsec_${randomBytes(24).toString('base64')}`;
    await verify({ headers: delivery(), body }, { secret: [other, SECRET] });
    const headers = delivery();
    headers['webhook-signature'] = `v1a,AAAA v1,${randomBytes(32).toString('base64')} ${headers['webhook-signature']}`;
    await verify({ headers, body });
    await refuses({ headers: delivery(), body }, 'webhook_signature_invalid', { secret: other });
  });

  it('verifies what signWebhook signs, and both schemes agree with node:crypto', async () => {
    const headers = await signWebhook({ id: 'evt_1', timestamp: new Date(NOW_MS), body, secret: SECRET });
    assert.deepEqual(headers, { ...delivery(), 'x-signature': createHmac('sha256', SECRET).update(body).digest('hex') });
    assert.equal((await verify({ headers, body })).id, 'evt_1');
    assert.equal((await verify({ headers, body }, { scheme: 'x-signature' })).id, 'evt_1');
  });

  it('verifies what is signed with two secrets while one replaces the other', async () => {
    const newer = `whsec_${randomBytes(24).toString('base64')}`;
    const headers = await signWebhook({ id: 'evt_1', timestamp: new Date(NOW_MS), body, secret: [newer, SECRET] });
    for (const secret of [newer, SECRET, [newer, SECRET]]) assert.equal((await verify({ headers, body }, { secret })).id, 'evt_1');
    assert.equal((await verify({ headers, body }, { secret: SECRET, scheme: 'x-signature' })).id, 'evt_1', 'there is room for one there: the one that was there before');
    await assert.rejects(signWebhook({ id: 'evt_1', timestamp: new Date(NOW_MS), body, secret: [] }), TypeError);
  });

  it('refuses a body of which one byte is another', async () => {
    for (const text of [body.replace('sub_1', 'sub_2'), JSON.stringify(JSON.parse(body), null, 1), `${body} `, '']) {
      await refuses({ headers: delivery(), body: text }, 'webhook_signature_invalid');
    }
  });

  it('refuses another id or time than was signed', async () => {
    await refuses({ headers: { ...delivery(), 'webhook-id': 'evt_2' }, body }, 'webhook_signature_invalid');
    await refuses({ headers: { ...delivery(), 'webhook-timestamp': String(NOW_MS / 1000 + 1) }, body }, 'webhook_signature_invalid');
  });

  for (const [off, timely] of [[-301, false], [-300, true], [300, true], [301, false]] as const) {
    it(`${timely ? 'accepts' : 'refuses'} a delivery sent ${off} s from now`, async () => {
      const given = { headers: delivery({ seconds: NOW_MS / 1000 + off }), body };
      if (timely) await verify(given);
      else await refuses(given, 'webhook_not_timely');
    });
  }

  for (const timestamp of ['NaN', '-1', '1e9', '2026-11-21T08:00:00Z', '9'.repeat(400), ' ']) {
    it(`refuses ${timestamp.slice(0, 20)} as a time`, () => refuses({ headers: { ...delivery(), 'webhook-timestamp': timestamp }, body }, 'webhook_not_timely'));
  }

  for (const signature of ['v1,', 'v1', 'garbage', 'v1,AAAA', 'v1,!!!!', `v1,${'A'.repeat(10_000)}`, `v2,${delivery()['webhook-signature']?.slice(3)}`]) {
    it(`refuses ${signature.slice(0, 20)} as a signature`, () => refuses({ headers: { ...delivery(), 'webhook-signature': signature }, body }, 'webhook_signature_invalid'));
  }

  it('refuses a header that is missing or there twice', async () => {
    for (const name of Object.keys(delivery())) {
      await refuses({ headers: { ...delivery(), [name]: undefined }, body }, 'webhook_headers_missing');
      await refuses({ headers: { ...delivery(), [name]: ['a', 'b'] }, body }, 'webhook_headers_missing');
      const twice = new Headers(delivery());
      twice.append(name, 'again');
      await refuses({ headers: twice, body }, 'webhook_headers_missing');
    }
  });

  it('refuses an empty secret, also one of several', async () => {
    for (const secret of ['', 'whsec_', [], ['', SECRET], undefined as unknown as string]) {
      await refuses({ headers: delivery(), body }, 'webhook_secret_missing', { secret });
    }
    await refuses({ headers: delivery(), body }, 'webhook_secret_invalid', { secret: 'whsec_not base64!' });
  });

  it('refuses a body that was parsed or read before, and signed words that are no event', async () => {
    await refuses({ headers: delivery(), body: JSON.parse(body) as string }, 'webhook_body_invalid');
    const request = new Request('https://app.example/hook', { method: 'POST', headers: delivery(), body });
    await request.text();
    await refuses(request, 'webhook_body_invalid');
    for (const text of ['null', '[]', '{"type":1}', 'hello', '{"type":"a","data":{},"timestamp":"x"}']) {
      await refuses({ headers: delivery({ text }), body: text }, 'webhook_body_invalid');
    }
  });

  it('by x-signature, refuses what node:crypto would', async () => {
    const good = createHmac('sha256', SECRET).update(body).digest('hex');
    for (const signature of [`0${good.slice(1)}`, good.slice(2), `${good}00`, 'zz', `v1,${good}`]) {
      if (signature === good) continue;
      await refuses({ headers: { 'x-signature': signature }, body }, 'webhook_signature_invalid', { scheme: 'x-signature' });
    }
    await refuses({ headers: {}, body }, 'webhook_headers_missing', { scheme: 'x-signature' });
  });
});
