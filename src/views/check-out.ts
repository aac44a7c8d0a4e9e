import type { Client } from '../core/client.js';
import type { CheckoutSurroundings } from '../elements/internal/checkout/open-checkout.js';

export interface CheckOutInput extends CheckoutSurroundings {
  readonly priceId: string;
  /** Units paid for, such as seats. Default 1. */
  readonly quantity?: number | undefined;
}

/**
 * Starts the checkout of a price and goes to its page, which leads back to this one. Resolves when the customer comes back by
 * the back button. The code for it is fetched then, since most readers choose nothing.
 */
export async function checkOut(client: Client, { priceId, quantity = 1, ...around }: CheckOutInput): Promise<void> {
  const { leaveFor, openCheckout } = await import('../elements/internal/checkout/open-checkout.js');
  const { url } = await openCheckout(client, { productId: '', priceId, quantity }, around, 'redirect');
  await leaveFor(url);
}
