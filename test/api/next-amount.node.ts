import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { taxed } from '../../src/api/domain/invoice.js';
import type { Place } from '../../src/api/domain/place.js';
import { json } from '../../src/api/store/json.js';
import type { Coupon } from '../../src/api/store/tables.js';
import type { Interval } from '../../src/contract/index.js';
import { createRandom } from '../../bench/random.js';
import { CARD, submit, world, type World } from './support.js';

/** A repeatable source of choices. */
class Dice {
  readonly #random: () => number;
  constructor(seed: number) {
    this.#random = createRandom(seed);
  }
  /** 0 to below `count`. */
  roll(count: number): number {
    return Math.floor(this.#random() * count);
  }
  pick<T>(from: readonly [T, ...T[]]): T {
    return from[this.roll(from.length)] ?? from[0];
  }
}

const RHYTHMS: readonly (readonly [Interval, number])[] = [['month', 1], ['month', 3], ['week', 2], ['year', 1], ['day', 10]];
const BEHAVIORS = ['inclusive', 'exclusive', 'unspecified'] as const;
const PLACES: [Place, ...Place[]] = [{ country: 'JP', state: null }, { country: 'DE', state: null }, { country: 'CA', state: 'QC' }, { country: 'CA', state: 'BC' }];
type Terms = Pick<Coupon, 'id' | 'percentOff' | 'amountOff' | 'currency' | 'duration' | 'durationMonths'>;
const RATES = [
  { id: 'vat', name: 'VAT', percentage: 19, country: 'DE', state: null },
  { id: 'gst', name: 'GST', percentage: 5, country: 'CA', state: null },
  { id: 'qst', name: 'QST', percentage: 9.975, country: 'CA', state: 'QC' },
];
const COUPONS: [Terms, ...Terms[]] = [
  { id: 'all-once', percentOff: 100, amountOff: null, currency: null, duration: 'once', durationMonths: null },
  ...(['once', 'forever'] as const).flatMap((duration) => [
    { id: `part-${duration}`, percentOff: 33.3, amountOff: null, currency: null, duration, durationMonths: null },
    { id: `some-${duration}`, percentOff: null, amountOff: 777, currency: 'USD', duration, durationMonths: null },
  ]),
  { id: 'part-repeating', percentOff: 12.5, amountOff: null, currency: null, duration: 'repeating', durationMonths: 2 },
  { id: 'much-repeating', percentOff: null, amountOff: 2500, currency: 'USD', duration: 'repeating', durationMonths: 5 },
];

interface Plan {
  readonly priceId: string;
  readonly isCounted: boolean;
}

/** One product for each rhythm and way of tax, with a flat price and one by seats; every second can be tried. */
async function addPlans(it: World, dice: Dice): Promise<[Plan, ...Plan[]]> {
  const { projectId } = it;
  await it.db.insertInto('taxRates').values(RATES.map((rate) => ({ ...rate, projectId, active: true }))).execute();
  await it.db.insertInto('coupons').values(COUPONS.map((coupon) => ({ ...coupon, projectId, name: coupon.id, redeemBy: null, active: true }))).execute();
  const plans: Plan[] = [];
  for (const [interval, intervalCount] of RHYTHMS) {
    for (const taxBehavior of BEHAVIORS) {
      const id = `${interval}${intervalCount}_${taxBehavior}`;
      const trialDays = plans.length % 4 === 0 ? 9 : 0;
      await it.db
        .insertInto('products')
        .values({ projectId, id, name: id, description: null, trialDays, highlighted: false, contactUrl: null, translations: json({}), position: 100, active: true })
        .execute();
      for (const scheme of ['flat', 'per_unit'] as const) {
        const priceId = `${id}_${scheme}`;
        const terms = { amount: 500 + dice.roll(4000), currency: 'USD', interval, intervalCount, scheme, taxBehavior };
        await it.db
          .insertInto('prices')
          .values({ ...terms, projectId, id: priceId, productId: id, unitLabel: null, meteredFeatureKey: null, tiers: json(null), packageSize: null, translations: json({}), position: 100, active: true })
          .execute();
        plans.push({ priceId, isCounted: scheme === 'per_unit' });
      }
    }
  }
  const [first, ...others] = plans;
  assert.ok(first);
  return [first, ...others];
}

/** What was said of somebody's next charge, when it is due, and who said it. */
interface Said {
  readonly amount: number | null;
  readonly at: string;
  readonly by: string;
}

interface Line {
  readonly description: string;
  readonly amount: number;
}

describe('what is said beforehand of the next charge', () => {
  it('is what the renewal charges for the plan: whatever the coupon, the taxes, the trial, the seats and the changes', async () => {
    const it = await world();
    const dice = new Dice(2026);
    const plans = await addPlans(it, dice);
    const post = (path: string, body: object) => it.ask('POST', path, { as: it.secret, body });
    const choose = () => {
      const plan = dice.pick(plans);
      return { plan, quantity: plan.isCounted ? 1 + dice.roll(5) : 1 };
    };

    const customers = new Map<string, (typeof PLACES)[number]>();
    for (let index = 0; index < 20; index += 1) {
      const place = dice.pick(PLACES);
      const customerId = (await post('/customers', { external_user_id: `somebody_${index}` })).body.id;
      customers.set(customerId, place);
      await it.ask('PATCH', `/sdk/customer/billing?customer_id=${customerId}`, { as: it.secret, body: { address: place } });
      const { plan, quantity } = choose();
      const couponCode = dice.roll(4) > 0 ? dice.pick(COUPONS).id : undefined;
      const { body: checkout } = await post('/v1/checkout/create', { customerId, priceId: plan.priceId, quantity, couponCode });
      const path = new URL(checkout.url).pathname;
      const { body: page } = await it.ask('GET', path);
      const paid = await submit(it.api, path, CARD);
      assert.equal(paid.status, 200, paid.text);
      const [{ nextAmount }] = (await it.ask('GET', `/subscriptions?customer_id=${customerId}`, { as: it.secret })).body.data;
      assert.match(page, new RegExp(`name="next" value="${nextAmount}"`), 'the checkout said it before');
    }

    let compared = 0;
    let changed = 0;
    let nowMs = it.clock.ms;
    for (let step = 0; step < 36; step += 1) {
      const { data } = (await it.ask('GET', '/subscriptions?limit=100', { as: it.secret })).body;
      const running = data.filter(({ customerId }: { customerId: string }) => customers.has(customerId));
      const said = new Map<string, Said & { customerId: string }>();
      for (const { id, customerId, nextAmount, currentPeriodEnd } of running) said.set(id, { customerId, amount: nextAmount, at: currentPeriodEnd, by: 'the subscription' });
      for (const { id, customerId } of running) {
        if (dice.roll(6) > 0) continue;
        const { plan, quantity } = choose();
        const when = dice.pick([undefined, 'immediate', 'period_end']);
        const change = { new_price_id: plan.priceId, quantity, effective_date: when };
        const { body: preview } = await post(`/subscriptions/${id}/preview-change`, change);
        const { status, body } = await post(`/subscriptions/${id}/change-plan`, change);
        assert.equal(status, 200, JSON.stringify(body));
        assert.equal(body.subscription.nextAmount, preview.next_amount, 'the preview and the subscription say the same');
        said.set(id, { customerId, amount: preview.next_amount, at: body.subscription.currentPeriodEnd, by: 'the preview' });
        changed += 1;
      }

      const dueMs = Math.min(...[...said.values()].map(({ at }) => Date.parse(at)));
      await it.advance(`PT${Math.ceil((dueMs - nowMs) / 1000)}S`);
      nowMs = dueMs;
      for (const [id, { customerId, amount, at, by }] of said) {
        if (Date.parse(at) > dueMs) continue;
        const { status, taxBehavior } = (await it.ask('GET', `/subscriptions/${id}`, { as: it.secret })).body;
        assert.equal(status, 'active');
        const [invoice] = (await it.ask('GET', `/invoices?subscription_id=${id}&limit=1`, { as: it.secret })).body.data;
        assert.equal(invoice.periodStart, at);
        const ofPlan = invoice.lines.filter(({ description }: Line) => description !== 'Credit from earlier');
        const sum = ofPlan.reduce((total: number, line: Line) => total + line.amount, 0);
        const place = customers.get(customerId);
        const rates = RATES.filter(({ country, state }) => country === place?.country && (state === null || state === place.state));
        assert.equal(taxed(sum, rates, taxBehavior === 'inclusive').total, amount, `${by} said this of ${id}`);
        if (invoice.lines.length === ofPlan.length) assert.equal(invoice.total, amount);
        compared += 1;
      }
    }
    assert.ok(compared > 40 && changed > 80, `${compared} were compared, ${changed} changed`);
  });
});
