import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { json } from '../../src/api/store/json.js';
import { world } from './support.js';

/** On a real Postgres (npm run test:postgres) these run side by side; in memory as they come. */
const ROUNDS = 15;

describe('at once', () => {
  it('with the deletion of a customer nothing is made for them, and nothing of them comes back', async () => {
    const it = await world();
    for (let round = 0; round < ROUNDS; round += 1) {
      const user = `leaver_${round}`;
      const as = await it.token(user);
      const { body: customer } = await it.ask('GET', `/customers/${user}`, { as: it.secret });
      const answers = await Promise.all([
        it.ask('DELETE', `/customers/${user}`, { as: it.secret }),
        it.ask('POST', '/subscriptions', { as: it.secret, body: { customer_id: user, price_id: 'price_hobby_month_usd' } }),
        it.ask('POST', '/v1/checkout/create', { as, body: { priceId: 'price_starter_month_usd' } }),
        it.ask('PATCH', '/sdk/customer/billing', { as, body: { name: 'Ghost' } }),
        it.ask('PATCH', `/customers/${user}`, { as: it.secret, body: { email: 'ghost@example.com' } }),
        it.ask('POST', `/api/v1/paywall/${it.projectId}/support/ticket`, { as, body: { subject: 'Hello', content: 'Ghost', customer_email: 'ghost@example.com' } }),
      ]);
      assert.ok(answers.every(({ status }) => status < 500), JSON.stringify(answers.map(({ status }) => status)));
      const living = await it.db.selectFrom('subscriptions').select('id').where('customerId', '=', customer.id).where('endedAt', 'is', null).execute();
      const tickets = await it.db.selectFrom('tickets').select('id').where('customerId', '=', customer.id).execute();
      const left = await it.db.selectFrom('customers').select(['name', 'email', 'identityEmail']).where('id', '=', customer.id).executeTakeFirstOrThrow();
      assert.deepEqual([living, tickets, left], [[], [], { name: null, email: null, identityEmail: null }]);
    }
  });

  it('changes of one customer all stay', async () => {
    const it = await world();
    for (let round = 0; round < ROUNDS; round += 1) {
      const { body: customer } = await it.ask('POST', '/customers', { as: it.secret, body: {} });
      const changes = [{ name: 'Ada' }, { email: 'ada@example.com' }, { metadata: { a: 1 } }, { metadata: { b: 2 } }];
      await Promise.all(changes.map((body) => it.ask('PATCH', `/customers/${customer.id}`, { as: it.secret, body })));
      const { body } = await it.ask('GET', `/customers/${customer.id}`, { as: it.secret });
      assert.deepEqual([body.name, body.email, body.metadata], ['Ada', 'ada@example.com', { a: 1, b: 2 }]);
    }
  });

  it('with the end of a plan every use is charged for that was recorded, and no other', async () => {
    const it = await world();
    const price = await it.db.selectFrom('prices').selectAll().where('projectId', '=', it.projectId).where('id', '=', 'price_pro_month_usd').executeTakeFirstOrThrow();
    const { tiers: _, ...calls } = price;
    await it.db.updateTable('prices').set({ active: false }).where('projectId', '=', it.projectId).where('meteredFeatureKey', 'is not', null).execute();
    await it.db.insertInto('prices').values({ ...calls, id: 'calls', amount: 2, meteredFeatureKey: 'api_calls', tiers: json(null), translations: json({}) }).execute();
    for (let round = 0; round < ROUNDS; round += 1) {
      const user = `user_${round}`;
      await it.token(user);
      const { body: subscription } = await it.ask('POST', '/v1/subscriptions', { as: it.secret, body: { customer_id: user, plan_id: 'pro', trial_days: 0 } });
      it.clock.ms += 1000;
      const use = async () => (await it.ask('POST', '/v1/usage/track', { as: it.secret, body: { customer_id: user, feature_key: 'api_calls', quantity: 1 } })).status;
      const useUntilOver = async () => {
        let used = 0;
        while ((await use()) === 200) used += 1;
        return used;
      };
      const uses = [useUntilOver(), useUntilOver()];
      await it.ask('POST', `/subscriptions/${subscription.id}/cancel`, { as: it.secret, body: { immediately: true } });
      const used = (await Promise.all(uses)).reduce((sum, count) => sum + count, 0);
      const { body } = await it.ask('GET', `/invoices?customer_id=${user}&subscription_id=${subscription.id}`, { as: it.secret });
      const charged = body.data.flatMap((invoice: { lines: { description: string; amount: number }[] }) => invoice.lines).filter((line: { description: string }) => line.description === 'API calls');
      assert.equal(charged.reduce((sum: number, line: { amount: number }) => sum + line.amount, 0), used * 2);
    }
  });
});
