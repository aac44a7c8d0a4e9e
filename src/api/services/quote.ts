import { taxed, type Taxed } from '../domain/invoice.js';
import { addIntervals } from '../domain/period.js';
import { amountOf, isFree } from '../domain/price.js';
import { inLanguage, planName } from '../domain/translations.js';
import { findPrice, findProduct } from '../store/catalog.js';
import { findCoupon } from '../store/coupons.js';
import type { Db } from '../store/database.js';
import { findDefaultCard } from '../store/payment-methods.js';
import type { SubscriptionOnPlan } from '../store/subscriptions.js';
import type { Checkout, Coupon, Customer, InvoiceLine, Price, Product, TaxLine } from '../store/tables.js';
import { taxRatesFor } from '../store/taxes.js';
import { planLines, withCredit } from './billing.js';
import { quoteChange, type ChangeQuote } from './change.js';
import { totalOf } from './invoices.js';
import { placed } from './place.js';
import { trialEndOf } from './subscribe.js';

/** What a checkout comes to: the page shows it, and completing it charges it. */
export interface Quote {
  readonly product: Product;
  readonly price: Price;
  readonly quantity: number;
  /** What each period costs once it runs, before coupon and tax. */
  readonly recurring: number;
  readonly lines: readonly InvoiceLine[];
  readonly taxLines: readonly TaxLine[];
  readonly due: number;
  /** What each period costs once it runs, before coupon but with tax. */
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
  const later = taxed(recurring, await taxRatesFor(db, customer.projectId, customer.address), price.taxBehavior === 'inclusive');
  const shared = { product, price, quantity, recurring, later, free: isFree(price) };
  const changed = subscriptions.find((it) => it.id === checkout.changesSubscriptionId);
  if (changed) {
    const changes = { ...changed, productName: planName(changed, lang) };
    const change = await quoteChange(db, customer, changes, { product, price, quantity }, now);
    const { lines, creditUsed, due, taxLines } = change;
    // Use of the plan that is left may be due although the next one is free.
    const needsCard = due > 0 || (!shared.free && !(await findDefaultCard(db, changes)));
    return { ...shared, needsCard, lines, creditUsed, due, taxLines, coupon: undefined, trialEnd: changes.trialEnd, change, periodEnd: change.change.period.end };
  }

  const coupon = checkout.couponId ? await findCoupon(db, checkout.projectId, checkout.couponId, now) : undefined;
  const trialEnd = trialEndOf(product, checkout.trialDays ?? product.trialDays, subscriptions, now);
  const end = trialEnd ?? addIntervals(now, price.interval, price.intervalCount);
  const begun = { ...shared, needsCard: !shared.free, coupon, trialEnd, change: undefined, periodEnd: end };
  if (trialEnd) return { ...begun, lines: [], due: 0, taxLines: [], creditUsed: 0 };

  const { lines, creditUsed } = withCredit(planLines(product.name, price, quantity, { start: now, end }, coupon), customer, price.currency);
  const { total, taxLines } = await totalOf(db, customer, lines, price.taxBehavior);
  return { ...begun, lines, creditUsed, due: total, taxLines };
}
