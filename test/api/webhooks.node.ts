import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, describe, it } from 'node:test';
import * as z from 'zod/mini';
import { createApi } from '../../src/api/index.js';
import { nodeSender } from '../../src/api/node-webhooks.js';
import { deliverDue, type WebhookSender } from '../../src/api/services/webhooks.js';
import { WEBHOOK_EVENTS, WebhookMessage } from '../../src/contract/index.js';
import { verifyWebhook } from '../../src/server/index.js';
import { startReceiver, type Receiver } from '../support/receiver.js';
import { CARD, submit, world, type World } from './support.js';

const receivers: Receiver[] = [];
after(() => Promise.all(receivers.map((it) => it.close())));

async function listener(): Promise<Receiver> {
  const receiver = await startReceiver();
  receivers.push(receiver);
  return receiver;
}

const withSender = (sendWebhook: WebhookSender = nodeSender()) => world({ sendWebhook });

async function register({ ask, secret }: World, url: string, more: object = {}): Promise<{ id: string; secret: string }> {
  const { status, body } = await ask('POST', '/admin/v1/webhooks', { as: secret, body: { url, ...more } });
  assert.equal(status, 201, JSON.stringify(body));
  return body;
}

/** Something that is told of: a customer with a subscription. */
async function subscribe({ ask, secret }: World, email = 'ada@example.com'): Promise<string> {
  const customer = await ask('POST', '/admin/v1/customers', { as: secret, body: { display_name: 'Ada', email } });
  const { body } = await ask('POST', '/v1/subscriptions', { as: secret, body: { customer_id: customer.body.id, plan_id: 'starter', currency: 'USD' } });
  return body.id;
}

const idsAt = (receiver: Receiver) => receiver.received.map(({ headers }) => headers['webhook-id']);

async function makeForeign({ db, projectId }: World): Promise<void> {
  await db.updateTable('projects').set({ anyLoopback: false }).where('id', '=', projectId).execute();
}

describe('webhooks', () => {
  it('tell of what happened, signed as the SDK checks it, with the user and their subscription', async () => {
    const [it, receiver] = [await withSender(), await listener()];
    const { secret } = await register(it, receiver.url);
    const subscriptionId = await subscribe(it);
    await it.api.deliverWebhooks();

    const [delivery] = receiver.received;
    assert.ok(delivery);
    const event = await verifyWebhook(delivery, { secret, now: () => it.clock.ms });
    assert.equal(event.type, 'subscription.created');
    assert.equal(event.timestamp.getTime(), it.clock.ms);
    const data = event.data as { user: { email: string }; subscription: { id: string; status: string; product_id: string } };
    assert.equal(data.user.email, 'ada@example.com');
    assert.deepEqual([data.subscription.id, data.subscription.status, data.subscription.product_id], [subscriptionId, 'active', 'starter']);
    assert.equal((await verifyWebhook(delivery, { secret, scheme: 'x-signature' })).id, event.id);
    assert.equal(createHmac('sha256', secret).update(delivery.body).digest('hex'), delivery.headers['x-signature'], 'as the handler of seed 002 checks it');
  });

  it('say of every type what the contract says, and nothing else', async () => {
    const told: { type: string }[] = [];
    const it = await withSender(async ({ body }) => (told.push(JSON.parse(body)), 200));
    await register(it, 'http://127.0.0.1:9/hook');
    const { body: checkout } = await it.ask('POST', '/v1/checkout/create', { as: await it.token('user_new'), body: { priceId: 'price_starter_month_usd' } });
    await submit(it.api, new URL(checkout.url).pathname, CARD);
    await it.ask('POST', '/v1/usage/track', { as: it.secret, body: { customer_id: 'user_free', feature_key: 'api_calls', quantity: 500 } });
    const { body: unpaid } = await it.ask('POST', '/customers', { as: it.secret, body: { external_user_id: 'user_without_card' } });
    await it.ask('POST', '/subscriptions', { as: it.secret, body: { customer_id: unpaid.id, price_id: 'price_starter_month_usd' } });
    await it.advance('P1M');
    await it.api.deliverWebhooks();
    assert.deepEqual([...new Set(told.map(({ type }) => type))].toSorted(), Object.keys(WEBHOOK_EVENTS).toSorted());
    for (const message of told) assert.deepEqual(z.parse(WebhookMessage, message), message); // what is not in the contract would be left out
  });

  it('tell only of the types asked for, and of nothing before they were registered', async () => {
    const [it, receiver] = [await withSender(), await listener()];
    const first = await subscribe(it);
    await register(it, receiver.url, { events: ['invoice.finalized'] });
    const { body: draft } = await it.ask('POST', `/admin/v1/subscriptions/${first}/bill`, { as: it.secret });
    await it.ask('POST', `/admin/v1/invoices/${draft.id}/finalize`, { as: it.secret });
    await subscribe(it, 'bob@example.com');
    await it.api.deliverWebhooks();
    const told = receiver.received.map(({ body }) => JSON.parse(body));
    assert.deepEqual(told.map(({ type }) => type), ['invoice.finalized']);
    assert.deepEqual([told[0].data.invoice.id, told[0].data.invoice.status, told[0].data.invoice.total], [draft.id, 'open', 2300]);
    assert.equal(told[0].data.subscription.id, first);
  });

  it('tell of nothing that was undone', async () => {
    const [it, receiver] = [await withSender(), await listener()];
    await register(it, receiver.url);
    const { status } = await it.ask('POST', '/subscriptions', { as: it.secret, body: { customer_id: 'user_pro', price_id: 'price_starter_month_usd' } });
    assert.equal(status, 409);
    await it.api.deliverWebhooks();
    assert.equal(receiver.received.length, 0);
  });

  it('tell once of each threshold of a quota', async () => {
    const [it, receiver] = [await withSender(), await listener()];
    await register(it, receiver.url, { events: ['usage.threshold_reached'] });
    const track = (quantity: number) => it.ask('POST', '/v1/usage/track', { as: it.secret, body: { customer_id: 'user_free', feature_key: 'api_calls', quantity } });
    for (const quantity of [457, 1, 50, 150, 1]) await track(quantity);
    await it.api.deliverWebhooks();
    assert.deepEqual(receiver.received.map(({ body }) => JSON.parse(body).data.threshold).toSorted(), [100, 80]);
  });

  it('are tried again with growing gaps, with the same bytes under a new signature', async () => {
    const [it, receiver] = [await withSender(), await listener()];
    const { secret } = await register(it, receiver.url);
    receiver.answer = { status: 500 };
    await subscribe(it);
    const began = it.clock.ms;
    const triedAfter: number[] = [];
    for (let seconds = 0; seconds <= 900; seconds += 1) {
      const before = receiver.received.length;
      it.clock.ms = began + seconds * 1000;
      await it.api.deliverWebhooks();
      if (receiver.received.length > before) triedAfter.push(seconds);
    }
    assert.deepEqual(triedAfter, [0, 5, 35, 155, 755]);
    receiver.answer = { status: 204 };
    it.clock.ms += 3_600_000;
    await it.api.deliverWebhooks();
    it.clock.ms += 86_400_000;
    await it.api.deliverWebhooks();
    assert.equal(receiver.received.length, 6, 'a success is the end of it');
    assert.equal(new Set(receiver.received.map(({ body }) => body)).size, 1);
    assert.equal(new Set(idsAt(receiver)).size, 1);
    const last = receiver.received[5];
    assert.ok(last);
    await verifyWebhook(last, { secret, now: () => began + (900 + 3600) * 1000 });
  });

  it('are given up after the last try, and nothing of them is kept', async () => {
    const it = await withSender(async () => 503);
    const { id } = await register(it, 'http://127.0.0.1:9/hook');
    await subscribe(it);
    for (let day = 0; day < 10; day += 1) {
      for (let step = 0; step < 8; step += 1) {
        await it.api.deliverWebhooks();
        it.clock.ms += 3 * 3_600_000;
      }
    }
    const [row] = await it.db.selectFrom('webhookDeliveries').selectAll().where('endpointId', '=', id).execute();
    assert.deepEqual([row?.status, row?.attempts, row?.body, row?.lastProblem], ['failed', 12, null, 'The endpoint answered 503']);
  });

  it('follow no redirect', async () => {
    const [it, receiver, elsewhere] = [await withSender(), await listener(), await listener()];
    await register(it, receiver.url);
    receiver.answer = { status: 307, headers: { location: elsewhere.url } };
    await subscribe(it);
    await it.api.deliverWebhooks();
    assert.deepEqual([receiver.received.length, elsewhere.received.length], [1, 0]);
    const [row] = await it.db.selectFrom('webhookDeliveries').selectAll().where('projectId', '=', it.projectId).execute();
    assert.equal(row?.lastProblem, 'The endpoint answered 307');
  });

  it('end when the endpoint answers 410', async () => {
    const [it, receiver] = [await withSender(), await listener()];
    await register(it, receiver.url);
    receiver.answer = { status: 410 };
    await subscribe(it);
    await it.api.deliverWebhooks();
    receiver.answer = { status: 200 };
    await subscribe(it, 'bob@example.com');
    it.clock.ms += 86_400_000;
    await it.api.deliverWebhooks();
    assert.equal(receiver.received.length, 1);
    const { body } = await it.ask('GET', '/admin/v1/webhooks', { as: it.secret });
    assert.equal(body.webhooks[0].status, 'disabled');
  });

  it('come once each, however many processes deliver', async () => {
    const [it, receiver] = [await withSender(), await listener()];
    await register(it, receiver.url, { events: ['subscription.created'] });
    for (let index = 0; index < 20; index += 1) await subscribe(it, `user${index}@example.com`);
    const processes = Array.from({ length: 4 }, () => createApi({ db: it.db, now: () => it.clock.ms, sendWebhook: nodeSender() }));
    await Promise.all(processes.map((api) => api.deliverWebhooks()));
    assert.equal(receiver.received.length, 20);
    assert.equal(new Set(idsAt(receiver)).size, 20);
  });

  it('are taken over when the process that had one died', async () => {
    const it = await withSender(() => new Promise<number>(() => undefined));
    const receiver = await listener();
    await register(it, receiver.url);
    await subscribe(it);
    void it.api.deliverWebhooks();
    const successor = createApi({ db: it.db, now: () => it.clock.ms, sendWebhook: nodeSender() });
    const leased = () => it.db.selectFrom('webhookDeliveries').select('leasedUntil').where('projectId', '=', it.projectId).executeTakeFirst();
    while (!(await leased())?.leasedUntil) await new Promise(setImmediate);
    await successor.deliverWebhooks();
    assert.equal(receiver.received.length, 0, 'the first may still be at it');
    it.clock.ms += 61_000;
    await successor.deliverWebhooks();
    assert.equal(receiver.received.length, 1);
  });

  it('to an endpoint that does not answer hold up no other', async () => {
    const asked: string[] = [];
    const it = await withSender(async ({ url }) => {
      asked.push(url);
      if (url.includes('silent')) throw new Error('No answer in time');
      return 200;
    });
    await register(it, 'http://127.0.0.1:9/silent', { events: ['subscription.created'] });
    await register(it, 'http://127.0.0.1:9/fine', { events: ['subscription.created'] });
    for (let index = 0; index < 30; index += 1) await subscribe(it, `user${index}@example.com`);
    await it.api.deliverWebhooks();
    const count = (word: string) => asked.filter((url) => url.includes(word)).length;
    assert.equal(count('fine'), 30);
    assert.ok(count('silent') <= 8, `asked ${count('silent')} times`);
    for (let minute = 0; minute < 10; minute += 1) {
      it.clock.ms += 60_000;
      await it.api.deliverWebhooks();
    }
    assert.equal(count('fine'), 30);
    assert.ok(count('silent') > 8, 'it is tried again later');
  });

  it('that never end hold up no other, whether or not the sender heeds its signal', async () => {
    const sent: string[] = [];
    const it = await withSender();
    await register(it, 'http://127.0.0.1:9/hook', { events: ['subscription.created'] });
    await subscribe(it);
    await deliverDue({ db: it.db, now: () => it.clock.ms, timeoutMs: 1, send: ({ url }) => (sent.push(url), new Promise<number>(() => undefined)) });
    const [row] = await it.db.selectFrom('webhookDeliveries').selectAll().where('projectId', '=', it.projectId).execute();
    assert.deepEqual([sent.length, row?.attempts, row?.leasedUntil, row?.lastProblem], [1, 1, null, 'No answer in time']);
  });

  it('go by the real clock, also where the test clock is months ahead', async () => {
    const [it, receiver] = [await withSender(), await listener()];
    await it.advance('P6M');
    const { secret } = await register(it, receiver.url);
    await subscribe(it);
    await it.api.deliverWebhooks();
    const [delivery] = receiver.received;
    assert.ok(delivery);
    const { timestamp } = await verifyWebhook(delivery, { secret, now: () => it.clock.ms });
    assert.ok(timestamp.getTime() > it.clock.ms + 150 * 86_400_000);
  });
});

describe('the secret of a webhook', () => {
  const DAY_MS = 86_400_000;
  const lastOf = (receiver: Receiver) => {
    const last = receiver.received.at(-1);
    assert.ok(last);
    return last;
  };

  it('can be rolled without a delivery refused: the old one signs too, as long as was asked for', async () => {
    const [it, receiver] = [await withSender(), await listener()];
    const old = await register(it, receiver.url, { events: ['subscription.created'] });
    const { status, body } = await it.ask('POST', `/admin/v1/webhooks/${old.id}/roll-secret`, { as: it.secret, body: { old_secret_seconds: 2 * 86_400 } });
    assert.deepEqual([status, body.id, body.old_secret_until], [200, old.id, new Date(it.clock.ms + 2 * DAY_MS).toISOString()]);
    assert.match(body.secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
    assert.notEqual(body.secret, old.secret);
    const now = () => it.clock.ms;

    await subscribe(it);
    await it.api.deliverWebhooks();
    for (const secret of [old.secret, body.secret]) await verifyWebhook(lastOf(receiver), { secret, now });
    await verifyWebhook(lastOf(receiver), { secret: [body.secret, old.secret], scheme: 'x-signature' });
    assert.equal(createHmac('sha256', old.secret).update(lastOf(receiver).body).digest('hex'), lastOf(receiver).headers['x-signature'], 'a receiver that knows one alone goes on');

    it.clock.ms += 2 * DAY_MS;
    await subscribe(it, 'bob@example.com');
    await it.api.deliverWebhooks();
    assert.equal(receiver.received.length, 2);
    await verifyWebhook(lastOf(receiver), { secret: body.secret, now });
    await verifyWebhook(lastOf(receiver), { secret: body.secret, scheme: 'x-signature' });
    await assert.rejects(verifyWebhook(lastOf(receiver), { secret: old.secret, now }), { code: 'webhook_signature_invalid' });
  });

  it('that got into wrong hands ends at once', async () => {
    const [it, receiver] = [await withSender(), await listener()];
    const old = await register(it, receiver.url);
    const { body } = await it.ask('POST', `/admin/v1/webhooks/${old.id}/roll-secret`, { as: it.secret, body: { old_secret_seconds: 0 } });
    await subscribe(it);
    await it.api.deliverWebhooks();
    await verifyWebhook(lastOf(receiver), { secret: body.secret, now: () => it.clock.ms });
    await assert.rejects(verifyWebhook(lastOf(receiver), { secret: old.secret, now: () => it.clock.ms }), { code: 'webhook_signature_invalid' });
  });

  it("is rolled by its own project's secret key alone, and listed nowhere", async () => {
    const [it, other] = [await withSender(), await withSender()];
    const { id } = await register(it, 'http://127.0.0.1:9/hook');
    const path = `/admin/v1/webhooks/${id}/roll-secret`;
    for (const [as, status] of [[other.secret, 404], [await it.token('user_pro'), 403], [it.publishable, 403]] as const) assert.equal((await it.ask('POST', path, { as })).status, status);
    assert.deepEqual((await it.ask('POST', path, { as: it.secret, body: { oldSecretSeconds: 0 } })).body.error.code, 'invalid_request', 'a misspelt field would leave the old one in force');
    const { body } = await it.ask('POST', path, { as: it.secret });
    const { body: list } = await it.ask('GET', '/admin/v1/webhooks', { as: it.secret });
    assert.ok(!JSON.stringify(list).includes('whsec_') && body.secret);
  });
});

describe('webhook endpoints', () => {
  it('are listed without their secrets, and told nothing more once deleted', async () => {
    const [it, receiver] = [await withSender(), await listener()];
    const { id, secret } = await register(it, receiver.url, { description: 'CRM' });
    assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
    const { body } = await it.ask('GET', '/admin/v1/webhooks', { as: it.secret });
    assert.deepEqual(body.webhooks.map((endpoint: object) => ['secret' in endpoint, (endpoint as { description: string }).description]), [[false, 'CRM']]);
    await subscribe(it);
    assert.deepEqual((await it.ask('DELETE', `/admin/v1/webhooks/${id}`, { as: it.secret })).body, { deleted: true });
    assert.equal((await it.ask('DELETE', `/admin/v1/webhooks/${id}`, { as: it.secret })).status, 404);
    await it.api.deliverWebhooks();
    assert.equal(receiver.received.length, 0);
  });

  it("are their own project's", async () => {
    const [it, other] = [await withSender(), await withSender()];
    const { id } = await register(it, 'http://127.0.0.1:9/hook');
    assert.equal((await it.ask('DELETE', `/admin/v1/webhooks/${id}`, { as: other.secret })).status, 404);
    assert.deepEqual((await it.ask('GET', '/admin/v1/webhooks', { as: other.secret })).body.webhooks, []);
    assert.equal((await it.ask('GET', '/admin/v1/webhooks', { as: await it.token('user_pro') })).status, 403);
  });

  it('are refused on addresses that are not public, on plain http and with credentials', async () => {
    const it = await withSender();
    await makeForeign(it);
    const refused = [
      'http://hooks.example.com/', 'https://localhost/', 'https://127.0.0.1/', 'https://2130706433/', 'https://0x7f.1/', 'https://[::1]/',
      'https://[::ffff:127.0.0.1]/', 'https://10.1.2.3/', 'https://172.20.0.1/', 'https://192.168.1.1/', 'https://169.254.169.254/latest',
      'https://[fe80::1]/', 'https://[fd00::1]/', 'https://0.0.0.0/', 'https://user:pass@hooks.example.com/', 'https://hooks.example.com\\@10.0.0.1/',
      'ftp://hooks.example.com/', 'javascript:alert(1)', 'hooks',
    ];
    for (const url of refused) {
      const { status, body } = await it.ask('POST', '/admin/v1/webhooks', { as: it.secret, body: { url } });
      assert.deepEqual([status, body.error?.code], [400, 'invalid_webhook_url'], url);
    }
    assert.equal((await it.ask('POST', '/admin/v1/webhooks', { as: it.secret, body: { url: 'https://hooks.example.com/x?y=1' } })).status, 201);
  });
});

describe('the sender for Node', () => {
  const request = (url: string, local: boolean, signal = AbortSignal.timeout(5_000)) => ({ url, headers: {}, body: '{}', local, signal });
  const resolving = (...addresses: string[]) =>
    nodeSender({ resolve: async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })) });

  it('connects to no name that has an address which is not public', async () => {
    const receiver = await listener();
    for (const address of ['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1', 'fe80::1', 'fd12::1', '::ffff:10.0.0.1', '64:ff9b::a00:1', '100.64.0.1']) {
      await assert.rejects(resolving('93.184.216.34', address)(request(`https://hooks.example.com:${receiver.port}/`, false)), /not a public one/, address);
    }
    assert.equal(receiver.received.length, 0);
  });

  it('connects to the address it checked, and asks for the name no second time', async () => {
    const receiver = await listener();
    let asked = 0;
    const sender = nodeSender({ resolve: async () => [{ address: (asked += 1) === 1 ? '127.0.0.1' : '10.255.255.1', family: 4 }] });
    assert.equal(await sender(request(`http://hooks.example.com:${receiver.port}/a`, true)), 200);
    assert.equal(asked, 1);
    assert.equal(receiver.received[0]?.headers.host, `hooks.example.com:${receiver.port}`);
  });

  it('gives up on an endpoint that does not answer', async () => {
    const receiver = await listener();
    receiver.answer = 'never';
    await assert.rejects(nodeSender()(request(receiver.url, true, AbortSignal.timeout(100))), /No answer in time/);
  });
});
