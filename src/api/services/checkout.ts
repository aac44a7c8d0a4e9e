import type * as z from 'zod/mini';
import type { Checkout as CheckoutAnswer, CheckoutInput } from '../../contract/index.js';
import type { CardOnFile } from '../domain/cards.js';
import { newId } from '../domain/ids.js';
import { safeReturnUrl } from '../domain/origin.js';
import type { PaymentProcessor } from '../domain/payments.js';
import { isFree } from '../domain/price.js';
import { ApiError, notFound } from '../http/errors.js';
import { findPrice, findProduct } from '../store/catalog.js';
import { changeCheckout } from '../store/checkouts.js';
import { findCoupon } from '../store/coupons.js';
import type { Db } from '../store/database.js';
import { json } from '../store/json.js';
import { addDefaultCard } from '../store/payment-methods.js';
import { loadSubscriptions, type SubscriptionOnPlan } from '../store/subscriptions.js';
import type { Checkout, Customer, Project } from '../store/tables.js';
import { moveCredit } from './billing.js';
import { currentOf } from './catalog.js';
import { applyChange } from './change.js';
import { emit } from './events.js';
import { addPaidInvoice } from './invoices.js';
import { refuseOwing, refuseSecond } from './owing.js';
import { placed } from './place.js';
import { refuseTestMoney } from './processor.js';
import { quoteOf, type Quote } from './quote.js';
import { addSubscription, endFreePlans } from './subscribe.js';

const LIFE_MS = 3_600_000;

export interface CheckoutRequest extends z.output<typeof CheckoutInput> {
  /** Null or absent: as the product has it. */
  readonly trialDays?: number | null;
}

export async function startCheckout(db: Db, payments: PaymentProcessor, project: Project, customer: Customer, input: CheckoutRequest, now: Date): Promise<Checkout> {
  const price = await findPrice(db, project.id, input.priceId);
  const product = price?.active ? await findProduct(db, project.id, price.productId) : undefined;
  if (!price || !product?.active) throw notFound('price');
  if (!isFree(price)) refuseTestMoney(payments, project);
  if (price.meteredFeatureKey) throw new ApiError('price_not_for_checkout', 'This price bills usage: it comes with its plan');
  if (price.scheme === 'flat' && input.quantity !== 1) {
    throw new ApiError('invalid_request', 'quantity: this price is not per unit', { issues: [{ path: 'quantity', message: 'must be 1' }] });
  }
  const coupon = input.couponCode === undefined ? undefined : await findCoupon(db, project.id, input.couponCode, now);
  if (input.couponCode !== undefined && !coupon) throw new ApiError('invalid_coupon', 'There is no such coupon, or its time is over');
  const successUrl = checkedUrl(project, 'successUrl', input.successUrl);
  const cancelUrl = checkedUrl(project, 'cancelUrl', input.cancelUrl);
  const changed = await changedBy(db, customer, input, now);
  if (changed && changed.price.currency !== price.currency) {
    throw new ApiError('currency_mismatch', `The subscription is paid in ${changed.price.currency}, and the new price is in ${price.currency}`);
  }
  if (changed && coupon) throw new ApiError('invalid_coupon', 'A coupon is for a new subscription');

  return db
    .insertInto('checkouts')
    .values({
      projectId: project.id,
      customerId: customer.id,
      id: newId('cs'),
      status: 'open',
      mode: input.mode,
      priceId: price.id,
      quantity: input.quantity,
      couponId: coupon?.id ?? null,
      locale: input.locale ?? null,
      changesSubscriptionId: changed?.id ?? null,
      successUrl,
      cancelUrl,
      email: input.customer?.email ?? customer.email,
      name: input.customer?.name ?? customer.name,
      metadata: json(input.metadata ?? {}),
      pendingCard: json(null),
      trialDays: input.trialDays ?? null,
      subscriptionId: null,
      expiresAt: new Date(now.getTime() + LIFE_MS),
      createdAt: now,
      completedAt: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export function checkedUrl(project: Project, name: string, text: string | undefined): string | null {
  if (text === undefined) return null;
  if (!safeReturnUrl(project, text)) {
    throw new ApiError('invalid_return_url', `${name} has to be https, or http on loopback, on an origin that the project allows`);
  }
  return text;
}

/**
 * The paid subscription that this checkout changes. A second one beside it is never made: people who meant to switch
 * would pay twice.
 */
async function changedBy(db: Db, customer: Customer, input: z.output<typeof CheckoutInput>, now: Date): Promise<SubscriptionOnPlan | undefined> {
  const subscriptions = await loadSubscriptions(db, customer.projectId, customer.id);
  const current = currentOf(subscriptions, now);
  const paid = current && !isFree(current.price) ? current : undefined;
  const named = input.existingSubscriptionId;
  if (named !== undefined && !subscriptions.some((it) => it.id === named && it.endedAt === null)) throw notFound('subscription');
  if (!paid) return undefined;

  const wanted = named === paid.id || input.ignoreActivePurchase === true;
  const sameAgain = paid.priceId === input.priceId && paid.quantity === input.quantity && !paid.cancelAtPeriodEnd && paid.pendingPriceId === null;
  if (!wanted) await refuseSecond(db, paid, 'name it in existingSubscriptionId to change it');
  if (sameAgain) await refuseSecond(db, paid, 'it is on this price already');
  await refuseOwing(db, paid);
  return paid;
}

export const statusOf = (checkout: Checkout, now: Date): Checkout['status'] =>
  checkout.status !== 'complete' && checkout.expiresAt <= now ? 'expired' : checkout.status;

export const toCheckout = (checkout: Checkout, baseUrl: string, now: Date): CheckoutAnswer => ({
  id: checkout.id,
  url: `${baseUrl}/checkout/${checkout.id}`,
  expiresAt: checkout.expiresAt.toISOString(),
  status: statusOf(checkout, now),
});

export interface Payer {
  readonly card: CardOnFile | undefined;
  readonly email: string | null;
  readonly name: string | null;
}

/**
 * Whether the checkout still fits what the customer has: of two tabs, the second to be paid must not buy a second plan,
 * nor change one that has ended since.
 */
export function stillFits(checkout: Checkout, subscriptions: readonly SubscriptionOnPlan[], now: Date): boolean {
  const current = currentOf(subscriptions, now);
  const paid = current && !isFree(current.price) ? current : undefined;
  if (paid?.id !== (checkout.changesSubscriptionId ?? undefined)) return false;
  return !paid || paid.status === 'active' || paid.status === 'trialing';
}

/** Does all that a paid checkout is for, in one transaction. The caller holds the locks of customer and checkout. */
export async function completeCheckout(db: Db, checkout: Checkout, known: Customer, payer: Payer, now: Date): Promise<void> {
  const customer = placed(known, checkout);
  const subscriptions = await loadSubscriptions(db, customer.projectId, customer.id);
  const quote = await quoteOf(db, checkout, customer, subscriptions);
  const key = { projectId: customer.projectId, customerId: customer.id };
  // Before the invoice, which names the payer.
  await db
    .updateTable('customers')
    .set({ email: customer.email ?? payer.email, name: customer.name ?? payer.name, address: json(customer.address) })
    .where('projectId', '=', customer.projectId)
    .where('id', '=', customer.id)
    .execute();
  if (payer.card) await addDefaultCard(db, key, payer.card, now);
  if (quote.change) await applyChange(db, customer, quote.change, now);
  const subscriptionId = quote.change?.changes.id ?? (await begin(db, checkout, customer, subscriptions, quote, now));
  await changeCheckout(db, checkout, { status: 'complete', subscriptionId, pendingCard: json(null), completedAt: now });
  await emit(db, { ...key, type: 'checkout.completed', data: { checkout_id: checkout.id, subscription_id: subscriptionId } }, now);
}

async function begin(db: Db, checkout: Checkout, customer: Customer, subscriptions: readonly SubscriptionOnPlan[], quote: Quote, now: Date): Promise<string> {
  await endFreePlans(db, subscriptions, now);
  const { product, price, quantity, trialEnd, coupon, lines, creditUsed } = quote;
  const subscription = await addSubscription(db, { customer, subscriptions, product, price, quantity, trialEnd, coupon, metadata: checkout.metadata }, now);
  await moveCredit(db, customer, price.currency, -creditUsed);
  if (lines.length > 0) {
    const period = { start: subscription.currentPeriodStart, end: subscription.currentPeriodEnd };
    const draft = { subscriptionId: subscription.id, kind: 'period' as const, currency: price.currency, taxBehavior: price.taxBehavior, lines, period };
    await addPaidInvoice(db, customer, draft, now);
  }
  return subscription.id;
}
