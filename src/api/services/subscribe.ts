import { newId } from '../domain/ids.js';
import { chargeKey, type PaymentProcessor } from '../domain/payments.js';
import { addIntervals, sameRhythm } from '../domain/period.js';
import { amountOf, isFree } from '../domain/price.js';
import { ApiError } from '../http/errors.js';
import type { SoldPrice } from '../store/catalog.js';
import type { Db } from '../store/database.js';
import { json } from '../store/json.js';
import { findSubscription, loadSubscriptions, updateSubscription, type SubscriptionOnPlan } from '../store/subscriptions.js';
import type { Coupon, Customer, Price, Product, Subscription } from '../store/tables.js';
import { periodInvoice } from './billing.js';
import { currentOf } from './catalog.js';
import { emit } from './events.js';
import { collectInvoice, finalizeInvoice } from './invoices.js';
import { refuseSecond } from './owing.js';

export interface NewSubscription {
  readonly customer: Customer;
  /** All that the customer ever had. */
  readonly subscriptions: readonly SubscriptionOnPlan[];
  readonly product: Product;
  readonly price: SoldPrice;
  readonly quantity: number;
  readonly trialEnd: Date | null;
  readonly status?: Subscription['status'];
  readonly collection?: Subscription['collection'];
  readonly coupon?: Coupon | undefined;
  readonly metadata?: Record<string, unknown>;
}

/** How long a first payment may fail before the subscription is given up. */
const INCOMPLETE_HOURS = 23;

/** When a trial that begins now ends: a product's trial is for those who have not tried it. */
export function trialEndOf(product: Product, days: number, subscriptions: readonly SubscriptionOnPlan[], now: Date): Date | null {
  const tried = subscriptions.some((it) => it.trialEnd !== null && [it.trialProductId, it.productId].includes(product.id));
  return days > 0 && !tried ? addIntervals(now, 'day', days) : null;
}

/** Until when a coupon's time lasts, for a subscription whose first paid period begins at `start`; null = for good. */
export function couponUntil(coupon: Coupon | undefined, price: Price, start: Date): Date | null {
  if (!coupon || coupon.duration === 'forever') return null;
  return coupon.duration === 'once' ? addIntervals(start, price.interval, price.intervalCount) : addIntervals(start, 'month', coupon.durationMonths ?? 1);
}

/** Free plans stand in nobody's way: they end where another plan begins. */
export async function endFreePlans(db: Db, subscriptions: readonly SubscriptionOnPlan[], now: Date): Promise<void> {
  for (const it of subscriptions) {
    if (it.endedAt !== null || !isFree(it.price)) continue;
    await updateSubscription(db, it, { status: 'canceled', canceledAt: now, endedAt: now, nextActionAt: null });
    await emit(db, { projectId: it.projectId, customerId: it.customerId, type: 'subscription.cancelled', data: { subscription_id: it.id } }, now);
  }
}

/** A free plan taken anew goes on in the period of the one before: or its quotas would start over, as often as somebody likes. */
const freePeriodBefore = (subscriptions: readonly SubscriptionOnPlan[], price: SoldPrice, now: Date): SubscriptionOnPlan | undefined =>
  isFree(price) ? subscriptions.find((it) => isFree(it.price) && it.currentPeriodEnd > now && sameRhythm(it.price, price)) : undefined;

/** The times that a subscription begins with. */
export function firstPeriod({ subscriptions, price, trialEnd }: Pick<NewSubscription, 'subscriptions' | 'price' | 'trialEnd'>, now: Date) {
  // A trial is not a period: what is billed begins when it ends.
  if (trialEnd) return { billingAnchor: trialEnd, currentPeriodStart: now, currentPeriodEnd: trialEnd };
  const before = freePeriodBefore(subscriptions, price, now);
  if (before) return { billingAnchor: before.billingAnchor, currentPeriodStart: before.currentPeriodStart, currentPeriodEnd: before.currentPeriodEnd };
  return { billingAnchor: now, currentPeriodStart: now, currentPeriodEnd: addIntervals(now, price.interval, price.intervalCount) };
}

/** Needs the customer's lock. */
export async function addSubscription(db: Db, it: NewSubscription, now: Date): Promise<SubscriptionOnPlan> {
  const { customer, product, price, quantity, trialEnd, coupon, metadata = {} } = it;
  const key = { projectId: customer.projectId, customerId: customer.id };
  const id = newId('sub');
  const times = firstPeriod(it, now);
  const status = it.status ?? (trialEnd ? 'trialing' : 'active');
  await db
    .insertInto('subscriptions')
    .values({
      ...key,
      id,
      productId: product.id,
      priceId: price.id,
      quantity,
      status,
      collection: it.collection ?? 'automatic',
      couponId: coupon?.id ?? null,
      couponUntil: couponUntil(coupon, price, trialEnd ?? now),
      ...times,
      trialEnd,
      trialProductId: trialEnd && product.id,
      canceledAt: null,
      endedAt: null,
      cancellationReason: null,
      cancellationFeedback: null,
      pendingPriceId: null,
      pendingQuantity: null,
      nextActionAt: status === 'incomplete' ? new Date(now.getTime() + INCOMPLETE_HOURS * 3_600_000) : times.currentPeriodEnd,
      metadata: json(metadata),
      createdAt: now,
    })
    .execute();
  await emit(db, { ...key, type: 'subscription.created', data: { subscription_id: id } }, now);
  return reload(db, customer.projectId, id);
}

export async function reload(db: Db, projectId: string, id: string): Promise<SubscriptionOnPlan> {
  const found = await findSubscription(db, projectId, id);
  if (!found) throw new Error(`subscription ${id} has gone`);
  return found;
}

/**
 * Subscribes a customer without a page: a trial where the product has one, else the card on file is charged. Where that
 * fails the subscription is incomplete, with an open invoice to pay, and a free plan goes on until somebody does. Needs the
 * customer's lock.
 */
export async function subscribe(
  db: Db,
  payments: PaymentProcessor,
  wanted: Pick<NewSubscription, 'customer' | 'product' | 'price' | 'quantity' | 'metadata'>,
  now: Date,
): Promise<SubscriptionOnPlan> {
  const { customer, product, price, quantity } = wanted;
  if (price.meteredFeatureKey) throw new ApiError('price_not_for_checkout', 'This price bills usage: it comes with its plan');
  const subscriptions = await loadSubscriptions(db, customer.projectId, customer.id);
  const it = { ...wanted, subscriptions };
  const current = currentOf(subscriptions, now);
  if (current && !isFree(current.price)) await refuseSecond(db, current, 'change its plan');
  const trialEnd = trialEndOf(product, product.trialDays, subscriptions, now);
  if (trialEnd || amountOf(price, quantity) === 0) {
    await endFreePlans(db, subscriptions, now);
    return addSubscription(db, { ...it, trialEnd }, now);
  }

  const waiting = await addSubscription(db, { ...it, trialEnd: null, status: 'incomplete' }, now);
  const open = await finalizeInvoice(db, await periodInvoice(db, customer, waiting, now), now);
  // Its number, since the subscription's id is as new as the invoice's.
  const nameOf = (_invoice: unknown, card: { readonly id: string }): Promise<string> => chargeKey(customer.id, open.number ?? open.id, card.id);
  const invoice = await collectInvoice(db, payments, open, now, nameOf);
  if (invoice.status === 'paid') {
    await endFreePlans(db, subscriptions, now);
    await updateSubscription(db, waiting, { status: 'active', nextActionAt: waiting.currentPeriodEnd });
  }
  return reload(db, customer.projectId, waiting.id);
}
