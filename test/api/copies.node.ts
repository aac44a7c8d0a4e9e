import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { createApi, type Database } from '../../src/api/index.js';
import { operations } from './operations.js';
import { CARD, submit, world, type World } from './support.js';

const COPIES = 100;

interface Mutation {
  readonly path: string;
  readonly body?: object;
  readonly as?: string;
}

const subscription = async (it: World, user: string): Promise<string> => (await it.ask('GET', `/subscriptions?customer_id=${user}`, { as: it.secret })).body.data[0].id;
const invoice = async (it: World, user: string): Promise<string> => (await it.ask('GET', `/invoices?customer_id=${user}`, { as: it.secret })).body.data[0].id;

async function addCard(it: World, user: string): Promise<void> {
  const { body } = await it.ask('POST', '/sdk/payment-methods/setup-intent', { as: it.secret, body: { customerId: user } });
  await submit(it.api, new URL(body.url).pathname, CARD);
}
const cards = async (it: World, user: string) => (await it.ask('GET', `/payment-methods?customer_id=${user}`, { as: it.secret })).body.paymentMethods;

/** One request of every kind that changes something. */
const MUTATIONS: Record<string, (it: World) => Promise<Mutation>> = {
  createSessionToken: async () => ({ path: '/v1/session-tokens', body: { externalUserId: 'newcomer' } }),
  revokeSessionToken: async (it) => {
    const token = await it.token('user_free');
    return { path: `/v1/session-tokens/${JSON.parse(Buffer.from(token.split('_').slice(3).join('_').split('.')[0] ?? '', 'base64url').toString()).jti}` };
  },
  trackFeatureUsage: async (it) => ({ path: '/v1/features/track-usage', as: await it.token('user_free'), body: { feature_key: 'api_calls', quantity: 3 } }),
  trackFeatureUsageBatch: async (it) => ({
    path: '/v1/features/track-usage/batch',
    as: await it.token('user_free'),
    body: { events: ['a', 'b'].map((id) => ({ id, feature_key: 'api_calls', quantity: 2, timestamp: '2026-11-21T07:00:00Z' })) },
  }),
  trackUsage: async () => ({ path: '/v1/usage/track', body: { customer_id: 'user_pro', feature_key: 'api_calls', quantity: 3 } }),
  createCheckout: async () => ({ path: '/v1/checkout/create', body: { customerId: 'user_free', priceId: 'price_starter_month_usd' } }),
  createCustomer: async () => ({ path: '/customers', body: { email: 'ada@example.com' } }),
  updateCustomer: async () => ({ path: '/customers/user_pro', body: { name: 'Ada' } }),
  deleteCustomer: async () => ({ path: '/customers/user_pro' }),
  createSubscription: async (it) => {
    await addCard(it, 'user_free');
    return { path: '/subscriptions', body: { customer_id: 'user_free', price_id: 'price_starter_month_usd' } };
  },
  updateSubscription: async (it) => ({ path: `/subscriptions/${await subscription(it, 'user_near_limit')}`, body: { price_id: 'price_pro_month_usd', quantity: 2, metadata: { a: 1 } } }),
  cancelSubscription: async (it) => ({ path: `/subscriptions/${await subscription(it, 'user_pro')}/cancel`, body: { immediately: true } }),
  cancelSubscriptionWithReason: async (it) => ({ path: `/sdk/subscriptions/${await subscription(it, 'user_pro')}/cancel`, body: { cancellationReason: 'other' } }),
  reactivateSubscription: async (it) => ({ path: `/subscriptions/${await subscription(it, 'user_canceling')}/reactivate` }),
  previewPlanChange: async (it) => ({ path: `/subscriptions/${await subscription(it, 'user_near_limit')}/preview-change`, body: { new_price_id: 'price_pro_month_usd' } }),
  changePlan: async (it) => ({ path: `/subscriptions/${await subscription(it, 'user_near_limit')}/change-plan`, body: { new_price_id: 'price_pro_month_usd', quantity: 2, confirm_amount: 2850 } }),
  retryInvoice: async (it) => {
    await addCard(it, 'user_past_due');
    return { path: `/sdk/invoices/${await invoice(it, 'user_past_due')}/retry` };
  },
  deletePaymentMethod: async (it) => {
    await addCard(it, 'user_pro');
    return { path: `/payment-methods/${(await cards(it, 'user_pro'))[1].id}` };
  },
  setDefaultPaymentMethod: async (it) => {
    await addCard(it, 'user_pro');
    return { path: `/payment-methods/${(await cards(it, 'user_pro'))[1].id}/set-default` };
  },
  createSetupIntent: async () => ({ path: '/sdk/payment-methods/setup-intent', body: { customerId: 'user_pro' } }),
  updateBillingDetails: async (it) => ({ path: '/sdk/customer/billing', as: await it.token('user_pro'), body: { taxId: 'X' } }),
  createPortal: async () => ({ path: '/v1/portal/create', body: { customerId: 'user_pro' } }),
  advanceClock: async () => ({ path: '/sandbox/v1/clock', body: { advance: 'P12D' } }),
  createBilledCustomer: async () => ({ path: '/admin/v1/customers', body: { display_name: 'Acme', email: 'acme@example.com', currency: 'USD' } }),
  subscribeByInvoice: async () => ({ path: '/v1/subscriptions', body: { customer_id: 'user_free', plan_id: 'starter', currency: 'USD' } }),
  billPeriod: async (it) => ({ path: `/admin/v1/subscriptions/${(await byInvoice(it)).id}/bill`, body: {} }),
  finalizeInvoice: async (it) => {
    const { id } = await byInvoice(it);
    const { body } = await it.ask('POST', `/admin/v1/subscriptions/${id}/bill`, { as: it.secret, body: {} });
    return { path: `/admin/v1/invoices/${body.id}/finalize`, body: {} };
  },
  sendEvent: async (it) => ({
    path: '/v1/events',
    body: { id: 'e1', event_type: 'api.request', customer_id: 'user_pro', subscription_id: await subscription(it, 'user_pro'), timestamp: '2026-11-21T07:00:00Z', properties: { input_tokens: 5 } },
  }),
  createWebhook: async () => ({ path: '/admin/v1/webhooks', body: { url: 'http://127.0.0.1:9/', events: ['invoice.paid'] } }),
  rollWebhookSecret: async (it) => {
    const { body } = await it.ask('POST', '/admin/v1/webhooks', { as: it.secret, body: { url: 'http://127.0.0.1:9/', events: ['invoice.paid'] } });
    return { path: `/admin/v1/webhooks/${body.id}/roll-secret` };
  },
  deleteWebhook: async (it) => {
    const { body } = await it.ask('POST', '/admin/v1/webhooks', { as: it.secret, body: { url: 'http://127.0.0.1:9/', events: ['invoice.paid'] } });
    return { path: `/admin/v1/webhooks/${body.id}` };
  },
  updateTicket: async (it) => ({ path: `/admin/v1/tickets/${(await ticket(it)).id}`, body: { status: 'closed' } }),
  startPaywallCheckout: async (it) => ({ path: `/api/v1/paywall/${it.projectId}/start-checkout`, body: { email: 'new@example.com', priceId: 'price_starter_month_usd' } }),
  openPaywallPortal: async (it) => ({ path: `/api/v1/paywall/${it.projectId}/get-customer-portal`, body: { user_id: 'user_pro' } }),
  createPaywallTicket: async (it) => ({ path: `/api/v1/paywall/${it.projectId}/support/ticket`, body: { subject: 'Help me', content: 'please', customer_email: 'priya@example.com' } }),
  cancelPaywallSubscription: async (it) => ({
    path: '/api/paywall/cancel-subscription',
    body: { subscriptionId: await subscription(it, 'user_pro'), paywallId: it.projectId, cancellationReason: 'too expensive', userId: 'user_pro' },
  }),
  changeTokenBalance: async (it) => ({ path: `/api/v1/paywall/${it.projectId}/balances`, body: { user_id: 'user_pro', type: 'gpt-4', amount: 7, op: 'credit' } }),
  withdrawTokens: async (it) => {
    await it.ask('POST', `/api/v1/paywall/${it.projectId}/balances`, { as: it.secret, body: { user_id: 'user_pro', type: 'gpt-4', amount: 50, op: 'credit' } });
    return { path: '/api/v1/withdraw-tokens', body: { paywall_id: it.projectId, user_id: 'user_pro', tokens: 5 } };
  },
};

const byInvoice = async (it: World) =>
  (await it.ask('POST', '/v1/subscriptions', { as: it.secret, body: { customer_id: 'user_free', plan_id: 'starter', currency: 'USD' } })).body;
const ticket = async (it: World) =>
  (await it.ask('POST', `/api/v1/paywall/${it.projectId}/support/ticket`, { as: it.secret, body: { subject: 'Help me', content: 'please', customer_email: 'priya@example.com' } })).body.ticket;

/** Counts and sums up every table that has a project's rows, in one query: to ask the catalog of tables is slow, so it is asked once. */
let summary: Promise<string> | undefined;
async function makeSummary(db: Database): Promise<string> {
  const { rows } = await sql<{ table: string; numbers: string | null }>`
    select table_name as "table",
      string_agg(case when data_type in ('bigint', 'integer', 'numeric') then quote_ident(column_name) end, ',') as numbers
    from information_schema.columns where table_schema = 'public' and table_name in
      (select table_name from information_schema.columns where table_schema = 'public' and column_name = 'project_id')
    group by table_name order by table_name`.execute(db);
  const selects = rows.map(({ table, numbers }) => {
    const sums = (numbers?.split(',') ?? []).map((name) => `coalesce(sum(${name}), 0)::float8`);
    return `select '${table}' as "table", array[${['count(*)::float8', ...sums].join(', ')}] as "all" from "${table}" where project_id = project.id`;
  });
  return selects.join(' union all ');
}

/** What it changes, by table: the number of rows, and what their numbers add up to. */
async function effectOf({ db, projectId }: World, work: () => Promise<void>): Promise<Record<string, string>> {
  const sums = await (summary ??= makeSummary(db));
  const read = async () => {
    const { rows } = await sql<{ table: string; all: number[] }>`
      select it.* from (select ${projectId}::text as id) as project, lateral (${sql.raw(sums)}) as it`.execute(db);
    return new Map(rows.map(({ table, all }) => [table, all]));
  };
  const before = await read();
  await work();
  const after = await read();
  return Object.fromEntries(
    [...after]
      .map(([table, all]) => [table, all.map((value, index) => value - (before.get(table)?.[index] ?? 0))] as const)
      .filter(([, change]) => change.some((value) => value !== 0))
      .map(([table, change]) => [table, change.join(' ')]),
  );
}

describe('a hundred copies of a mutation', () => {
  const mutations = operations.filter((operation) => operation.method !== 'get' && !operation.path.includes('/api-gateway/'));

  it('are tried for every operation that changes something', () => {
    assert.deepEqual(mutations.filter((operation) => !(operation.id in MUTATIONS)).map((operation) => operation.id), []);
  });

  for (const operation of mutations) {
    it(`of ${operation.id} have the effect of one`, async () => {
      const prepare = MUTATIONS[operation.id];
      assert.ok(prepare);
      const run = async (copies: number) => {
        const it = await world();
        const second = createApi({ db: it.db, now: () => it.clock.ms });
        const { path, body, as = it.secret } = await prepare(it);
        const send = async (index: number) => {
          const headers = { authorization: `Bearer ${as}`, 'idempotency-key': 'the-key' };
          const request = new Request(`http://api.test${path}`, { method: operation.method.toUpperCase(), headers, ...(body && { body: JSON.stringify(body) }) });
          const answer = await (index % 2 === 0 ? it.api : second).fetch(request);
          return { status: answer.status, text: await answer.text() };
        };
        let answers: { status: number; text: string }[] = [];
        const effect = await effectOf(it, async () => {
          answers = await Promise.all(Array.from({ length: copies }, (_, index) => send(index)));
          if (copies > 1) answers.push(await send(copies)); // one that was on its way for long
        });
        return { effect, answers };
      };
      const one = await run(1);
      assert.ok(one.answers[0] && one.answers[0].status < 300, one.answers[0]?.text);
      assert.notDeepEqual(one.effect, {}, 'it writes something: its key, if nothing else');
      const many = await run(COPIES);
      assert.deepEqual(many.effect, one.effect);
      assert.ok(many.answers.every((answer) => answer.status === one.answers[0]?.status), JSON.stringify(many.answers.find((answer) => answer.status >= 300)));
      // The rows of a batch say which of them were counted before.
      if (operation.id !== 'trackFeatureUsageBatch') assert.equal(new Set(many.answers.map((answer) => answer.text)).size, 1);
    });
  }
});
