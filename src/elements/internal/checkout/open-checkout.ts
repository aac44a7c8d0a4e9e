import type { Checkout, CheckoutInput } from '../../../contract/checkout.js';
import type { CurrentSubscription } from '../../../contract/product.js';
import { startCheckout } from '../../../core/actions/checkout.js';
import { withoutCheckoutReturn } from '../../../core/checkout-return.js';
import type { Client } from '../../../core/client.js';
import { BillingError, isBillingError } from '../../../core/errors.js';
import { products } from '../../../core/resources/products.js';
import type { PlanChoice } from '../../events.js';
import { keepPlan } from '../subscription/keep-plan.js';
import { languageAt } from '../words/language-observer.js';
import { rememberCheckout } from './returned-checkout.js';

export interface CheckoutSurroundings {
  /** Where the reader comes back to; by default this page. */
  readonly successUrl?: string | undefined;
  readonly cancelUrl?: string | undefined;
  /** The subscription that the checkout changes; undefined if it begins one. */
  readonly subscription?: CurrentSubscription | undefined;
  readonly coupon?: string | undefined;
  /** The language of its page; by default the document's. */
  readonly locale?: string | undefined;
}

/** Starts the checkout of a plan. Its address is checked, and may be opened. */
export async function openCheckout(
  client: Client,
  { priceId, quantity }: PlanChoice,
  { successUrl, cancelUrl, subscription, coupon, locale = languageAt(document.documentElement) }: CheckoutSurroundings,
  mode: NonNullable<CheckoutInput['mode']>,
): Promise<Checkout> {
  try {
    const checkout = await startCheckout(client, {
      priceId,
      quantity,
      mode,
      successUrl: returnUrl(successUrl),
      cancelUrl: returnUrl(cancelUrl),
      locale,
      ...(subscription && { existingSubscriptionId: subscription.id }),
      ...(coupon && { couponCode: coupon }),
    });
    return { ...checkout, url: checkedPage(checkout.url, client) };
  } catch (error) {
    // It was bought elsewhere meanwhile: elements that show plans then show what can be done now.
    if (isBillingError(error) && error.code === 'already_purchased') client.invalidate('subscription');
    throw error;
  }
}

/** A plan that was to end or to change is kept without a checkout: there is nothing to pay. */
const isKept = ({ priceId, quantity }: PlanChoice, subscription: CurrentSubscription | undefined): subscription is CurrentSubscription =>
  !!(subscription?.cancelAtPeriodEnd || subscription?.pendingChange) && subscription.priceId === priceId && subscription.quantity === quantity;

async function keep(host: Element, client: Client, subscription: CurrentSubscription): Promise<void> {
  const told = await keepPlan(client, subscription);
  await client.resource(products).refresh(); // busy until the screen shows it
  host.dispatchEvent(told);
}

/**
 * Starts the checkout of a plan and goes to its page, unless the element has gone meanwhile. Resolves when the reader comes
 * back by the back button: the page is as they left it, and they may choose again.
 */
export async function leaveForCheckout(host: Element, client: Client, choice: PlanChoice, around: CheckoutSurroundings): Promise<void> {
  if (isKept(choice, around.subscription)) return keep(host, client, around.subscription);
  const { id, url } = await openCheckout(client, choice, { ...around, locale: languageAt(host) }, 'redirect');
  if (!host.isConnected) return;
  rememberCheckout(id, choice.priceId);
  await leaveFor(url);
}

/** Goes to another page. Resolves when the reader is back on this one by the back button. */
export const leaveFor = (url: string): Promise<void> =>
  new Promise((resolve) => {
    const comeBack = ({ persisted }: PageTransitionEvent): void => {
      if (!persisted) return;
      removeEventListener('pageshow', comeBack);
      resolve();
    };
    addEventListener('pageshow', comeBack);
    location.assign(url);
  });

/** By default this page; without the mark of an earlier return. */
const returnUrl = (url: string | undefined): string => withoutCheckoutReturn(new URL(url ?? location.href, document.baseURI));

/** Only an https page, or one of the API itself (which is http on loopback), may take the reader's card. */
export function checkedPage(url: string, { apiUrl }: Client): string {
  const { protocol, origin, href } = new URL(url);
  if (protocol === 'https:' || (apiUrl && origin === new URL(apiUrl).origin)) return href;
  throw new BillingError('invalid_checkout_url', `The checkout's address is neither https nor the API's own: ${origin}`);
}
