import { sql } from 'kysely';
import { discountOf, type CouponTerms } from '../domain/invoice.js';
import type { Period } from '../domain/period.js';
import { amountOf } from '../domain/price.js';
import type { Db } from '../store/database.js';
import { findPeriodInvoice } from '../store/invoices.js';
import type { SubscriptionOnPlan } from '../store/subscriptions.js';
import type { Customer, Invoice, InvoiceLine, Price } from '../store/tables.js';
import { addDraft, sumOf } from './invoices.js';
import { lineOf, meteredLines, settleUse, type UsageToBill } from './metered.js';

/** The coupon that a period beginning at `start` has. */
export const couponAt = ({ coupon, couponUntil }: Pick<SubscriptionOnPlan, 'coupon' | 'couponUntil'>, start: Date): CouponTerms | undefined =>
  coupon && (couponUntil === null || start < couponUntil) ? coupon : undefined;

/** A period's charge and what the coupon takes off it. */
export function planLines(name: string, price: Price, quantity: number, period: Period, coupon: CouponTerms | undefined): InvoiceLine[] {
  const amount = amountOf(price, quantity);
  const discount = discountOf(amount, price.currency, coupon);
  const lines = amount > 0 ? [lineOf(name, quantity, amount, period)] : [];
  return discount > 0 ? [...lines, { description: `Coupon ${coupon?.id ?? ''}`, quantity: 1, amount: -discount }] : lines;
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
 * The draft of the current period: its charge in advance, and with a period that begins the metered use of the one before.
 * A period has one invoice, whoever asks for it and however often. Needs the customer's lock.
 */
export async function periodInvoice(
  db: Db,
  customer: Customer,
  subscription: SubscriptionOnPlan,
  now: Date,
  usage?: UsageToBill,
): Promise<Invoice> {
  const there = await findPeriodInvoice(db, subscription);
  if (there) return there;
  const { price, quantity, productName } = subscription;
  const period = { start: subscription.currentPeriodStart, end: subscription.currentPeriodEnd };
  const lines =
    subscription.status === 'trialing'
      ? [lineOf(`${productName}, trial`, quantity, 0, period)]
      : planLines(productName, price, quantity, period, couponAt(subscription, period.start));
  if (usage) {
    lines.push(...(await meteredLines(db, customer, usage)));
    await settleUse(db, customer, usage);
  }
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
