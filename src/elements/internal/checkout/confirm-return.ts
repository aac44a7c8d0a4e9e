import { confirmCheckout, readCheckoutReturn, withoutCheckoutReturn } from '../../../core/checkout-return.js';
import type { Client } from '../../../core/client.js';
import { isBillingError } from '../../../core/errors.js';
import { BillingCheckoutCompleteEvent, BillingErrorEvent } from '../../events.js';
import { returnedCheckout } from './returned-checkout.js';

let taken: string | undefined;

/**
 * Finds out how the checkout ended that led back to this page, and tells it once: the first provider that asks does so for
 * the whole page. The address keeps its mark until the outcome is known, so that a reload asks again.
 */
export async function confirmReturn(provider: Element, client: Client): Promise<void> {
  const back = readCheckoutReturn(location.href);
  // A provider that only shows the catalog has no customer, and so no checkout.
  if (!back || back.id === taken || client.session.get().status === 'signed-out') return;
  taken = back.id;
  const { id } = back;
  const store = returnedCheckout(client);
  if (back.status === 'canceled') {
    store.set({ status: 'canceled', id });
    return forgetReturn();
  }
  store.set({ status: 'confirming', id });
  try {
    const outcome = await confirmCheckout(client, id);
    store.set({ id, ...outcome });
    if (outcome.status !== 'pending') forgetReturn();
    if (outcome.status === 'complete') provider.dispatchEvent(new BillingCheckoutCompleteEvent(id, outcome.subscription));
  } catch (error) {
    store.set({ status: 'none' });
    if (isBillingError(error)) provider.dispatchEvent(new BillingErrorEvent(error));
  }
}

const forgetReturn = (): void => history.replaceState(history.state, '', withoutCheckoutReturn(location.href));
