import { sql } from 'kysely';
import { discountOf, type CouponTerms } from '../domain/invoice.js';
import { stepHolding, type Period } from '../domain/period.js';
import { amountOf } from '../domain/price.js';
import type { Db } from '../store/database.js';
import { findPeriodInvoice } from '../store/invoices.js';
import type { SubscriptionOnPlan } from '../store/subscriptions.js';
import type { Customer, Invoice, InvoiceLine, Price } from '../store/tables.js';
import { addDraft, sumOf } from './invoices.js';

/** The coupon that a period beginning at `start` has. */
export const couponAt = ({ coupon, couponUntil }: Pick<SubscriptionOnPlan, 'coupon' | 'couponUntil'>, start: Date): CouponTerms | undefined =>
  coupon && (couponUntil === null || start < couponUntil) ? coupon : undefined;

export const lineOf = (description: string, quantity: number, amount: number, period: Period): InvoiceLine => ({
  description,
  quantity,
  amount,
  periodStart: period.start.toISOString(),
  periodEnd: period.end.toISOString(),
});

/** A period's charge and what the coupon takes off it. */
export function planLines(name: string, price: Price, quantity: number, period: Period, coupon: CouponTerms | undefined): InvoiceLine[] {
  const amount = amountOf(price, quantity);
  const discount = discountOf(amount, price.currency, coupon);
  const lines = amount > 0 ? [lineOf(name, quantity, amount, period)] : [];
  return discount > 0 ? [...lines, { description: `Coupon ${coupon?.id ?? ''}`, quantity: 1, amount: -discount }] : lines;
}

/** What metered prices of a plan charge for the use of one period: each quota window is counted by itself, as its limit was. */
export async function meteredLines(db: Db, customer: Customer, productId: string, currency: string, period: Period): Promise<InvoiceLine[]> {
  const prices = await db
    .selectFrom('prices')
    .innerJoin('features', (join) => join.onRef('features.projectId', '=', 'prices.projectId').onRef('features.key', '=', 'prices.meteredFeatureKey'))
    .selectAll('prices')
    .select('features.title')
    .where('prices.projectId', '=', customer.projectId)
    .where('prices.productId', '=', productId)
    .where('prices.currency', '=', currency)
    .where('prices.active', '=', true)
    .where('prices.meteredFeatureKey', 'is not', null)
    .orderBy('prices.position')
    .execute();
  const lines: InvoiceLine[] = [];
  for (const price of prices) {
    const windows = await db
      .selectFrom('usageCounters')
      .select('consumed')
      .where('projectId', '=', customer.projectId)
      .where('customerId', '=', customer.id)
      .where('featureKey', '=', price.meteredFeatureKey)
      .where('periodStart', '>=', period.start)
      .where('periodStart', '<', period.end)
      .execute();
    const quantity = windows.reduce((sum, window) => sum + window.consumed, 0);
    const amount = windows.reduce((sum, window) => sum + amountOf(price, window.consumed), 0);
    if (amount > 0) lines.push(lineOf(price.title, quantity, amount, period));
  }
  return lines;
}

const FROM_CREDIT = 'Credit from earlier';

/** Takes what earlier plan changes left over. */
export function withCredit(lines: readonly InvoiceLine[], customer: Customer, currency: string) {
  const owed = Math.max(0, sumOf(lines));
  const creditUsed = Math.min(owed, customer.credit[currency] ?? 0);
  return {
    lines: creditUsed > 0 ? [...lines, { description: FROM_CREDIT, quantity: 1, amount: -creditUsed }] : lines,
    creditUsed,
  };
}

/** What `withCredit` took. */
export const creditIn = (lines: readonly InvoiceLine[]): number => -sumOf(lines.filter(({ description, amount }) => description === FROM_CREDIT && amount < 0));

/** Adds to a customer's credit, or takes from it. Needs the customer's lock. */
export async function moveCredit(db: Db, { projectId, id }: Pick<Customer, 'projectId' | 'id'>, currency: string, amount: number): Promise<void> {
  if (amount === 0) return;
  // On what is there now: the customer in hand may have been read before an earlier move.
  const moved = sql<Record<string, number>>`credit || jsonb_build_object(cast(${currency} as text), coalesce(cast(credit ->> cast(${currency} as text) as bigint), 0) + cast(${amount} as bigint))`;
  await db.updateTable('customers').set({ credit: moved }).where('projectId', '=', projectId).where('id', '=', id).execute();
}

/**
 * The draft of the current period: its charge in advance, and the metered use of the period before it, on the plan that
 * was in force then. A period has one invoice, whoever asks for it and however often. Needs the customer's lock.
 */
export async function periodInvoice(
  db: Db,
  customer: Customer,
  subscription: SubscriptionOnPlan,
  now: Date,
  usage = usageBefore(subscription),
): Promise<Invoice> {
  const there = await findPeriodInvoice(db, subscription);
  if (there) return there;
  const { price, quantity, productName } = subscription;
  const period = { start: subscription.currentPeriodStart, end: subscription.currentPeriodEnd };
  const lines =
    subscription.status === 'trialing'
      ? [lineOf(`${productName}, trial`, quantity, 0, period)]
      : planLines(productName, price, quantity, period, couponAt(subscription, period.start));
  if (usage) lines.push(...(await meteredLines(db, customer, usage.productId, usage.currency, usage.period)));
  const credited = withCredit(lines, customer, price.currency);
  await moveCredit(db, customer, price.currency, -credited.creditUsed);
  const draft = {
    subscriptionId: subscription.id,
    kind: 'period' as const,
    currency: price.currency,
    taxBehavior: price.taxBehavior,
    lines: credited.lines,
    period,
  };
  return addDraft(db, customer, draft, now);
}

export interface UsageToBill {
  readonly productId: string;
  readonly currency: string;
  readonly period: Period;
}

/** The period before the current one; none before the first, and none of a trial. */
function usageBefore({ status, billingAnchor, currentPeriodStart, productId, price }: SubscriptionOnPlan): UsageToBill | undefined {
  if (status === 'trialing' || currentPeriodStart <= billingAnchor) return undefined;
  const period = stepHolding(billingAnchor, price.interval, price.intervalCount, new Date(currentPeriodStart.getTime() - 1));
  return { productId, currency: price.currency, period };
}
