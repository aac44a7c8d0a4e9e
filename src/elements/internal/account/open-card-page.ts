import { addPaymentMethod } from '../../../core/actions/account.js';
import { withoutCheckoutReturn } from '../../../core/checkout-return.js';
import type { Client } from '../../../core/client.js';
import { checkedPage, leaveFor } from '../checkout/open-checkout.js';
import { languageAt } from '../words/language-observer.js';

/** Leaves for the page on which a card is added, unless the element has gone meanwhile. It leads back to this page, which then is loaded anew. */
export async function leaveForCardPage(host: Element, client: Client): Promise<void> {
  const { url } = await addPaymentMethod(client, { returnUrl: withoutCheckoutReturn(location.href), locale: languageAt(host) });
  if (!host.isConnected) return;
  await leaveFor(checkedPage(url, client));
  client.invalidate('payment-methods'); // back by the back button, which loads nothing: a card may be new
}
