import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { serve } from '@hono/node-server';
import * as z from 'zod/mini';
import { CatalogFile, ProductEntry } from '../../src/api/domain/catalog-file.js';
import { inLanguage } from '../../src/api/domain/translations.js';
import type { PaymentProcessor } from '../../src/api/index.js';
import { nodeSender } from '../../src/api/node-webhooks.js';
import { applyCatalogs, readCatalogFile } from '../../src/api/services/apply-file.js';
import { WEBHOOK_EVENTS, WebhookMessage } from '../../src/contract/index.js';
import { CARD, database, submit, world, type World } from '../api/support.js';
import { ours, runModule } from '../compat/seeds.js';
import { listening, type Listening } from '../support/listening.js';
import { examplesOf, onlyExample } from './examples.js';

const PAGE = 'docs/api.md';
const page = readFileSync(PAGE, 'utf8');
const examples = examplesOf(PAGE);
const run = new Set<string>();

/** One example, by words that only it has. */
function example(language: string, words: string): string {
  const { code } = onlyExample(examples, language, words);
  run.add(code);
  return code;
}

const module = (code: string): Promise<Record<string, unknown>> =>
  runModule(code.replace(/'billing-elements\/(\w+)'/g, (_, entry: string) => `'${ours(`${entry}/index.ts`)}'`).replace("'express'", `'${import.meta.resolve('express')}'`));

/** The same project, for money. */
async function live(it: World): Promise<World> {
  await it.db.updateTable('projects').set({ mode: 'live' }).where('id', '=', it.projectId).execute();
  return it;
}

const section = (heading: string): string => page.split(/^## /m).find((it) => it.startsWith(heading)) ?? '';

interface Shape {
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: Shape | boolean;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
}

/** Every field of a shape that holds no others, as the page writes it: `products[].prices[].amount`. */
function fieldsOf({ properties, additionalProperties, items, anyOf }: Shape, at = ''): string[] {
  const inner = [
    ...Object.entries(properties ?? {}).flatMap(([name, shape]) => fieldsOf(shape, at === '' ? name : `${at}.${name}`)),
    ...(typeof additionalProperties === 'object' ? fieldsOf(additionalProperties, `${at}{}`) : []),
    ...(items?.properties ? fieldsOf(items, `${at}[]`) : []),
    ...(anyOf ?? []).flatMap((shape) => fieldsOf(shape, at)),
  ];
  return inner.length > 0 ? inner : [at];
}

describe('docs/api.md', () => {
  describe('on billing.json', () => {
    it('lists every field, and none that there is not', () => {
      const rows = section('What is sold').split('\n').filter((line) => line.startsWith('| `'));
      const listed = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(.*?)`/g)].map(([, field]) => field));
      const fields = new Set(fieldsOf(z.toJSONSchema(CatalogFile, { io: 'input', unrepresentable: 'any' }) as Shape));
      assert.ok(fields.size > 50, 'the shape has been read');
      assert.deepEqual(listed.toSorted(), [...fields].toSorted());
    });

    it('comes with a file that can be applied as it is', async () => {
      const [catalog] = readCatalogFile(readFileSync('docs/billing.json', 'utf8'));
      assert.ok(catalog);
      const id = `p_${crypto.randomUUID()}`;
      const changes = await applyCatalogs(await database(), [{ ...catalog, project: { ...catalog.project, id } }], new Date());
      assert.ok(changes.includes('+ product starter'));
    });

    it('shows a plan with its words in another language', () => {
      const plan = z.parse(ProductEntry, JSON.parse(example('json', '"translations"')));
      assert.deepEqual(['de-AT', 'fr'].map((lang) => inLanguage(plan, lang).description), ['Für Teams.', 'For teams.']);
    });
  });

  describe('on webhooks', () => {
    it('lists every event with its meaning', () => {
      const listed = [...section('Webhooks').matchAll(/^\| `(\w+\.\w+)` \| (.*) \|$/gm)].map(([, type, meaning]) => [type, meaning]);
      assert.deepEqual(Object.fromEntries(listed), WEBHOOK_EVENTS);
    });

    it('shows a body as it is sent', () => {
      const message: unknown = JSON.parse(example('json', '"invoice.paid"'));
      assert.deepEqual(z.parse(WebhookMessage, message), message);
    });
  });

  describe('on real money', () => {
    it('sells a live plan through the processor of its example, once, and by no test card without it', async () => {
      const asked: { path: string; key: string | null; body: unknown }[] = [];
      const processor = await listening({
        async fetch(request) {
          const [{ pathname: path }, body] = [new URL(request.url), (await request.json()) as { amount?: number }];
          asked.push({ path, key: request.headers.get('idempotency-key'), body });
          if (path === '/charges' && asked.filter((it) => it.path === path).length === 1) return new Response('', { status: 503 });
          return Response.json({ id: 'card_1', brand: 'Visa', last4: '1111', expMonth: 4, expYear: 2029 });
        },
      });
      process.env['PROCESSOR_URL'] = processor.url;
      const { payments } = (await module(example('ts', 'PaymentProcessor'))) as { payments: PaymentProcessor };
      const shops = [await live(await world()), await live(await world({ payments, onError: () => {} }))] as const;
      try {
        const [without, shop] = shops;
        const wanted = { customerId: 'user_free', priceId: 'price_starter_month_usd', mode: 'redirect' };
        const refused = await without.ask('POST', '/v1/checkout/create', { as: without.secret, body: wanted });
        assert.deepEqual([refused.status, refused.body.error.code], [501, 'payments_not_configured']);
        const addCard = await without.ask('POST', '/sdk/payment-methods/setup-intent', { as: without.secret, body: { customerId: 'user_free' } });
        assert.deepEqual([addCard.status, addCard.body.error.code], [501, 'payments_not_configured']);

        const { body: checkout } = await shop.ask('POST', '/v1/checkout/create', { as: shop.secret, body: wanted });
        const page = new URL(String(checkout.url)).pathname;
        const card = { ...CARD, number: '4111 1111 1111 1111' };
        assert.equal((await submit(shop.api, page, card)).status, 500);
        assert.equal((await submit(shop.api, page, card)).status, 200);
        const charges = asked.filter(({ path }) => path === '/charges');
        assert.deepEqual(charges.map(({ key }) => key === charges[0]?.key), [true, true]);
        assert.deepEqual(charges[1]?.body, { account: shop.projectId, amount: 2300, currency: 'USD', card: 'card_1', offSession: false });
        const { body } = await shop.ask('GET', '/subscriptions?customer_id=user_free&status=active', { as: shop.secret });
        assert.ok(body.data.some(({ priceId }: { priceId: string }) => priceId === wanted.priceId));
      } finally {
        await processor.close();
      }
    });
  });

  describe('as it is typed in', () => {
    let shop: World;
    let api: Listening;
    const servers: { close(): void }[] = [];
    before(async () => {
      shop = await world({ sendWebhook: nodeSender() });
      api = await listening(shop.api);
      process.env['BILLING_API_URL'] = api.url;
      process.env['BILLING_SECRET_KEY'] = shop.secret;
    });
    after(async () => {
      for (const server of servers) server.close();
      await api.close();
    });

    /** What the one curl of an example asks. */
    async function curl(code: string, change: (body: object) => object = (body) => body): Promise<Record<string, unknown>> {
      const [, path = '', body = ''] = /^curl \$BILLING_API_URL(\S+) -H "authorization: Bearer \$BILLING_SECRET_KEY"[\s\\]*--json '(.*)'$/m.exec(code) ?? [];
      const answer = await shop.ask('POST', path, { as: shop.secret, body: change(JSON.parse(body) as object) });
      assert.ok(answer.status < 300, JSON.stringify(answer.body));
      return answer.body as Record<string, unknown>;
    }

    const receivers: Record<string, () => Promise<string>> = {
      'a Fetch handler': async () => {
        const { POST } = await module(example('ts', 'POST(request: Request)'));
        return new Promise((resolve) => servers.push(serve({ fetch: POST as (request: Request) => Promise<Response>, port: 0, hostname: '127.0.0.1' }, ({ port }) => resolve(`http://127.0.0.1:${port}/`))));
      },
      Express: async () => {
        const { app } = await module(example('ts', 'express.raw'));
        return new Promise((resolve) => {
          const server = (app as { listen(port: number, host: string, then: () => void): { address(): { port: number }; close(): void } }).listen(0, '127.0.0.1', () =>
            resolve(`http://127.0.0.1:${server.address().port}/webhooks/billing`),
          );
          servers.push(server);
        });
      },
    };
    for (const [name, start] of Object.entries(receivers)) {
      it(`registers an endpoint and checks its deliveries in ${name}`, async (t) => {
        const said = t.mock.method(console, 'log', () => {});
        shop.clock.ms = Date.now(); // signatures are compared with the receiver's clock
        const url = await start();
        const { secret } = await curl(example('sh', '/admin/v1/webhooks'), (body) => ({ ...body, url }));
        process.env['BILLING_WEBHOOK_SECRET'] = String(secret);
        const { body: customer } = await shop.ask('POST', '/customers', { as: shop.secret, body: { external_user_id: name } });
        await shop.ask('POST', '/subscriptions', { as: shop.secret, body: { customer_id: customer.id, price_id: 'price_hobby_month_usd' } });
        await shop.api.deliverWebhooks();
        const told = said.mock.calls.map(({ arguments: [type, data] }) => [type, (data as WebhookMessage['data']).user.user_id]);
        assert.deepEqual(told, [['subscription.created', name]]);

        process.env['BILLING_WEBHOOK_SECRET'] = `whsec_${btoa('another')}`;
        const forged = { method: 'POST', headers: { 'content-type': 'application/json', 'webhook-id': 'evt_1', 'webhook-timestamp': String(Math.floor(Date.now() / 1000)), 'webhook-signature': 'v1,AAAA' }, body: '{}' };
        assert.equal((await fetch(url, forged)).status, 401);
        delete process.env['BILLING_WEBHOOK_SECRET'];
        assert.equal((await fetch(url, forged)).status, 401);
        await shop.db.deleteFrom('webhookEndpoints').where('projectId', '=', shop.projectId).execute();
      });
    }

    it("moves a test project's clock by a month", async () => {
      const { now } = await curl(example('sh', '/sandbox/v1/clock'));
      assert.ok(Date.parse(String(now)) > shop.clock.ms + 27 * 86_400_000);
    });

    it('opens the hosted portal', async () => {
      const { url } = await curl(example('sh', '/v1/portal/create'), (body) => ({ ...body, customerId: 'user_pro' }));
      const { status, body } = await shop.ask('GET', new URL(String(url)).pathname);
      assert.equal(status, 200);
      assert.match(String(body), /Priya Raman|Pro/);
    });

    it('makes a link to it that opens once', async () => {
      const { url } = await module(example('ts', 'getCustomerPortalUrl').replace("'demo'", `'${shop.projectId}'`));
      assert.deepEqual([(await fetch(String(url))).status, (await fetch(String(url))).status], [200, 410]);
    });

    it('has no example in TypeScript, JSON or of a request that is not run here', () => {
      const kept = examples.filter(({ language, code }) => language !== 'sql' && (language !== 'sh' || code.startsWith('curl')));
      assert.deepEqual(kept.filter(({ code }) => !run.has(code)).map(({ line }) => line), []);
    });
  });
});
