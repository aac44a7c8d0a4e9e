import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { serve } from '@hono/node-server';
import { startApi, type RunningApi } from '../../src/api/node.js';
import { ApiGatewayClient, AuthClient, BillingClient, PaywallError, QuotaExceededError } from '../../src/compat/monetize-core.js';
import { Billing, ConflictError, verifyWebhook } from '../../src/server/index.js';
import '../support/quick-database.js';
import { ours, restored, runModule } from './seeds.js';

const CORE = JSON.stringify(ours('compat/monetize-core.ts'));

/** The seed's examples know `billing` and `req` from the text around them. */
const SETTING = `
import { BillingClient } from ${CORE};
const billing = new BillingClient({ paywallId: process.env.PAYWALL_ID!, apiOrigin: process.env.PAYWALL_ORIGIN!, apiKey: process.env.MONETIZE_API_KEY! });
const req = { user: { email: 'nadia@example.com' } };
`;

const rejectsWith = (code: string, type: typeof PaywallError = PaywallError) => (error: unknown) => {
  assert.ok(error instanceof type, String(error));
  assert.equal(error.code, code);
  return true;
};

describe("monetize.software's core, for its users", () => {
  let api: RunningApi;
  let billing: BillingClient;
  before(async () => {
    api = await startApi({ port: 0, databaseUrl: 'memory:' });
    Object.assign(process.env, { PAYWALL_ID: 'demo', PAYWALL_ORIGIN: api.url, MONETIZE_API_KEY: 'sk_test_sandbox' });
  });
  after(() => api.close());
  beforeEach(() => {
    billing = new BillingClient({ paywallId: 'demo', apiOrigin: api.url, apiKey: 'sk_test_sandbox' });
  });

  const asOwner = async (route: string, body: unknown): Promise<unknown> => {
    const headers = { authorization: 'Bearer sk_test_sandbox', 'content-type': 'application/json' };
    return (await fetch(api.url + route, { method: 'POST', headers, body: JSON.stringify(body) })).json();
  };

  /** Runs an example as the body of a handler in that setting, and gives what the handler returns. */
  async function handler(example: string, before = ''): Promise<unknown> {
    const body = restored('002', example).replaceAll('price_123', 'price_starter_month_usd').replaceAll('user@example.com', 'frida@example.com');
    const { run } = await runModule(`${SETTING}\nexport async function run() { ${before}\n${body}\n}`);
    return (run as () => Promise<unknown>)();
  }

  describe('the examples of seed 002', () => {
    it('create a checkout from a handler; nobody is named in the first one, and it is refused as the seed says', async () => {
      const example = restored('002', `
import { BillingClient } from '@monetize.software/sdk/core';

export async function POST(req: Request) {
  const billing = new BillingClient({
    paywallId: process.env.PAYWALL_ID!,
    apiOrigin: process.env.PAYWALL_ORIGIN!,
    apiKey: process.env.MONETIZE_API_KEY!
  });

  const { url } = await billing.createCheckout({
    priceId: 'price_123',
    // ...
  });

  return Response.json({ url });
}`);
      const { POST } = await runModule(example.replace(`'@monetize.software/sdk/core'`, CORE));
      await assert.rejects((POST as (request: Request) => Promise<Response>)(new Request('https://app.example')), rejectsWith('identity_required'));
    });

    it('create a checkout and redirect to it', async () => {
      const response = (await handler(
        `
const checkout = await billing.createCheckout({
  priceId: 'price_123',
  successUrl: 'https://app.example.com/success?session=__SESSION__',
  errorUrl: 'https://app.example.com/checkout-failed',
  // Identity (email + your stable userId) is set on BillingClient via
  // billing.setIdentity(...) before this call — see the Initialization section.
  idempotencyKey: crypto.randomUUID() // mandatory for production
});

return Response.redirect(checkout.url, 303);`,
        `billing.setIdentity({ email: 'frida@example.com' });`,
      )) as Response;
      assert.equal(response.status, 303);
      const page = await fetch(response.headers.get('location') ?? '');
      assert.match(await page.text(), /Starter/);
    });

    it('read the prices', async () => {
      const response = (await handler(`
const prices = await billing.getPrices();

return Response.json({ prices });`)) as Response;
      const { prices } = (await response.json()) as { prices: { id: string; amount: number }[] };
      assert.equal(prices.find(({ id }) => id === 'price_starter_month_usd')?.amount, 23);
    });

    it('lead to the customer portal', async () => {
      const response = (await handler(`
billing.setIdentity({ email: req.user.email });

const { url } = await billing.getCustomerPortalUrl();

return Response.json({ url });`)) as Response;
      const { url } = (await response.json()) as { url: string };
      assert.ok(url.startsWith(api.url));
    });

    it('open a support ticket with a file', async () => {
      const response = (await handler(
        `
const { ticket } = await billing.createSupportTicket({
  subject: 'Refund request',
  content: 'I would like to cancel and request a refund...',
  email: req.user.email,
  files: [pdfFile] // optional — switches to multipart/form-data
});

return Response.json({ ticketId: ticket.id });`,
        `const pdfFile = new File(['%PDF-1.7\\n%%EOF\\n'], 'invoice.pdf', { type: 'application/pdf' });`,
      )) as Response;
      const { ticketId } = (await response.json()) as { ticketId: string };
      assert.ok(ticketId.length > 0);
    });

    it('credit and debit tokens', async () => {
      const count = await handler(
        `${restored('002', `
billing.setIdentity({ email: 'user@example.com' }); // or { userId: 'your-stable-id' }

// Grant 100 tokens of a query type (creates the type if the user has none yet)
const { count } = await billing.creditTokens({ type: 'gpt-4', amount: 100 });
// → { type: 'gpt-4', count: 100 } — the new balance for that type

// Debit 5 tokens — throws PaywallError('insufficient') if it would go below 0
await billing.debitTokens({ type: 'gpt-4', amount: 5 });
`)}`,
      );
      assert.equal(count, undefined);
      billing.setIdentity({ email: 'frida@example.com' });
      const { balances } = await billing.getUser();
      const left = balances.find(({ type }) => type === 'gpt-4')?.count ?? NaN;
      assert.ok(left >= 95);
      await assert.rejects(billing.debitTokens({ type: 'gpt-4', amount: left + 1 }), rejectsWith('insufficient'));
      assert.equal((await billing.debitTokens({ type: 'gpt-4', amount: left })).count, 0);
    });

    it('list purchases and cancel the first', async () => {
      await handler(
        `
billing.setIdentity({ email: user.email, userId: user.id });

const purchases = await billing.listPurchases(); // purchases: PaywallPurchaseDetailed[] — rich shape with status, intervals, prices

await billing.cancelSubscription({
  subscriptionId: purchases[0].id,
  reason: 'too expensive'
});`,
        `const user = { email: 'priya@example.com', id: 'user_pro' };`,
      );
      billing.setIdentity({ userId: 'user_pro' });
      assert.equal((await billing.listPurchases())[0]?.cancel_at_period_end, true);
    });

    it('decide on the server what a page shows', async () => {
      const example = restored('002', `
// app/dashboard/page.tsx
import { BillingClient } from '@monetize.software/sdk/core';

export default async function Dashboard() {
  const user = await yourAuth.requireUser(); // your own session check
  if (!user) return <SignInPrompt />;

  const billing = new BillingClient({
    paywallId: process.env.PAYWALL_ID!,
    apiOrigin: process.env.PAYWALL_ORIGIN!,
    apiKey: process.env.MONETIZE_API_KEY!,
    identity: { email: user.email, userId: user.id }
  });

  const paywallUser = await billing.getUser();
  if (!paywallUser.has_active_subscription) return <UpgradePrompt />;

  return <PremiumDashboard />;
}`);
      const surroundings = `
const React = { createElement: (element: () => string) => element() };
let signedIn: { email: string; id: string } | undefined;
export const signIn = (user: typeof signedIn) => void (signedIn = user);
const yourAuth = { requireUser: async () => signedIn };
const SignInPrompt = () => 'sign in', UpgradePrompt = () => 'upgrade', PremiumDashboard = () => 'premium';
`;
      const module = await runModule(example.replace(`'@monetize.software/sdk/core'`, CORE) + surroundings, 'tsx');
      const { default: dashboard, signIn } = module as { default: () => Promise<string>; signIn: (user: object | undefined) => void };
      assert.equal(await dashboard(), 'sign in');
      signIn({ email: 'priya@example.com', id: 'user_pro' });
      assert.equal(await dashboard(), 'premium');
    });

    it('receive a webhook: what the API sends passes their check, and anything else does not', async (t) => {
      const example = restored('002', `
// Minimal Node webhook handler — verify HMAC-SHA256, persist subscription
import crypto from 'node:crypto';

export async function POST(req: Request) {
  const raw = await req.text();
  const sig = req.headers.get('x-signature') ?? '';
  const expected = crypto
    .createHmac('sha256', process.env.MONETIZE_WEBHOOK_SECRET!)
    .update(raw)
    .digest('hex');
  if (!crypto.timingSafeEqual(Buffer.from(sig), Buffer.from(expected))) {
    return new Response('bad signature', { status: 401 });
  }

  const event = JSON.parse(raw);
  switch (event.type) {
    case 'subscription.created':
    case 'subscription.updated':
      await upsertSubscription(event.data.user.email, event.data.subscription);
      break;
    case 'subscription.cancelled':
      await markCancelled(event.data.user.email);
      break;
  }
  return new Response('ok');
}`);
      const surroundings = `
export const told: unknown[] = [];
const upsertSubscription = async (email: string, { id, status }: { id: string; status: string }) => void told.push([email, id, status]);
const markCancelled = async (email: string) => void told.push([email, 'cancelled']);
`;
      const { POST, told } = (await runModule(example + surroundings)) as { POST: (request: Request) => Promise<Response>; told: unknown[] };
      const received: Request[] = [];
      const arrivals = new EventEmitter();
      const receive = async (request: Request): Promise<Response> => {
        received.push(request.clone());
        return POST(request).finally(() => arrivals.emit('handled'));
      };
      const receiver = serve({ port: 0, hostname: '127.0.0.1', fetch: receive });
      t.after(() => receiver.close());
      await once(receiver, 'listening');
      const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
      const { secret } = (await asOwner('/admin/v1/webhooks', { url })) as { secret: string };
      process.env['MONETIZE_WEBHOOK_SECRET'] = secret;

      const server = new Billing({ secretKey: 'sk_test_sandbox', apiUrl: api.url });
      const [subscription] = (await server.listSubscriptions({ customerId: 'user_canceling' })).data;
      assert.ok(subscription);
      await Promise.all([once(arrivals, 'handled'), server.reactivateSubscription(subscription.id)]);
      assert.deepEqual(told, [['kenji@example.com', subscription.id, 'active']]);
      await Promise.all([once(arrivals, 'handled'), server.cancelSubscription(subscription.id, { immediately: true })]);
      assert.deepEqual(told[1], ['kenji@example.com', 'cancelled']);

      for (const request of received) {
        const { id, type } = await verifyWebhook(request, { secret });
        assert.match(id, /^evt_/);
        assert.match(type, /^subscription\./);
      }
      const forged = new Request(url, { method: 'POST', body: '{}', headers: { 'x-signature': '0'.repeat(64) } });
      assert.equal((await POST(forged)).status, 401);
    });

    it('take a fetch of your own', async () => {
      const example = restored('002', `
import { fetch as undiciFetch } from 'undici';

const billing = new BillingClient({
  paywallId,
  apiOrigin,
  apiKey,
  fetch: undiciFetch as typeof fetch
});`);
      // undici is Node's own fetch: here it comes from Node, and counts.
      const undici = `data:text/javascript,export let calls = 0; export const fetch = (...all) => (calls++, globalThis.fetch(...all))`;
      const { billing: client, calls } = await runModule(`
import { BillingClient } from ${CORE};
import * as undici from ${JSON.stringify(undici)};
const { PAYWALL_ID: paywallId = '', PAYWALL_ORIGIN: apiOrigin = '', MONETIZE_API_KEY: apiKey = '' } = process.env;
${example.replace(`'undici'`, JSON.stringify(undici))}
export { billing };
export const calls = () => undici.calls;
`);
      await (client as BillingClient).getPrices();
      assert.equal((calls as () => number)(), 1);
    });
  });

  describe('identity', () => {
    it('is required where a key acts for somebody', async () => {
      for (const call of [() => billing.getUser(), () => billing.getCustomerPortalUrl(), () => billing.creditTokens({ type: 'gpt-4', amount: 1 })]) {
        await assert.rejects(call(), rejectsWith('identity_required'));
      }
    });

    it('has to be known to this paywall', async () => {
      billing.setIdentity({ email: 'stranger@example.com' });
      await assert.rejects(billing.listPurchases(), rejectsWith('identity_not_on_paywall'));
      await assert.rejects(billing.creditTokens({ type: 'gpt-4', amount: 1 }), rejectsWith('identity_not_found'));
    });

    it('gets no portal without a subscription, and no second purchase by accident', async () => {
      await new Billing({ secretKey: 'sk_test_sandbox', apiUrl: api.url }).createCustomer({ externalUserId: 'user_nothing', email: 'nothing@example.com' });
      billing.setIdentity({ userId: 'user_nothing' });
      await assert.rejects(billing.getCustomerPortalUrl(), rejectsWith('forbidden'));
      billing.setIdentity({ userId: 'user_over_limit' });
      await assert.rejects(billing.createCheckout({ priceId: 'price_pro_month_eur' }), rejectsWith('already_purchased', ConflictError));
      const { url } = await billing.createCheckout({ priceId: 'price_pro_month_eur', ignoreActivePurchase: true });
      assert.ok(url.startsWith(api.url));
    });

    it("is the session's where there is one, and then no balance can be changed", async () => {
      const { sessionToken } = await new Billing({ secretKey: 'sk_test_sandbox', apiUrl: api.url }).createSessionToken({ externalUserId: 'user_trialing' });
      const auth = new AuthClient({ paywallId: 'demo' });
      await auth.setToken(sessionToken);
      const client = new BillingClient({ paywallId: 'demo', apiOrigin: api.url, auth, identity: { email: 'priya@example.com' } });
      assert.equal((await client.getUser()).user.email, 'tomas@example.com');
      await assert.rejects(client.creditTokens({ type: 'gpt-4', amount: 1 }), rejectsWith('apikey_required'));
      await auth.signOut();
      await assert.rejects(client.getUser(), PaywallError);
    });
  });

  it('asks for prices once per version', async () => {
    const answers: string[] = [];
    const counting: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      answers.push(await response.clone().text());
      return response;
    };
    const client = new BillingClient({ paywallId: 'demo', apiOrigin: api.url, apiKey: 'sk_test_sandbox', fetch: counting });
    assert.deepEqual(await client.getPrices(), await client.getPrices());
    assert.match(answers[1] ?? '', /"unchanged":true/);
  });

  it('refuses every call after destroy', async () => {
    billing.setIdentity({ userId: 'user_pro' });
    billing.destroy();
    await assert.rejects(billing.getUser(), rejectsWith('client_destroyed'));
  });

  it('refuses a key in a page', (t) => {
    t.after(() => Reflect.deleteProperty(globalThis, 'window'));
    Object.assign(globalThis, { window: { document: {} } });
    const options = { paywallId: 'demo', apiOrigin: api.url, apiKey: 'sk_test_sandbox' };
    assert.throws(() => new BillingClient(options), rejectsWith('apikey_in_browser'));
    assert.throws(() => new ApiGatewayClient(options), rejectsWith('apikey_in_browser'));
    assert.doesNotThrow(() => new BillingClient({ paywallId: 'demo', apiOrigin: api.url, auth: new AuthClient() }));
  });

  it('tells a used-up balance at the gateway from other refusals', async () => {
    const gateway = new ApiGatewayClient({ paywallId: 'demo', apiOrigin: api.url, apiKey: 'sk_test_sandbox', identity: { userId: 'user_pro' } });
    await assert.rejects(gateway.call('nobody', 'v1/models'), rejectsWith('not_found'));
    await assert.rejects(gateway.call('openai', '../../../paywall/demo/user'), TypeError);
    assert.ok(new QuotaExceededError('not_enough_queries', 'x') instanceof PaywallError);
  });
});
