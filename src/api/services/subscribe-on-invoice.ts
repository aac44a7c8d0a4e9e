import { addIntervals } from '../domain/period.js';
import { amountOf, isFree } from '../domain/price.js';
import { notFound } from '../http/errors.js';
import { loadCatalog, type SoldPrice } from '../store/catalog.js';
import type { Db } from '../store/database.js';
import { loadSubscriptions, type SubscriptionOnPlan } from '../store/subscriptions.js';
import type { Customer } from '../store/tables.js';
import { periodInvoice } from './billing.js';
import { currentOf } from './catalog.js';
import { refuseSecond } from './owing.js';
import { addSubscription, endFreePlans, trialEndOf } from './subscribe.js';

export interface OnInvoice {
  readonly planId: string;
  readonly currency: string;
  /** Default: the plan's. 0 = none. */
  readonly trialDays: number | undefined;
  readonly metadata: Record<string, unknown> | undefined;
}

/**
 * Subscribes a customer who pays by invoice. The first period gets its draft invoice at once, as renewals do, so that no
 * period is left unbilled. Needs the customer's lock.
 */
export async function subscribeOnInvoice(db: Db, customer: Customer, { planId, currency, trialDays, metadata }: OnInvoice, now: Date): Promise<SubscriptionOnPlan> {
  const [plan] = await loadCatalog(db, customer.projectId, [planId]);
  const price = plan && monthlyFirst(plan.prices.filter((it) => it.currency === currency && it.meteredFeatureKey === null));
  if (!plan || !price) throw notFound(`plan with a price in ${currency}`);
  const subscriptions = await loadSubscriptions(db, customer.projectId, customer.id);
  const current = currentOf(subscriptions, now);
  if (current && !isFree(current.price)) await refuseSecond(db, current, 'change its plan');
  await endFreePlans(db, subscriptions, now);
  const { product } = plan;
  // A trial that the seller's server asks for is always given; the plan's own only to customers who have not had it.
  const trialEnd =
    trialDays === undefined ? trialEndOf(product, product.trialDays, subscriptions, now) : trialDays > 0 ? addIntervals(now, 'day', trialDays) : null;
  const subscription = await addSubscription(db, { customer, subscriptions, product, price, quantity: 1, trialEnd, collection: 'send_invoice', metadata: metadata ?? {} }, now);
  if (!trialEnd && amountOf(price, 1) > 0) await periodInvoice(db, customer, subscription, now);
  return subscription;
}

const RHYTHMS: readonly SoldPrice['interval'][] = ['month', 'year', 'week', 'day'];

/** Monthly prices first, then in the catalog's order. */
const monthlyFirst = (prices: readonly SoldPrice[]): SoldPrice | undefined =>
  prices.toSorted((left, right) => RHYTHMS.indexOf(left.interval) - RHYTHMS.indexOf(right.interval) || left.intervalCount - right.intervalCount)[0];
