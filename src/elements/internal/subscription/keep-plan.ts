import type { CurrentSubscription } from '../../../contract/product.js';
import type { Subscription } from '../../../contract/subscriptions.js';
import { changePlan } from '../../../core/actions/plan-change.js';
import { reactivateSubscription } from '../../../core/actions/subscription.js';
import type { Client } from '../../../core/client.js';
import { BillingPlanChangeRequestEvent, BillingReactivateRequestEvent, BillingSubscriptionChangeEvent } from '../../events.js';

/** Asks whether a plan that is to end or to change may be kept. A change that waits is taken back by changing to what there is. */
export function askToKeep(it: Subscription): Event {
  const { productId, priceId, quantity, pendingChange } = it;
  return pendingChange ? new BillingPlanChangeRequestEvent({ productId, priceId, quantity }, it) : new BillingReactivateRequestEvent(it);
}

/** Keeps it, at once and for nothing. Resolves with what to tell the page. */
export async function keepPlan(client: Client, it: CurrentSubscription): Promise<BillingSubscriptionChangeEvent> {
  const { id: subscriptionId, priceId, quantity, pendingChange } = it;
  if (!pendingChange) return new BillingSubscriptionChangeEvent(await reactivateSubscription(client, { subscriptionId }), 'reactivation');
  const { subscription } = await changePlan(client, { subscriptionId, new_price_id: priceId, quantity, confirm_amount: 0 });
  return new BillingSubscriptionChangeEvent(subscription, 'plan');
}
