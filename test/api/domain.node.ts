import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { inTermsOf, taxed } from '../../src/api/domain/invoice.js';
import { minorDigits, share } from '../../src/api/domain/money.js';
import { addDuration, addIntervals, daysUntil, quotaWindow, stepHolding } from '../../src/api/domain/period.js';
import { planChange, type Plan as FullPlan } from '../../src/api/domain/plan-change.js';
import { amountOf, type Priced } from '../../src/api/domain/price.js';

const amount = fc.integer({ min: 0, max: 1_000_000_00 });
const date = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
const interval = fc.constantFrom('day', 'week', 'month', 'year' as const);
const price = (more: Partial<Priced>): Priced => ({ amount: 0, scheme: 'flat', tiers: null, packageSize: null, ...more });

describe('shares of money', () => {
  it('lose and make no minor unit: the parts of a whole add up to within the rounding of one', () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 1, max: 400 }), fc.nat(), (whole, total, at) => {
        const part = at % (total + 1);
        const sum = share(whole, part, total) + share(whole, total - part, total);
        assert.ok(sum === whole || sum === whole + 1);
        assert.ok(Math.abs(share(whole, part, total) - (whole * part) / total) <= 0.5 + 1e-6);
      }),
    );
  });

  it('are whole at the ends', () => {
    fc.assert(fc.property(amount, fc.integer({ min: 1, max: 400 }), (whole, total) => share(whole, total, total) === whole && share(whole, 0, total) === 0));
  });

  it('know currencies without and with more decimals', () => {
    assert.deepEqual(['USD', 'JPY', 'KWD'].map(minorDigits), [2, 0, 3]);
  });
});

describe('amounts of prices', () => {
  const tiers = [
    { upTo: 100_000, unitAmount: 0, flatAmount: 0 },
    { upTo: 500_000, unitAmount: 0.04, flatAmount: 500 },
    { upTo: null, unitAmount: 0.025, flatAmount: 0 },
  ];

  it('follow the steps of a graduated price', () => {
    const graduated = price({ scheme: 'graduated', tiers });
    assert.equal(amountOf(graduated, 0), 0);
    assert.equal(amountOf(graduated, 100_000), 0);
    assert.equal(amountOf(graduated, 101_000), 540);
    assert.equal(amountOf(graduated, 500_000), 16_500);
    assert.equal(amountOf(graduated, 600_000), 19_000);
  });

  it('put a whole quantity into one step of a volume price', () => {
    const volume = price({ scheme: 'volume', tiers });
    assert.deepEqual([0, 100_000, 100_001, 500_001].map((quantity) => amountOf(volume, quantity)), [0, 0, 4500, 12_500]);
  });

  it('count begun packages as whole ones', () => {
    const packages = price({ scheme: 'package', amount: 700, packageSize: 0.1 });
    assert.deepEqual([0, 0.1, 0.3, 0.300001].map((quantity) => amountOf(packages, quantity)), [0, 700, 2100, 2800]);
  });

  it('never fall as a graduated quantity grows, and equal the sum of units up to one rounding', () => {
    const units = fc.integer({ min: 0, max: 2_000_000 });
    const graduated = price({ scheme: 'graduated', tiers });
    fc.assert(fc.property(units, units, (left, right) => amountOf(graduated, Math.min(left, right)) <= amountOf(graduated, Math.max(left, right))));
  });

  it('are exact for per-unit prices', () => {
    fc.assert(fc.property(amount, fc.integer({ min: 1, max: 1000 }), (each, quantity) => amountOf(price({ scheme: 'per_unit', amount: each }), quantity) === each * quantity));
  });
});

describe('periods', () => {
  it('keep the day of the month that they began on', () => {
    const anchor = new Date('2026-01-31T10:00:00Z');
    const months = [1, 2, 3, 12].map((count) => addIntervals(anchor, 'month', count).toISOString().slice(0, 10));
    assert.deepEqual(months, ['2026-02-28', '2026-03-31', '2026-04-30', '2027-01-31']);
    assert.equal(addIntervals(new Date('2024-02-29T00:00:00Z'), 'year', 1).toISOString().slice(0, 10), '2025-02-28');
  });

  it('hold the moment asked for, and follow each other without gap or overlap', () => {
    fc.assert(
      fc.property(date, interval, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 4000 }), (anchor, step, count, days) => {
        const at = new Date(anchor.getTime() + days * 86_400_000 + 1234);
        const period = stepHolding(anchor, step, count, at);
        assert.ok(period.start <= at && at < period.end);
        const next = stepHolding(anchor, step, count, period.end);
        assert.equal(next.start.getTime(), period.end.getTime());
      }),
    );
  });

  it('cut a quota’s window at the end of what was paid', () => {
    const billing = { start: new Date('2026-01-01T00:00:00Z'), end: new Date('2026-01-15T00:00:00Z') };
    assert.deepEqual(quotaWindow(billing, 'month', new Date('2026-01-10T00:00:00Z')), billing);
    const year = { start: billing.start, end: new Date('2027-01-01T00:00:00Z') };
    assert.equal(quotaWindow(year, 'month', new Date('2026-03-10T00:00:00Z')).start.toISOString(), '2026-03-01T00:00:00.000Z');
  });

  it('read ISO durations and nothing else', () => {
    const from = new Date('2026-01-31T00:00:00Z');
    assert.equal(addDuration(from, 'P1M')?.toISOString(), '2026-02-28T00:00:00.000Z');
    assert.equal(addDuration(from, 'P1Y2M3W4DT5H6M7S')?.toISOString(), '2027-04-25T05:06:07.000Z');
    for (const text of ['', 'P', 'PT', '1M', '-P1M', 'P1.5D', 'P1MT', 'p1m']) assert.equal(addDuration(from, text), undefined, text);
  });
});

describe('an amount in the terms of the other kind of price', () => {
  const rate = fc.record({ name: fc.constant('VAT'), percentage: fc.integer({ min: 0, max: 300_000 }).map((it) => it / 10_000) });

  it('comes to the same once it is taxed, to within the rounding of each tax', () => {
    fc.assert(
      fc.property(amount, fc.array(rate, { maxLength: 3 }), fc.boolean(), fc.boolean(), (own, rates, from, to) => {
        const other = taxed(inTermsOf(own, rates, { from, to }), rates, to).total;
        assert.ok(Math.abs(other - taxed(own, rates, from).total) <= (from === to ? 0 : 1 + rates.length));
      }),
    );
  });
});

type Plan = Omit<FullPlan, 'amount'>;

/** Without a coupon a period costs what its price says. */
const full = (plan: Plan): FullPlan => ({ ...plan, amount: amountOf(plan.price, plan.quantity) });

describe('plan changes', () => {
  const plan = fc.record({
    productId: fc.constantFrom('a', 'b'),
    quantity: fc.integer({ min: 1, max: 50 }),
    price: fc.record({
      id: fc.uuid(), amount, scheme: fc.constant('per_unit' as const), tiers: fc.constant(null), packageSize: fc.constant(null),
      interval: fc.constantFrom('month', 'year' as const), intervalCount: fc.constant(1),
    }),
  });

  it('balance to the minor unit: what is due and kept is what is charged and given back', () => {
    fc.assert(
      fc.property(plan, plan, date, fc.integer({ min: 0, max: 366 }), fc.boolean(), (current: Plan, next: Plan, start, days, trialing) => {
        const period = { start, end: addIntervals(start, current.price.interval, 1) };
        const now = new Date(Math.min(period.end.getTime(), start.getTime() + days * 86_400_000));
        const change = planChange({ current: full(current), next: full(next), period, now, trialing });
        assert.equal(change.due - change.creditLeft, change.charge - change.credit);
        assert.ok(change.due >= 0 && change.creditLeft >= 0 && change.credit >= 0);
        assert.ok(change.credit <= amountOf(current.price, current.quantity));
        assert.ok(change.charge <= amountOf(next.price, next.quantity));
        if (trialing || change.type === 'downgrade') assert.equal(change.due, 0);
        assert.equal(change.effectiveAt.getTime(), change.type === 'downgrade' && !trialing ? period.end.getTime() : now.getTime());
      }),
    );
  });

  it('cost nothing when they are undone within the day', () => {
    fc.assert(
      fc.property(amount, amount, date, fc.integer({ min: 0, max: 27 }), (low, high, start, day) => {
        const of = (id: string, value: number): Plan => ({ productId: id, quantity: 1, price: { ...price({ amount: value }), id, interval: 'month', intervalCount: 1 } });
        const period = { start, end: addIntervals(start, 'month', 1) };
        const now = new Date(start.getTime() + day * 86_400_000 + 60_000);
        const there = planChange({ current: full(of('a', Math.min(low, high))), next: full(of('b', Math.max(low, high))), period, now, trialing: false });
        assert.equal(there.due, there.charge - there.credit);
        assert.equal(there.remaining, daysUntil(period.end, now));
      }),
    );
  });
});
