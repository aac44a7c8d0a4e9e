import type { CurrentSubscription } from '../../../contract/product.js';
import type { Client } from '../../../core/client.js';
import { BillingCheckoutRequestEvent, BillingPlanChangeRequestEvent, type PlanChoice } from '../../events.js';
import type { CheckoutSurroundings } from './open-checkout.js';
import type { Plan } from '../plans/plan-list.js';

export const choiceOf = ({ product, price, quantity }: Pick<Plan, 'product' | 'price' | 'quantity'>): PlanChoice => ({
  productId: product.id,
  priceId: price?.id ?? '',
  quantity,
});

/** What is asked of the page before a checkout: it begins a subscription, or changes the paid one there is. */
export const checkoutAsk = (choice: PlanChoice, subscription: CurrentSubscription | undefined): Event =>
  subscription ? new BillingPlanChangeRequestEvent(choice, subscription) : new BillingCheckoutRequestEvent(choice);

/** Opens the checkout in place of this page. Most readers choose nothing: how that is done is fetched by those who do. */
export async function checkOut(host: Element, client: Client, choice: PlanChoice, around: CheckoutSurroundings): Promise<void> {
  const { leaveForCheckout } = await import('./open-checkout.js');
  await leaveForCheckout(host, client, choice, around);
}
