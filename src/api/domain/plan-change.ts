import type { Interval } from '../../contract/index.js';
import { share } from './money.js';
import { addIntervals, daysUntil, hoursUntil, sameRhythm, type Period, type Rhythm } from './period.js';
import { amountOf, type Priced } from './price.js';

export interface Plan {
  readonly productId: string;
  readonly price: Priced & Rhythm & { readonly id: string };
  readonly quantity: number;
  /** What a full period costs in minor units, after any coupon. */
  readonly amount: number;
}

export type ChangeType = 'upgrade' | 'downgrade' | 'none';

/** What a change costs now. All amounts in minor units; `credit` is what the unused time was worth. */
export interface PlanChange {
  readonly type: ChangeType;
  /** Upgrades take effect at once, downgrades when the paid period ends. */
  readonly effectiveAt: Date;
  readonly credit: number;
  readonly charge: number;
  /** Paid now: the charge less the credit, never below zero. */
  readonly due: number;
  /** Credit that the charge did not use up, kept for the next invoice. */
  readonly creditLeft: number;
  /** The billing period in force once the change has taken effect. */
  readonly period: Period;
  /** Whether that period begins with the change, as a new rhythm makes it. */
  readonly startsPeriod: boolean;
  /**
   * Where in the period the change falls. Begun days count as whole ones, so that what a preview showed stays true
   * while somebody reads it, and so that an invoice can say "21 of 30 days". A plan that is paid by the day goes by
   * the hour: or a day that is used up would be given back.
   */
  readonly remaining: number;
  readonly total: number;
  readonly unit: 'day' | 'hour';
}

export interface PlanChangeInput {
  readonly current: Plan;
  readonly next: Plan;
  readonly period: Period;
  readonly now: Date;
  /** During a trial nothing was paid, so nothing is given back and nothing is charged. */
  readonly trialing: boolean;
  /** Default: at once for upgrades, at the end of the period for downgrades. */
  readonly when?: 'immediate' | 'period_end' | undefined;
}

const DAYS: Record<Interval, number> = { day: 1, week: 7, month: 365 / 12, year: 365 };

const perDay = ({ price, quantity }: Plan): number => amountOf(price, quantity) / (DAYS[price.interval] * price.intervalCount);
const lengthOf = ({ price }: Plan): number => DAYS[price.interval] * price.intervalCount;

const isSame = (left: Plan, right: Plan): boolean => left.price.id === right.price.id && left.quantity === right.quantity;

/** Within a product the longer commitment is the upgrade, although a day of it costs less. */
export function changeType(current: Plan, next: Plan): ChangeType {
  if (isSame(current, next)) return 'none';
  if (current.productId === next.productId && lengthOf(current) !== lengthOf(next)) {
    return lengthOf(next) > lengthOf(current) ? 'upgrade' : 'downgrade';
  }
  return perDay(next) >= perDay(current) ? 'upgrade' : 'downgrade';
}

/** The one arithmetic of a plan change: what the preview shows is what is charged, because both come from here. */
export function planChange({ current, next, period, now, trialing, when }: PlanChangeInput): PlanChange {
  const type = changeType(current, next);
  const unit = current.price.interval === 'day' ? 'hour' : 'day';
  const until = unit === 'hour' ? hoursUntil : daysUntil;
  const total = until(period.end, period.start);
  const remaining = Math.min(total, until(period.end, now));
  const nothing = { credit: 0, charge: 0, due: 0, creditLeft: 0, period, startsPeriod: false, remaining, total, unit } as const;

  if (type === 'none') return { ...nothing, type, effectiveAt: now };
  const waits = when === undefined ? type === 'downgrade' && !trialing : when === 'period_end';
  if (waits) return { ...nothing, type, effectiveAt: period.end };
  if (trialing) return { ...nothing, type, effectiveAt: now };

  const credit = share(current.amount, remaining, total);
  const goesOn = sameRhythm(current.price, next.price);
  const charge = goesOn ? share(next.amount, remaining, total) : next.amount;
  return {
    type,
    effectiveAt: now,
    credit,
    charge,
    due: Math.max(0, charge - credit),
    creditLeft: Math.max(0, credit - charge),
    period: goesOn ? period : { start: now, end: addIntervals(now, next.price.interval, next.price.intervalCount) },
    startsPeriod: !goesOn,
    remaining,
    total,
    unit,
  };
}
