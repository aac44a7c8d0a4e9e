import { discountOf, type CouponTerms, type Rate, type Taxed } from '../domain/invoice.js';
import { sameRhythm, stepHolding, type Period } from '../domain/period.js';
import { amountOf, isFree } from '../domain/price.js';
import type { SoldPrice } from '../store/catalog.js';
import type { SubscriptionOnPlan } from '../store/subscriptions.js';
import { couponAt, planLines } from './billing.js';
import { totalled } from './invoices.js';

/** What decides on the next period of a subscription: one that there is, or one that is only quoted. */
export type Running = Pick<
  SubscriptionOnPlan,
  'status' | 'productName' | 'price' | 'quantity' | 'pending' | 'pendingQuantity' | 'billingAnchor' | 'currentPeriodEnd' | 'coupon' | 'couponUntil'
>;

export interface NextPeriod {
  readonly productName: string;
  readonly price: SoldPrice;
  readonly quantity: number;
  readonly billingAnchor: Date;
  readonly period: Period;
  readonly coupon: CouponTerms | undefined;
}

/** A coupon at work: periods that begin before `until` have it; null = all. */
export interface AppliedCoupon {
  readonly terms: CouponTerms;
  readonly until: Date | null;
}

/** What begins when the current period is over, with the change that waited for it: renewals come from here, and so does what is said of them before. */
export function nextPeriod(it: Running): NextPeriod {
  const { pending, status, currentPeriodEnd: at } = it;
  const { price, productName } = pending ?? it;
  const billingAnchor = sameRhythm(price, it.price) ? it.billingAnchor : at;
  // What is once is for the first paid period, whatever its rhythm has become.
  const isOver = it.coupon?.duration === 'once' && status !== 'trialing';
  return {
    productName,
    price,
    quantity: it.pendingQuantity ?? it.quantity,
    billingAnchor,
    period: stepHolding(billingAnchor, price.interval, price.intervalCount, at),
    coupon: isOver ? undefined : couponAt(it, at),
  };
}

/**
 * What the plan costs in that period, with its coupon and with the taxes that `rates` make of it. What else its invoice will
 * have is a matter of its day: the use of the period before, and the customer's credit.
 */
export const chargeOf = ({ productName, price, quantity, period, coupon }: NextPeriod, rates: readonly Rate[]): Taxed =>
  totalled(planLines(productName, price, quantity, period, coupon), rates, price.taxBehavior);

/** The same in minor units; null where no charge is to come: the subscription has ended or is about to, is free, or is not paid. */
export function nextAmount(it: Running & Pick<SubscriptionOnPlan, 'endedAt' | 'cancelAtPeriodEnd'>, rates: readonly Rate[]): number | null {
  const goesOn = it.endedAt === null && !it.cancelAtPeriodEnd && ['active', 'trialing'].includes(it.status);
  const next = nextPeriod(it);
  return goesOn && !isFree(next.price) ? chargeOf(next, rates).total : null;
}

/** The coupon that lowers the current period or, of a trial, the first paid one. */
export function couponOf(it: SubscriptionOnPlan): AppliedCoupon | undefined {
  const { price, quantity, status, currentPeriodStart, currentPeriodEnd, couponUntil } = it;
  const terms = it.endedAt === null ? couponAt(it, currentPeriodStart) : undefined;
  if (!terms || discountOf(amountOf(price, quantity), price.currency, terms) === 0) return undefined;
  if (terms.duration === 'once') return { terms, until: status === 'trialing' ? nextPeriod(it).period.end : currentPeriodEnd };
  return { terms, until: couponUntil && (couponUntil > currentPeriodEnd ? couponUntil : currentPeriodEnd) };
}
