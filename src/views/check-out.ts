import type { Client } from '../core/client.js';
import type { CheckoutSurroundings } from '../elements/internal/checkout/open-checkout.js';

export interface CheckOutInput extends CheckoutSurroundings {
  readonly priceId: string;
  /** Units paid for, such as seats. Default 1. */
  readonly quantity?: number | undefined;
}

/**
 * Starts the checkout of a price and leaves for its page, from where the customer comes back to this one. Resolves when
 * that happens by the back button. Most readers choose nothing: how it is done is fetched by those who do.
 */
export async function checkOut(client: Client, { priceId, quantity = 1, ...around }: CheckOutInput): Promise<void> {
  const { leaveFor, openCheckout } = await import('../elements/internal/checkout/open-checkout.js');
  const { url } = await openCheckout(client, { productId: '', priceId, quantity }, around, 'redirect');
  await leaveFor(url);
}
