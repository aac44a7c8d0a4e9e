import type * as z from 'zod/mini';
import type { Checkout as CheckoutAnswer, CheckoutInput } from '../../contract/index.js';
import type { CardOnFile } from '../domain/cards.js';
import { newId } from '../domain/ids.js';
import { safeReturnUrl } from '../domain/origin.js';
import { addIntervals } from '../domain/period.js';
import { isFree } from '../domain/price.js';
import { ApiError, notFound } from '../http/errors.js';
import { findPrice, findProduct } from '../store/catalog.js';
import type { Db } from '../store/database.js';
import { json } from '../store/json.js';
import { addDefaultCard } from '../store/payment-methods.js';
import { loadSubscriptions, updateSubscription, type SubscriptionOnPlan } from '../store/subscriptions.js';
import type { Checkout, Customer, Project } from '../store/tables.js';
import { currentOf } from './catalog.js';
import { addPaidInvoice } from './invoices.js';
import { quoteOf, type Quote } from './quote.js';

const LIFE_MS = 3_600_000;

export interface CheckoutRequest extends z.output<typeof CheckoutInput> {
  /** Other than the product's; null or absent = as the product has it. */
  readonly trialDays?: number | null;
}

export async function startCheckout(db: Db, project: Project, customer: Customer, input: CheckoutRequest, now: Date): Promise<Checkout> {
  const price = await findPrice(db, project.id, input.priceId);
  const product = price?.active ? await findProduct(db, project.id, price.productId) : undefined;
  if (!price || !product?.active) throw notFound('price');
  if (price.meteredFeatureKey) throw new ApiError('price_not_for_checkout', 'This price bills usage: it comes with its plan');
  if (price.scheme === 'flat' && input.quantity !== 1) {
    throw new ApiError('invalid_request', 'quantity: this price is not per unit', { issues: [{ path: 'quantity', message: 'must be 1' }] });
  }
  if (input.couponCode) throw new ApiError('invalid_coupon', 'There is no such coupon');
  const successUrl = checkedUrl(project, 'successUrl', input.successUrl);
  const cancelUrl = checkedUrl(project, 'cancelUrl', input.cancelUrl);
  const changed = await changedBy(db, customer, input, now);

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

function checkedUrl(project: Project, name: string, text: string | undefined): string | null {
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
  if (!wanted || sameAgain) {
    throw new ApiError('already_purchased', 'The customer has an active paid subscription; name it in existingSubscriptionId to change it', {
      subscription_id: paid.id,
      product_id: paid.productId,
      price_id: paid.priceId,
    });
  }
  if (paid.status === 'past_due' || paid.status === 'unpaid') {
    throw new ApiError('subscription_past_due', 'The open invoice has to be paid before the plan can change');
  }
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

/** Everything a paid checkout brings about, in one transaction. The caller holds the locks of customer and checkout. */
export async function completeCheckout(db: Db, checkout: Checkout, customer: Customer, payer: Payer, now: Date): Promise<void> {
  const subscriptions = await loadSubscriptions(db, customer.projectId, customer.id);
  const quote = await quoteOf(db, checkout, customer, subscriptions);
  const subscriptionId = quote.changes
    ? await changeSubscription(db, quote.changes, quote)
    : await addSubscription(db, checkout, subscriptions, quote, now);

  if (quote.lines.length > 0) {
    await addPaidInvoice(db, customer, { subscriptionId, currency: quote.price.currency, lines: quote.lines, period: quote.period }, now);
  }
  if (payer.card) await addDefaultCard(db, { projectId: customer.projectId, customerId: customer.id }, payer.card, now);
  const credit = (customer.credit[quote.price.currency] ?? 0) - quote.creditUsed + (quote.change?.creditLeft ?? 0);
  await db
    .updateTable('customers')
    .set({
      email: customer.email ?? payer.email,
      name: customer.name ?? payer.name,
      credit: json({ ...customer.credit, [quote.price.currency]: credit }),
    })
    .where('projectId', '=', customer.projectId)
    .where('id', '=', customer.id)
    .execute();
  await db
    .updateTable('checkouts')
    .set({ status: 'complete', subscriptionId, pendingCard: json(null), completedAt: now })
    .where('projectId', '=', checkout.projectId)
    .where('customerId', '=', checkout.customerId)
    .where('id', '=', checkout.id)
    .execute();
}

async function changeSubscription(db: Db, changes: SubscriptionOnPlan, { change, price, product, quantity, period }: Quote): Promise<string> {
  const stays = { cancelAtPeriodEnd: false, canceledAt: null, pendingPriceId: null, pendingQuantity: null };
  if (change && change.effectiveAt >= changes.currentPeriodEnd && change.type === 'downgrade') {
    await updateSubscription(db, changes, { ...stays, pendingPriceId: price.id, pendingQuantity: quantity });
    return changes.id;
  }
  const rhythmChanged = period.start.getTime() !== changes.currentPeriodStart.getTime();
  await updateSubscription(db, changes, {
    ...stays,
    productId: product.id,
    priceId: price.id,
    quantity,
    currentPeriodStart: period.start,
    currentPeriodEnd: period.end,
    ...(rhythmChanged && { billingAnchor: period.start }),
    nextActionAt: period.end,
  });
  return changes.id;
}

/** A new subscription; free ones that it takes the place of end at this moment. */
async function addSubscription(db: Db, checkout: Checkout, subscriptions: readonly SubscriptionOnPlan[], quote: Quote, now: Date): Promise<string> {
  for (const it of subscriptions) {
    if (it.endedAt === null && isFree(it.price)) {
      await updateSubscription(db, it, { status: 'canceled', canceledAt: now, endedAt: now, nextActionAt: null });
    }
  }
  const id = newId('sub');
  const start = now;
  const end = quote.trialEnd ?? addIntervals(now, quote.price.interval, quote.price.intervalCount);
  await db
    .insertInto('subscriptions')
    .values({
      projectId: checkout.projectId,
      customerId: checkout.customerId,
      id,
      productId: quote.product.id,
      priceId: quote.price.id,
      quantity: quote.quantity,
      status: quote.trialEnd ? 'trialing' : 'active',
      // A trial is not a period: what is billed begins when it ends.
      billingAnchor: quote.trialEnd ?? start,
      currentPeriodStart: start,
      currentPeriodEnd: end,
      trialEnd: quote.trialEnd,
      canceledAt: null,
      endedAt: null,
      cancellationReason: null,
      cancellationFeedback: null,
      pendingPriceId: null,
      pendingQuantity: null,
      nextActionAt: end,
      metadata: json(checkout.metadata),
      createdAt: now,
    })
    .execute();
  return id;
}
