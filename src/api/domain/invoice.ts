import { share } from './money.js';

export interface CouponTerms {
  readonly id: string;
  readonly percentOff: number | null;
  readonly amountOff: number | null;
  readonly currency: string | null;
  readonly duration: 'once' | 'repeating' | 'forever';
}

/** Rates have four decimals: 7.7 % is 77,000 of a million. */
const RATE_SCALE = 10_000;
const WHOLE = 100 * RATE_SCALE;

/** What a coupon takes off an amount: never more than there is, never in another currency. */
export function discountOf(amount: number, currency: string, coupon: CouponTerms | undefined): number {
  if (!coupon || amount <= 0) return 0;
  if (coupon.percentOff !== null) return share(amount, Math.round(coupon.percentOff * RATE_SCALE), WHOLE);
  return coupon.currency === currency ? Math.min(amount, coupon.amountOff ?? 0) : 0;
}

export interface Rate {
  readonly name: string;
  /** 19 is 19 %. */
  readonly percentage: number;
}

export interface Taxed {
  readonly taxLines: { name: string; percentage: number; amount: number; inclusive: boolean }[];
  readonly tax: number;
  readonly total: number;
}

/** An amount in the terms of prices that have tax inside, or on top, from the other: taxed, both come to the same. */
export function inTermsOf(amount: number, rates: readonly Rate[], { from, to }: { readonly from: boolean; readonly to: boolean }): number {
  if (from === to) return amount;
  const { tax, total } = taxed(amount, rates, from);
  return to ? total : amount - tax;
}

/**
 * Tax on what the lines come to. On top of them, each rate is worked out by itself; inside them, the lines are split
 * into net and taxes so that the parts add up to what they were, whatever the rounding.
 */
export function taxed(subtotal: number, rates: readonly Rate[], inclusive: boolean): Taxed {
  const scaled = rates.map((rate) => ({ rate, per: Math.round(rate.percentage * RATE_SCALE) }));
  if (!inclusive) {
    const taxLines = scaled.map(({ rate, per }) => ({ ...rate, amount: share(subtotal, per, WHOLE), inclusive }));
    const tax = taxLines.reduce((sum, line) => sum + line.amount, 0);
    return { taxLines, tax, total: subtotal + tax };
  }
  const gross = WHOLE + scaled.reduce((sum, { per }) => sum + per, 0);
  let left = subtotal - share(subtotal, WHOLE, gross);
  const tax = left;
  const taxLines = scaled.map(({ rate, per }, index) => {
    const amount = index === scaled.length - 1 ? left : share(subtotal, per, gross);
    left -= amount;
    return { ...rate, amount, inclusive };
  });
  return { taxLines, tax, total: subtotal };
}
