import type { ReactiveControllerHost } from 'lit';
import type { CurrentSubscription } from '../../../contract/product.js';
import type { Client } from '../../../core/client.js';
import type { BillingError } from '../../../core/errors.js';
import { BillingCheckoutRequestEvent, BillingPlanChangeRequestEvent, type PlanChoice } from '../../events.js';
import type { CheckoutSurroundings } from './open-checkout.js';
import { errorText } from '../element/faces.js';
import { OnDemand } from '../element/on-demand.js';
import type { Plan } from '../plans/plan-list.js';
import type { FaceWords } from './refusal-text.js';

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

/** Why a checkout was not opened; fetched where one is not. Where that does not come either, it is said in general. */
export function refusals(host: ReactiveControllerHost): (words: FaceWords, error: BillingError | undefined) => string | undefined {
  const part = new OnDemand(host, async () => (await import('./refusal-text.js')).refusalText);
  return (words, error) => error && (part.get()?.(words, error) ?? (part.error && words.text(errorText(error))));
}
