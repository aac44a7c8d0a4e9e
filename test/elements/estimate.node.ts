import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { amountOf } from '../../src/api/domain/price.js';
import { demoCatalog } from '../../src/api/seed/catalog.js';
import type { Price, Product } from '../../src/contract/product.js';
import { estimate } from '../../src/elements/internal/estimate/estimate.js';
import { placeOf, seatScale, usageScales } from '../../src/elements/internal/estimate/estimate-scale.js';
import { plansOf } from '../../src/elements/internal/plans/plan-list.js';
import { priceSum } from '../../src/elements/internal/plans/price-sum.js';

const SEED = 20261121;

const price = (over: Partial<Price> = {}): Price => ({
  id: 'p', amount: 1900, currency: 'USD', interval: 'month', intervalCount: 1, scheme: 'flat', ...over,
});
const product = (id: string, over: Partial<Product> = {}): Product => ({
  id, name: id, description: null, prices: [price({ id: `${id}_price` })], features: [], isCurrentPlan: false, trialDays: 0, ...over,
});
const quota = (name: string, limit: number | null, period: 'day' | 'week' | 'month' | 'year' | null = 'month') => ({
  id: name, name, title: name, type: 'usage_quota' as const, properties: { limit, period, unit: null },
});
const plansFor = (products: readonly Product[], { rhythm = 'month', seats = 1 } = {}) =>
  plansOf(products, { products: [...products], currentSubscription: null }, { rhythm, currency: 'USD', seats });

describe('the sum of a price', () => {
  const quantity = fc.oneof(fc.nat(10_000_000), fc.nat(1_000_000_000).map((it) => it / 1e6));
  const unitAmount = fc.oneof(fc.nat(100_000), fc.nat(1_000_000).map((it) => it / 1e6));
  const tiers = fc
    .uniqueArray(fc.record({ upTo: fc.integer({ min: 1, max: 5_000_000 }), unitAmount, flatAmount: fc.nat(50_000) }), { maxLength: 5, selector: ({ upTo }) => upTo })
    .chain((steps) => fc.record({ last: fc.record({ unitAmount, flatAmount: fc.nat(50_000) }), open: fc.boolean() }).map(({ last, open }) => [
      ...steps.toSorted((one, other) => one.upTo - other.upTo),
      ...(open ? [{ ...last, upTo: null }] : []),
    ]));
  const anyPrice = fc.record({
    amount: fc.nat(1_000_000),
    scheme: fc.constantFrom('flat', 'per_unit', 'graduated', 'volume', 'package' as const),
    tiers,
    packageSize: fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 10_000 }), fc.nat(1000).map((it) => (it + 1) / 10)),
  });

  it('is what the API bills, to the minor unit, for every kind of price and any amount', () => {
    fc.assert(
      fc.property(anyPrice, quantity, (priced, units) => {
        assert.equal(priceSum(price(priced as Partial<Price>), units), amountOf(priced as Parameters<typeof amountOf>[0], units));
      }),
      { seed: SEED, numRuns: 5000 },
    );
  });

  it('loses no fraction of a cent between steps', () => {
    const tiered = price({ scheme: 'graduated', tiers: [{ upTo: 10, unitAmount: 0.25, flatAmount: 0 }, { upTo: null, unitAmount: 0.25, flatAmount: 0 }] });
    assert.equal(priceSum(tiered, 12), 3);
    assert.equal(priceSum(price({ scheme: 'package', packageSize: 0.1, amount: 5 }), 0.3), 15);
  });
});

describe('an estimate', () => {
  const demo = (demoCatalog.products ?? []).map((it): Product => ({
    ...product(it.id, { name: it.name }),
    prices: (it.prices ?? []).map((one) => price(one as Partial<Price>)),
    features: Object.entries(it.features ?? {}).map(([name, grant]) => ({
      id: name, name, title: name,
      type: demoCatalog.features?.find(({ key }) => key === name)?.type as 'usage_quota',
      properties: typeof grant === 'object' ? grant : {},
    })),
  })) as Product[];
  const outcomes = (usage: Record<string, number>, options: { rhythm?: string; seats?: number; seatFeature?: string } = {}) => {
    const { plans, best } = estimate(plansFor(demo, options), { usage, seats: options.seats ?? 1, seatFeature: options.seatFeature });
    return [...plans.map((one) => (one.status === 'sum' ? one.monthly : one.status)), best?.plan.product.id];
  };

  it('adds what use costs beyond what is included, and finds the cheapest plan that holds it', () => {
    assert.deepEqual(outcomes({ api_calls: 900 }), [0, 2300, 5900, 'contact', 'hobby']);
    assert.deepEqual(outcomes({ api_calls: 64_000 }, { seats: 3 }), ['over', 'over', 17_700, 'contact', 'pro']);
    assert.deepEqual(outcomes({ api_calls: 600_000 }), ['over', 'over', 5900 + 16_000 + 2500, 'contact', 'pro']);
    assert.deepEqual(outcomes({ transfer_gb: 400 }), ['over', 'over', 'over', 'contact', 'enterprise']);
  });

  it('is by the month, whatever the rhythm', () => {
    assert.deepEqual(outcomes({ api_calls: 600_000 }, { rhythm: 'year' }), ['over', 'over', 4900 + 18_500, 'contact', 'pro']);
  });

  it('counts seats against the limit that is named for them', () => {
    assert.deepEqual(outcomes({}, { seats: 6, seatFeature: 'team_members' }), ['over', 'over', 35_400, 'contact', 'pro']);
    assert.deepEqual(outcomes({}, { seats: 6 }), [0, 2300, 35_400, 'contact', 'hobby']);
  });

  it('compares use with a quota in the quota’s own time', () => {
    const yearly = product('yearly', { features: [quota('calls', 12_000, 'year')] });
    const daily = product('daily', { features: [quota('calls', 30, 'day')] });
    const status = (one: Product, calls: number) => estimate(plansFor([one]), { usage: { calls }, seats: 1 }).plans[0]?.status;
    assert.equal(status(yearly, 1000), 'sum');
    assert.equal(status(yearly, 1001), 'over');
    assert.equal(status(daily, 900), 'sum');
    assert.equal(status(daily, 950), 'over');
  });

  it('takes a plan without the feature as one that holds none of it, unless it bills it', () => {
    const without = product('without');
    const bills = product('bills', { prices: [price(), price({ id: 'm', scheme: 'per_unit', amount: 2, meteredFeatureKey: 'calls' })] });
    const { plans, best } = estimate(plansFor([without, bills]), { usage: { calls: 100 }, seats: 1 });
    assert.deepEqual(plans.map((one) => (one.status === 'sum' ? one.monthly : one.status)), ['over', 2100]);
    assert.equal(best?.plan.product.id, 'bills');
    assert.equal(estimate(plansFor([without]), { usage: { calls: 0 }, seats: 1 }).best?.plan.product.id, 'without');
  });

  it('has nothing that fits where every plan is over', () => {
    const { best } = estimate(plansFor([product('a', { features: [quota('calls', 1)] })]), { usage: { calls: 2 }, seats: 1 });
    assert.equal(best, undefined);
  });
});

describe('a slider', () => {
  const calls = usageScales([product('a', { features: [quota('calls', 1000)] }), product('b', { features: [quota('calls', 100_000)] })])[0];

  it('reaches twice as far as the largest plan, in round numbers that grow in proportion', () => {
    assert.ok(calls);
    assert.equal(calls.steps[0], 0);
    assert.equal(calls.steps[1], 100);
    assert.equal(calls.steps.at(-1), 200_000);
    assert.ok(calls.steps.length > 60 && calls.steps.length < 90);
    for (const [index, step] of calls.steps.entries()) {
      if (index > 1) assert.ok(step > (calls.steps[index - 1] ?? 0) && step <= (calls.steps[index - 1] ?? 0) * 1.26, String(step));
    }
  });

  it('begins at what a plan in the middle holds', () => {
    assert.equal(calls?.usual, 100_000);
  });

  it('stands at the step below what was typed', () => {
    assert.ok(calls);
    assert.equal(calls.steps[placeOf(calls, 12_345)], 12_000);
    assert.equal(placeOf(calls, 1e9), calls.steps.length - 1);
    assert.equal(placeOf(calls, 3), 0);
  });

  it('is there for seats where a plan is sold by them, one by one at first', () => {
    assert.equal(seatScale([product('a')], 'Seats', 1), undefined);
    const seats = seatScale([product('a', { prices: [price({ scheme: 'per_unit' })] })], 'Seats', 3);
    assert.deepEqual(seats?.steps.slice(0, 12), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it('is of use in small amounts too', () => {
    const [memory] = usageScales([product('a', { features: [quota('memory', 0.5)] })]);
    assert.ok((memory?.steps.length ?? 0) > 20);
    assert.equal(memory?.steps.at(-1), 1);
  });

  it('is finite whatever a catalog says', () => {
    for (const limit of [0, null, -1, 1e12]) {
      const [scale] = usageScales([product('a', { features: [quota('calls', limit)] })]);
      assert.ok(scale && scale.steps.length < 300 && scale.steps.every(Number.isFinite), String(limit));
    }
  });
});
