import { planChange, type PlanChange } from '../domain/plan-change.js';
import { addIntervals, type Period } from '../domain/period.js';
import { amountOf, isFree } from '../domain/price.js';
import { findPrice, findProduct } from '../store/catalog.js';
import type { Db } from '../store/database.js';
import type { SubscriptionOnPlan } from '../store/subscriptions.js';
import type { Checkout, Customer, InvoiceLine, Price, Product } from '../store/tables.js';

/** What a checkout comes to: the page shows it, and completing it charges it. */
export interface Quote {
  readonly product: Product;
  readonly price: Price;
  readonly quantity: number;
  /** What each period costs once it runs. */
  readonly recurring: number;
  readonly lines: readonly InvoiceLine[];
  readonly due: number;
  /** How much of the customer's credit the lines take. */
  readonly creditUsed: number;
  readonly trialEnd: Date | null;
  readonly change: PlanChange | undefined;
  readonly changes: SubscriptionOnPlan | undefined;
  readonly period: Period;
  /** Nothing to pay, now or later: no card is asked for. */
  readonly free: boolean;
}

/**
 * Worked out as of the moment the checkout was started: it stays open for an hour, and what somebody read at its
 * beginning is what they pay at its end.
 */
export async function quoteOf(db: Db, checkout: Checkout, customer: Customer, subscriptions: readonly SubscriptionOnPlan[]): Promise<Quote> {
  const price = await findPrice(db, checkout.projectId, checkout.priceId);
  const product = price && (await findProduct(db, checkout.projectId, price.productId));
  if (!price || !product) throw new Error(`checkout ${checkout.id} is for a price that has gone`);

  const { quantity, createdAt: now } = checkout;
  const recurring = amountOf(price, quantity);
  const shared = { product, price, quantity, recurring, free: isFree(price) };
  const changes = subscriptions.find((it) => it.id === checkout.changesSubscriptionId);
  if (changes) return { ...shared, ...quoteChange(changes, { product, price, quantity }, customer, now) };

  const tried = subscriptions.some((it) => it.productId === product.id && it.trialEnd !== null);
  const trialDays = checkout.trialDays ?? product.trialDays;
  const trialEnd = trialDays > 0 && !tried ? addIntervals(now, 'day', trialDays) : null;
  const period = { start: now, end: trialEnd ?? addIntervals(now, price.interval, price.intervalCount) };
  if (trialEnd) return { ...shared, lines: [], due: 0, creditUsed: 0, trialEnd, change: undefined, changes: undefined, period };

  const line = lineOf(product.name, quantity, recurring, period);
  return { ...shared, ...withCredit([line], customer, price.currency), trialEnd, change: undefined, changes: undefined, period };
}

const lineOf = (description: string, quantity: number, amount: number, period: Period): InvoiceLine => ({
  description,
  quantity,
  amount,
  periodStart: period.start.toISOString(),
  periodEnd: period.end.toISOString(),
});

function quoteChange(changes: SubscriptionOnPlan, next: { product: Product; price: Price; quantity: number }, customer: Customer, now: Date) {
  const change = planChange({
    current: changes,
    next: { productId: next.product.id, price: next.price, quantity: next.quantity },
    period: { start: changes.currentPeriodStart, end: changes.currentPeriodEnd },
    now,
    trialing: changes.status === 'trialing',
  });
  const partly = change.period.start.getTime() === changes.currentPeriodStart.getTime() ? `, ${change.remainingDays} of ${change.totalDays} days` : '';
  const lines: InvoiceLine[] = [];
  if (change.charge > 0) lines.push(lineOf(`${next.product.name}${partly}`, next.quantity, change.charge, { start: now, end: change.period.end }));
  if (change.credit > 0) {
    // Never more than the new plan costs: the rest is kept for the next invoice.
    const used = -(change.credit - change.creditLeft);
    lines.push(lineOf(`Unused time on ${changes.productName}`, changes.quantity, used, { start: now, end: changes.currentPeriodEnd }));
  }
  return { ...withCredit(lines, customer, next.price.currency), trialEnd: changes.trialEnd, change, changes, period: change.period };
}

/** Takes what earlier plan changes left over. */
export function withCredit(lines: readonly InvoiceLine[], customer: Customer, currency: string) {
  const owed = lines.reduce((sum, line) => sum + line.amount, 0);
  const creditUsed = Math.min(owed, customer.credit[currency] ?? 0);
  return {
    lines: creditUsed > 0 ? [...lines, { description: 'Credit from earlier', quantity: 1, amount: -creditUsed }] : lines,
    due: owed - creditUsed,
    creditUsed,
  };
}
