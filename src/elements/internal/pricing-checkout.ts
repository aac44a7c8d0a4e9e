import type { CurrentSubscription } from '../../contract/product.js';
import { startCheckout } from '../../core/actions/checkout.js';
import { withoutCheckoutReturn } from '../../core/checkout-return.js';
import type { Client } from '../../core/client.js';
import { BillingError } from '../../core/errors.js';
import type { PlanChoice } from '../events.js';

export interface CheckoutSurroundings {
  /** Where the reader comes back to; this page unless it says where. */
  readonly successUrl: string | undefined;
  readonly cancelUrl: string | undefined;
  /** What the checkout changes; undefined where it begins one. */
  readonly subscription: CurrentSubscription | undefined;
}

/** Starts the checkout of a plan, and gives the address of its page. */
export async function openCheckout(client: Client, choice: PlanChoice, around: CheckoutSurroundings): Promise<string> {
  const { priceId, quantity } = choice;
  const { successUrl, cancelUrl, subscription } = around;
  const { url } = await startCheckout(client, {
    priceId,
    quantity,
    mode: 'redirect',
    successUrl: returnUrl(successUrl),
    cancelUrl: returnUrl(cancelUrl),
    ...(subscription && { existingSubscriptionId: subscription.id }),
  });
  return checkedPage(url, client);
}

/** Back to this page unless it says where; without the mark of an earlier return. */
const returnUrl = (url: string | undefined): string => withoutCheckoutReturn(new URL(url ?? location.href, document.baseURI));

/** Only an https page, or one of the API itself (which is http on loopback), may take the reader's card. */
function checkedPage(url: string, { apiUrl }: Client): string {
  const { protocol, origin, href } = new URL(url);
  if (protocol === 'https:' || (apiUrl && origin === new URL(apiUrl).origin)) return href;
  throw new BillingError('invalid_checkout_url', `The checkout's address is neither https nor the API's own: ${origin}`);
}
