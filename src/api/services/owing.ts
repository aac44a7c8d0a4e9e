import { grantsAccess, type SubscriptionStatus } from '../../contract/index.js';
import { ApiError } from '../http/errors.js';
import type { Db } from '../store/database.js';
import { openInvoicesOf } from '../store/invoices.js';
import type { SubscriptionOnPlan } from '../store/subscriptions.js';

const OWING: readonly SubscriptionStatus[] = ['past_due', 'unpaid', 'incomplete'];

export const isOwing = ({ status }: { readonly status: SubscriptionStatus }): boolean => OWING.includes(status);

/** Refuses to change an unpaid subscription, and says how to pay it. */
export async function refuseOwing(db: Db, subscription: SubscriptionOnPlan, code: 'subscription_past_due' | 'already_purchased' = 'subscription_past_due'): Promise<void> {
  if (!isOwing(subscription)) return;
  const { id, status } = subscription;
  const [invoice] = await openInvoicesOf(db, subscription);
  const wayOut = invoice
    ? `pay its invoice ${invoice.id} (POST /sdk/invoices/${invoice.id}/retry, with a card on file), or cancel the subscription`
    : 'cancel it';
  throw new ApiError(code, `Subscription ${id} is ${status}: first ${wayOut}`, { ...named(subscription), status, invoice_id: invoice?.id ?? null });
}

/** Refuses a second paid plan, and says what can be done with the first instead. */
export async function refuseSecond(db: Db, current: SubscriptionOnPlan, instead: string): Promise<never> {
  // Past due still has access for now, so it counts as bought. Incomplete and unpaid do not.
  await refuseOwing(db, current, grantsAccess(current.status) ? 'already_purchased' : 'subscription_past_due');
  throw new ApiError('already_purchased', `The customer has an active paid subscription: ${instead}`, named(current));
}

const named = ({ id, productId, priceId }: SubscriptionOnPlan) => ({ subscription_id: id, product_id: productId, price_id: priceId });
