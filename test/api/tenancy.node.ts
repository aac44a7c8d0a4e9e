import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { operations } from './operations.js';
import { CARD, submit, world, type World } from './support.js';

/** Everything of one customer that somebody else could name. */
interface Victim {
  readonly projectId: string;
  readonly customer: string;
  readonly user: string;
  readonly email: string;
  readonly jti: string;
  readonly subscription: string;
  readonly invoice: string;
  readonly card: string;
  readonly checkout: string;
  readonly portal: string;
  readonly ticket: string;
  readonly webhook: string;
}

async function victimIn(it: World): Promise<Victim> {
  const user = `victim_${it.projectId}`;
  const email = `${user}@example.com`;
  const post = async (path: string, body: object) => (await it.ask('POST', path, { as: it.secret, body })).body;
  const { id: customer } = await post('/customers', { external_user_id: user, email, name: 'Vic Tim' });
  const token = await it.token(user);
  const checkout = await post('/v1/checkout/create', { customerId: user, priceId: 'price_starter_month_usd' });
  await submit(it.api, new URL(checkout.url).pathname, CARD);
  const { id: portal } = await post('/v1/portal/create', { customerId: user });
  const { ticket } = await post(`/api/v1/paywall/${it.projectId}/support/ticket`, { subject: 'Help me', content: 'please', customer_email: email });
  const webhook = await post('/admin/v1/webhooks', { url: 'http://127.0.0.1:9/hook', events: ['invoice.paid'] });
  const first = async (path: string, list: string) => (await it.ask('GET', path, { as: token })).body[list][0].id;
  const victim = {
    projectId: it.projectId, customer, user, email, portal, checkout: checkout.id, ticket: ticket.id, webhook: webhook.id,
    jti: JSON.parse(Buffer.from(token.split('_').slice(3).join('_').split('.')[0] ?? '', 'base64url').toString()).jti,
    subscription: await first('/subscriptions', 'data'),
    invoice: await first('/invoices', 'data'),
    card: await first('/payment-methods', 'paymentMethods'),
  };
  for (const [name, value] of Object.entries(victim)) assert.ok(typeof value === 'string' && value, name);
  return victim;
}

interface Attempt {
  readonly path?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly body?: object;
}

const track = (v: Victim) => ({ customer_id: v.customer, feature_key: 'api_calls', quantity: 1 });

/** How each operation would be asked about the victim. null: it takes nobody's id and reads nobody. */
const ATTEMPTS: Record<string, ((victim: Victim) => Attempt) | null> = {
  getHealth: null, getOpenApi: null, listProducts: null, getPaywallBootstrap: null, advanceClock: null,
  createSessionToken: null, createCustomer: null, createBilledCustomer: null, createWebhook: null,
  revokeSessionToken: (v) => ({ path: { jti: v.jti } }),
  // A session's own: what comes back must be the asker's.
  checkFeature: () => ({ query: { feature_key: 'api_calls' } }),
  listEntitlements: () => ({}), listFeatureUsageMetrics: () => ({}), getCustomerSelf: () => ({}),
  getUsageSeries: () => ({ query: { feature_key: 'api_calls' } }),
  trackFeatureUsage: () => ({ body: { feature_key: 'api_calls', quantity: 1 } }),
  trackFeatureUsageBatch: () => ({ body: { events: [{ id: 'x', feature_key: 'api_calls', quantity: 1, timestamp: '2026-11-21T07:00:00Z' }] } }),
  trackUsage: (v) => ({ body: track(v) }),
  checkUsage: (v) => ({ query: { customer_id: v.customer, feature_key: 'api_calls' } }),
  listUsageMetrics: (v) => ({ query: { customer_id: v.user } }),
  createCheckout: (v) => ({ body: { customerId: v.customer, priceId: 'price_starter_month_usd' } }),
  getCheckoutStatus: (v) => ({ path: { id: v.checkout } }),
  listCustomers: () => ({}),
  getCustomer: (v) => ({ path: { id: v.customer } }),
  getCustomerOfUser: (v) => ({ path: { externalUserId: v.user } }),
  updateCustomer: (v) => ({ path: { id: v.customer }, body: { name: 'Taken' } }),
  deleteCustomer: (v) => ({ path: { id: v.user } }),
  createSubscription: (v) => ({ body: { customer_id: v.customer, price_id: 'price_hobby_month_usd' } }),
  listSubscriptions: (v) => ({ query: { customer_id: v.customer } }),
  getSubscription: (v) => ({ path: { id: v.subscription } }),
  updateSubscription: (v) => ({ path: { id: v.subscription }, body: { cancel_at_period_end: true } }),
  cancelSubscription: (v) => ({ path: { id: v.subscription } }),
  cancelSubscriptionWithReason: (v) => ({ path: { id: v.subscription } }),
  reactivateSubscription: (v) => ({ path: { id: v.subscription } }),
  listAvailablePlans: (v) => ({ path: { id: v.subscription } }),
  previewPlanChange: (v) => ({ path: { id: v.subscription }, body: { new_price_id: 'price_pro_month_usd' } }),
  changePlan: (v) => ({ path: { id: v.subscription }, body: { new_price_id: 'price_pro_month_usd' } }),
  listInvoices: (v) => ({ query: { customer_id: v.customer } }),
  getInvoice: (v) => ({ path: { id: v.invoice } }),
  retryInvoice: (v) => ({ path: { id: v.invoice } }),
  listPaymentMethods: (v) => ({ query: { customer_id: v.customer } }),
  deletePaymentMethod: (v) => ({ path: { id: v.card } }),
  setDefaultPaymentMethod: (v) => ({ path: { id: v.card } }),
  createSetupIntent: (v) => ({ body: { customerId: v.customer } }),
  getBillingDetails: (v) => ({ query: { customer_id: v.customer } }),
  updateBillingDetails: (v) => ({ query: { customer_id: v.customer }, body: { name: 'Taken' } }),
  createPortal: (v) => ({ body: { customerId: v.customer } }),
  getPortalData: (v) => ({ path: { id: v.portal } }),
  billPeriod: (v) => ({ path: { id: v.subscription } }),
  finalizeInvoice: (v) => ({ path: { id: v.invoice } }),
  getSubscriptionUsage: (v) => ({ path: { id: v.subscription } }),
  subscribeByInvoice: (v) => ({ body: { customer_id: v.customer, plan_id: 'starter', currency: 'USD' } }),
  sendEvent: (v) => ({
    body: { id: 'e1', event_type: 'api.request', customer_id: v.customer, subscription_id: v.subscription, timestamp: '2026-11-21T07:00:00Z', properties: {} },
  }),
  listWebhooks: () => ({}),
  rollWebhookSecret: (v) => ({ path: { id: v.webhook } }),
  deleteWebhook: (v) => ({ path: { id: v.webhook } }),
  listTickets: (v) => ({ query: { customer_id: v.customer } }),
  updateTicket: (v) => ({ path: { id: v.ticket }, body: { status: 'closed' } }),
  getTicketFile: (v) => ({ path: { id: v.ticket, position: '0' } }),
  getPaywallUser: (v) => ({ path: { id: v.projectId }, query: { user_id: v.user } }),
  startPaywallCheckout: (v) => ({ path: { id: v.projectId }, body: { user_id: v.user, priceId: 'price_pro_month_usd', ignoreActivePurchase: true } }),
  openPaywallPortal: (v) => ({ path: { id: v.projectId }, body: { user_id: v.user } }),
  createPaywallTicket: (v) => ({ path: { id: v.projectId }, body: { subject: 'Hello', content: 'there', customer_email: v.email } }),
  cancelPaywallSubscription: (v) => ({ body: { subscriptionId: v.subscription, paywallId: v.projectId, cancellationReason: 'x', userId: v.user } }),
  changeTokenBalance: (v) => ({ path: { id: v.projectId }, body: { user_id: v.user, type: 'gpt-4', amount: 1, op: 'credit' } }),
  withdrawTokens: (v) => ({ body: { paywall_id: v.projectId, user_id: v.user, tokens: 1 } }),
};

/** Through the gateway a caller reaches upstreams of its own project alone, in its own name. */
const isGateway = (path: string): boolean => path.includes('/api-gateway/');

/** Tables whose rows of the victim nobody else may have changed. */
const WATCHED = ['customers', 'subscriptions', 'invoices', 'paymentMethods', 'checkouts', 'usageCounters', 'sessionTokens', 'hostedPages', 'tokenBalances', 'tickets'] as const;

const stateOf = async (it: World, victim: Victim): Promise<string> => {
  const state: unknown[] = [];
  for (const table of WATCHED) {
    const rows = await it.db.selectFrom(table).selectAll().where('projectId', '=', it.projectId).execute();
    const own = rows.filter((row: { id?: string; customerId?: string }) => (row.customerId ?? row.id) === victim.customer);
    state.push(own.map((row) => JSON.stringify(row)).toSorted());
  }
  return JSON.stringify(state);
};

describe('tenants', () => {
  it('are named in the walk for every operation of the contract', () => {
    const missing = operations.filter((operation) => !isGateway(operation.path) && !(operation.id in ATTEMPTS)).map((operation) => operation.id);
    assert.deepEqual(missing, []);
  });

  it('cannot reach each other by any operation, with another project’s keys or another customer’s token', async () => {
    const mine = await world();
    const other = await world();
    const victim = await victimIn(mine);
    const before = await stateOf(mine, victim);
    const secrets = [victim.customer, victim.email, victim.subscription, victim.invoice, victim.card, victim.jti, victim.checkout];
    const attackers = {
      'another project’s secret key': other.secret,
      'another project’s publishable key': other.publishable,
      'another project’s customer': await other.token('user_pro'),
      'another customer of the project': await mine.token('user_pro'),
      'the project’s publishable key': mine.publishable,
      nobody: undefined,
    };
    let tried = 0;
    for (const operation of operations) {
      const attempt = ATTEMPTS[operation.id]?.(victim);
      if (!attempt) continue;
      const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(attempt.path?.[name] ?? ''));
      const url = attempt.query ? `${path}?${new URLSearchParams(attempt.query)}` : path;
      for (const [who, as] of Object.entries(attackers)) {
        const { status, body } = await mine.ask(operation.method.toUpperCase(), url, { ...(as && { as }), ...(attempt.body && { body: attempt.body }) });
        const told: string = JSON.stringify(body);
        const leaked: string[] = secrets.filter((secret) => told.includes(secret) && !url.includes(secret) && !JSON.stringify(attempt.body ?? {}).includes(secret));
        assert.deepEqual(leaked, [], `${operation.id} told ${who}`);
        const namesVictim = Object.values(victim).some((value) => (url + JSON.stringify(attempt.body ?? {})).includes(value));
        // With a session the paywall's routes act for its own user, whatever is named.
        const ownIdentity = operation.path.startsWith('/api/') && who === 'another customer of the project';
        if (namesVictim && !ownIdentity) assert.ok([401, 403, 404].includes(status), `${operation.id} answered ${status} to ${who}: ${told}`);
        tried += 1;
      }
    }
    assert.ok(tried > 300, `${tried} attempts`);
    assert.equal(await stateOf(mine, victim), before, 'what is the victim’s is as it was');
  });
});
