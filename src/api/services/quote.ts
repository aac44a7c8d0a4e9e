import type { ProrationLine } from '../../contract/index.js';
import type { Rate, Taxed } from '../domain/invoice.js';
import { amountOf, isFree } from '../domain/price.js';
import { inLanguage, planName } from '../domain/translations.js';
import { findPrice, findProduct, type SoldPrice } from '../store/catalog.js';
import { findCoupon } from '../store/coupons.js';
import type { Db } from '../store/database.js';
import { findDefaultCard } from '../store/payment-methods.js';
import type { SubscriptionOnPlan } from '../store/subscriptions.js';
import type { Checkout, Coupon, Customer, InvoiceLine, Product, TaxLine } from '../store/tables.js';
import { taxRatesFor } from '../store/taxes.js';
import { planLines, withCredit } from './billing.js';
import { afterChange, quoteChange, type ChangeQuote } from './change.js';
import { totalled } from './invoices.js';
import { chargeOf, nextPeriod, type Running } from './next-period.js';
import { placed } from './place.js';
import { couponUntil, firstPeriod, trialEndOf } from './subscribe.js';

/** A line of what is due, taxes apart, with what it is about: so a page can say it in its reader's language. */
export type QuotePart = Omit<ProrationLine, 'kind'> & { readonly kind?: ProrationLine['kind'] | 'coupon' };

/** What a checkout comes to: the page shows it, and completing it charges it. */
export interface Quote {
  readonly product: Product;
  readonly price: SoldPrice;
  readonly quantity: number;
  /** What each period costs once it runs, before coupon and tax. */
  readonly recurring: number;
  readonly lines: readonly InvoiceLine[];
  readonly parts: readonly QuotePart[];
  readonly taxLines: readonly TaxLine[];
  readonly due: number;
  /** What the period costs that comes next, as `chargeOf` works it out. */
  readonly next: Pick<Taxed, 'total'>;
  /** What each period costs in the long run: the same without a coupon that ends. */
  readonly later: Pick<Taxed, 'total' | 'taxLines'>;
  /** How much of the customer's credit the lines take. */
  readonly creditUsed: number;
  readonly coupon: Coupon | undefined;
  readonly trialEnd: Date | null;
  /** Present where the checkout changes a subscription rather than starting one. */
  readonly change: ChangeQuote | undefined;
  readonly periodEnd: Date;
  /** Nothing to pay, now or later. */
  readonly free: boolean;
  /** Something is to be paid, be it later, and there is no card for it yet, or it is to be paid now. */
  readonly needsCard: boolean;
}

/**
 * Worked out as of the moment the checkout was started: it stays open for an hour, and what somebody read at its
 * beginning is what they pay at its end.
 *
 * @param lang whose words the plan is in; default: the catalog's own
 */
export async function quoteOf(db: Db, checkout: Checkout, known: Customer, subscriptions: readonly SubscriptionOnPlan[], lang = ''): Promise<Quote> {
  const sold = await findPrice(db, checkout.projectId, checkout.priceId);
  const plan = sold && (await findProduct(db, checkout.projectId, sold.productId));
  if (!sold || !plan) throw new Error(`checkout ${checkout.id} is for a price that has gone`);
  const [price, product] = [inLanguage(sold, lang), inLanguage(plan, lang)];

  const customer = placed(known, checkout);
  const { quantity, createdAt: now } = checkout;
  const recurring = amountOf(price, quantity);
  const shared = { product, price, quantity, recurring, free: isFree(price) };
  const changed = subscriptions.find((it) => it.id === checkout.changesSubscriptionId);
  if (changed) {
    const changes = { ...changed, productName: planName(changed, lang) };
    const change = await quoteChange(db, customer, changes, { product, price, quantity }, now);
    const { lines, creditUsed, due, taxLines, rates } = change;
    const parts = change.breakdown.filter(({ kind }) => kind !== 'tax');
    // Use of the plan that is left may be due although the next one is free.
    const needsCard = due > 0 || (!shared.free && !(await findDefaultCard(db, changes)));
    const then = chargesThen(afterChange(change), rates);
    return { ...shared, ...then, needsCard, lines, parts, creditUsed, due, taxLines, coupon: undefined, trialEnd: changes.trialEnd, change, periodEnd: change.change.period.end };
  }

  const coupon = checkout.couponId ? await findCoupon(db, checkout.projectId, checkout.couponId, now) : undefined;
  const trialEnd = trialEndOf(product, checkout.trialDays ?? product.trialDays, subscriptions, now);
  const first = firstPeriod({ subscriptions, price, trialEnd }, now);
  const rates = await taxRatesFor(db, customer.projectId, customer.address);
  const then = chargesThen(
    {
      ...first,
      status: trialEnd ? 'trialing' : 'active',
      productName: product.name,
      price,
      quantity,
      pending: null,
      pendingQuantity: null,
      coupon: coupon ?? null,
      couponUntil: couponUntil(coupon, price, trialEnd ?? now),
    },
    rates,
  );
  const begun = { ...shared, ...then, needsCard: !shared.free, coupon, trialEnd, change: undefined, periodEnd: first.currentPeriodEnd };
  if (trialEnd) return { ...begun, lines: [], parts: [], due: 0, taxLines: [], creditUsed: 0 };

  const period = { start: first.currentPeriodStart, end: first.currentPeriodEnd };
  const planned = planLines(product.name, price, quantity, period, coupon);
  const { lines, creditUsed } = withCredit(planned, customer, price.currency);
  const parts = [
    ...planned.map((line) => ({ ...line, kind: line.amount < 0 ? ('coupon' as const) : ('new_plan' as const) })),
    ...lines.slice(planned.length).map((line) => ({ ...line, kind: 'credit' as const })),
  ];
  const { total, taxLines } = totalled(lines, rates, price.taxBehavior);
  return { ...begun, lines, parts, creditUsed, due: total, taxLines };
}

function chargesThen(it: Running, rates: readonly Rate[]): Pick<Quote, 'next' | 'later'> {
  const next = nextPeriod(it);
  const lasting = next.coupon?.duration === 'forever' ? next.coupon : undefined;
  return { next: chargeOf(next, rates), later: chargeOf({ ...next, coupon: lasting }, rates) };
}
