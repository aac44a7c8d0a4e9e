import { addPaymentMethod } from '../../../core/actions/account.js';
import { withoutCheckoutReturn } from '../../../core/checkout-return.js';
import type { Client } from '../../../core/client.js';
import { checkedPage, leaveFor } from '../checkout/open-checkout.js';
import { languageAt } from '../words/language-observer.js';

/** Goes to the page for adding a card, unless the element has gone meanwhile. That page leads back here, and this page is loaded again. */
export async function leaveForCardPage(host: Element, client: Client): Promise<void> {
  const { url } = await addPaymentMethod(client, { returnUrl: withoutCheckoutReturn(location.href), locale: languageAt(host) });
  if (!host.isConnected) return;
  await leaveFor(checkedPage(url, client));
  client.invalidate('payment-methods'); // the back button loads nothing, and a card may be new
}
