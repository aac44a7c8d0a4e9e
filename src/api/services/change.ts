import type { ProrationLine } from '../../contract/index.js';
import { planChange, type PlanChange } from '../domain/plan-change.js';
import { discountOf, inTermsOf, type CouponTerms, type Rate } from '../domain/invoice.js';
import { sameRhythm } from '../domain/period.js';
import { amountOf } from '../domain/price.js';
import { translationsFor } from '../domain/translations.js';
import { ApiError } from '../http/errors.js';
import type { SoldPrice } from '../store/catalog.js';
import type { Db } from '../store/database.js';
import { findPeriodInvoice } from '../store/invoices.js';
import { closePeriod, updateSubscription, type SubscriptionOnPlan } from '../store/subscriptions.js';
import type { Customer, Invoice, InvoiceLine, Price, Product, TaxLine } from '../store/tables.js';
import { taxRatesFor } from '../store/taxes.js';
import { couponAt, moveCredit, withCredit } from './billing.js';
import { emit } from './events.js';
import { addPaidInvoice, totalled } from './invoices.js';
import { lineOf, settleUse, useLines, type UsageToBill, type UseLine } from './metered.js';
import { refuseOwing } from './owing.js';

export interface NextPlan {
  readonly product: Product;
  readonly price: SoldPrice;
  readonly quantity: number;
}

/** What a change of plan comes to: previews show it, checkouts and changes charge it. */
export interface ChangeQuote {
  readonly changes: SubscriptionOnPlan;
  readonly next: NextPlan;
  readonly change: PlanChange;
  /** What it charges of the use so far. */
  readonly closed: UsageToBill | undefined;
  readonly lines: readonly InvoiceLine[];
  readonly creditUsed: number;
  /** Paid now, taxes included. */
  readonly due: number;
  readonly taxLines: readonly TaxLine[];
  /** The same, line by line: what is shown beside the sum. */
  readonly breakdown: readonly ProrationLine[];
  /** The taxes of where the customer is. */
  readonly rates: readonly Rate[];
}

export async function refuseUnchangeable(db: Db, subscription: SubscriptionOnPlan): Promise<void> {
  if (subscription.endedAt !== null || subscription.status === 'canceled') {
    throw new ApiError('subscription_ended', 'The subscription has ended and cannot be changed any more');
  }
  await refuseOwing(db, subscription);
}

export async function quoteChange(
  db: Db,
  customer: Customer,
  changes: SubscriptionOnPlan,
  next: NextPlan,
  now: Date,
  when?: 'immediate' | 'period_end',
): Promise<ChangeQuote> {
  if (changes.price.currency !== next.price.currency) {
    throw new ApiError('currency_mismatch', `The subscription is paid in ${changes.price.currency}, and the new price is in ${next.price.currency}`);
  }
  const coupon = couponAt(changes, changes.currentPeriodStart);
  // A new rhythm begins another period, and what is once was for the first.
  const couponAfter = sameRhythm(changes.price, next.price) ? coupon : coupon?.duration === 'once' ? undefined : couponAt(changes, now);
  const rates = await taxRatesFor(db, customer.projectId, customer.address);
  const discounted = (price: Price, quantity: number, by: CouponTerms | undefined) => amountOf(price, quantity) - discountOf(amountOf(price, quantity), price.currency, by);
  // The new plan's invoice taxes what is left of the old one in its own way.
  const worth = inTermsOf(discounted(changes.price, changes.quantity, coupon), rates, { from: hasTaxInside(changes.price), to: hasTaxInside(next.price) });
  const change = planChange({
    current: { productId: changes.productId, price: changes.price, quantity: changes.quantity, amount: worth },
    next: { productId: next.product.id, price: next.price, quantity: next.quantity, amount: discounted(next.price, next.quantity, couponAfter) },
    period: { start: changes.currentPeriodStart, end: changes.currentPeriodEnd },
    now,
    trialing: changes.status === 'trialing',
    when,
  });
  const prorated = prorationLines(changes, next, change, now);
  const closed = closedBy(changes, next, change, now);
  if (closed) await closePeriod(db, changes);
  const used = closed ? await useLines(db, customer, closed) : [];
  const charged = [...prorated, ...used.map(({ line }) => line)];
  const credited = withCredit(charged, customer, next.price.currency);
  const { total, tax, taxLines } = totalled(credited.lines, rates, next.price.taxBehavior);
  const breakdown = [
    ...prorated.map((line) => partOf(line.amount < 0 ? 'unused_time' : 'new_plan', line)),
    ...used.map(usagePart),
    ...credited.lines.slice(charged.length).map((line) => partOf('credit', line)),
    ...(tax > 0 && !hasTaxInside(next.price) ? [partOf('tax', { description: 'Tax', amount: tax })] : []),
  ];
  return { changes, next, change, closed, ...credited, due: total, taxLines, breakdown, rates };
}

const hasTaxInside = ({ taxBehavior }: Price): boolean => taxBehavior === 'inclusive';

const partOf = (kind: ProrationLine['kind'], { description, amount }: Pick<InvoiceLine, 'description' | 'amount'>): ProrationLine => ({ kind, description, amount });

const usagePart = ({ line, feature: { title, unit, translations } }: UseLine): ProrationLine => ({
  ...partOf('usage', line),
  feature_title: title,
  quantity: line.quantity,
  unit,
  ...translationsFor({ feature_title: [translations, 'title'], unit: [translations, 'unit'] }),
});

function prorationLines(changes: SubscriptionOnPlan, next: NextPlan, change: PlanChange, now: Date): InvoiceLine[] {
  const partly = change.startsPeriod ? '' : `, ${change.remaining} of ${change.total} ${change.unit}s`;
  const lines: InvoiceLine[] = [];
  if (change.charge > 0) lines.push(lineOf(`${next.product.name}${partly}`, next.quantity, change.charge, { start: now, end: change.period.end }));
  // Never more than the new plan costs: the rest is kept for the next invoice.
  const used = change.credit - change.creditLeft;
  if (used > 0) lines.push(lineOf(`Unused time on ${changes.productName}`, changes.quantity, -used, { start: now, end: changes.currentPeriodEnd }));
  return lines;
}

/** What was used of a plan is charged as that plan has it: when it is left, and when a new rhythm closes the period. */
function closedBy(changes: SubscriptionOnPlan, next: NextPlan, change: PlanChange, now: Date): UsageToBill | undefined {
  const isNow = change.type !== 'none' && change.effectiveAt.getTime() === now.getTime();
  const leaves = next.product.id !== changes.productId || change.startsPeriod;
  if (!isNow || !leaves || changes.status === 'trialing') return undefined;
  return { productId: changes.productId, currency: changes.price.currency, period: { start: changes.currentPeriodStart, end: now } };
}

/** Whether it waits for the end of the period; nothing is charged before. */
export const isPending = ({ change, changes }: Pick<ChangeQuote, 'change' | 'changes'>): boolean =>
  change.type !== 'none' && change.effectiveAt.getTime() === changes.currentPeriodEnd.getTime();

/** What it makes of the subscription. */
function columnsAfter(quote: ChangeQuote) {
  const { changes, next, change } = quote;
  const goesOn = { cancelAtPeriodEnd: false, canceledAt: null, pendingPriceId: null, pendingQuantity: null };
  if (isPending(quote)) return { ...goesOn, pendingPriceId: next.price.id, pendingQuantity: next.quantity };
  return {
    ...goesOn,
    productId: next.product.id,
    priceId: next.price.id,
    quantity: next.quantity,
    currentPeriodStart: change.period.start,
    currentPeriodEnd: change.period.end,
    nextActionAt: change.period.end,
    ...(change.startsPeriod && { billingAnchor: change.period.start }),
    // It has had its period.
    ...(change.startsPeriod && changes.coupon?.duration === 'once' && { couponId: null, couponUntil: null }),
  };
}

/** The subscription as it will be. */
export function afterChange(quote: ChangeQuote): SubscriptionOnPlan {
  const { changes, next } = quote;
  const sold = { price: next.price, productName: next.product.name, productTranslations: next.product.translations };
  return { ...changes, ...columnsAfter(quote), ...(isPending(quote) ? { pending: sold } : { ...sold, pending: null }) };
}

/** Brings the change about, paid as quoted. Returns its invoice, where there was something to pay. Needs the customer's lock. */
export async function applyChange(db: Db, customer: Customer, quote: ChangeQuote, now: Date): Promise<Invoice | undefined> {
  const { changes, next, change, closed, lines, creditUsed } = quote;
  if (closed) {
    await settleUse(db, customer, closed);
    // What was used before is not the next plan's to charge for.
    await settleUse(db, customer, { ...closed, productId: next.product.id });
  }
  await updateSubscription(db, changes, columnsAfter(quote));
  const key = { projectId: customer.projectId, customerId: customer.id };
  await emit(db, { ...key, type: 'subscription.updated', data: { subscription_id: changes.id } }, now);
  await moveCredit(db, customer, next.price.currency, change.creditLeft - creditUsed);
  if (lines.length === 0) return undefined;
  const draft = {
    subscriptionId: changes.id,
    // A new rhythm begins a period, and this is its invoice; so it is where the period was free and has none.
    kind: (await findPeriodInvoice(db, { ...changes, currentPeriodStart: change.period.start })) ? ('change' as const) : ('period' as const),
    currency: next.price.currency,
    taxBehavior: next.price.taxBehavior,
    lines,
    period: change.period,
  };
  return addPaidInvoice(db, customer, draft, now);
}
