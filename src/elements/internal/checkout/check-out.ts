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

/** The event that asks the page before a checkout, which begins a subscription or changes the paid one. */
export const checkoutAsk = (choice: PlanChoice, subscription: CurrentSubscription | undefined): Event =>
  subscription ? new BillingPlanChangeRequestEvent(choice, subscription) : new BillingCheckoutRequestEvent(choice);

/** Opens the checkout in place of this page. The code for it is fetched then, since most readers choose nothing. */
export async function checkOut(host: Element, client: Client, choice: PlanChoice, around: CheckoutSurroundings): Promise<void> {
  const { leaveForCheckout } = await import('./open-checkout.js');
  await leaveForCheckout(host, client, choice, around);
}

/** Why a checkout was not opened. These texts are fetched then; without them a general one has to do. */
export function refusals(host: ReactiveControllerHost): (words: FaceWords, error: BillingError | undefined) => string | undefined {
  const part = new OnDemand(host, async () => (await import('./refusal-text.js')).refusalText);
  return (words, error) => error && (part.get()?.(words, error) ?? (part.error && words.text(errorText(error))));
}
