import type { Checkout, CheckoutInput, CheckoutProgress } from '../../contract/checkout.js';
import type { Client } from '../client.js';
import { want } from '../guard.js';
import { withIntent } from '../intent.js';

export type StartCheckoutInput = CheckoutInput & {
  /** Default: one per intent, so that a double click, another tab and a page from the back/forward cache get the same checkout. */
  idempotencyKey?: string;
  signal?: AbortSignal;
};

/**
 * Starts a checkout, or gives back the one that the same customer has open for the same input.
 * Rejects with ConflictError `already_purchased` where a paid subscription is active.
 */
export async function startCheckout(client: Client, { idempotencyKey, signal, ...input }: StartCheckoutInput): Promise<Checkout> {
  const create = async (key: string): Promise<Checkout> =>
    want<Checkout>(await client.request('/v1/checkout/create', { body: input, idempotencyKey: key, signal }), { id: '', url: '' });
  if (idempotencyKey !== undefined) return create(idempotencyKey);
  await client.session.getToken({ signal }); // an intent belongs to a user, who has to be known
  /** Open also means that the bank has yet to confirm the payment. */
  const isOpen = async ({ id }: Checkout): Promise<boolean> => {
    const { status } = await getCheckoutStatus(client, id, signal);
    return status !== 'complete' && status !== 'expired';
  };
  return withIntent(client, ['checkout', input], create, isOpen);
}

export const getCheckoutStatus = async (client: Client, id: string, signal?: AbortSignal): Promise<CheckoutProgress> =>
  want(await client.request(`/v1/checkout/${encodeURIComponent(id)}/status`, { signal }), { status: '' });
