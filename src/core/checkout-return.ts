import type { CheckoutProgress } from '../contract/checkout.js';
import { getCheckoutStatus } from './actions/checkout.js';
import type { Client } from './client.js';
import { pause } from './deadline.js';
import { isPassing } from './errors.js';

/** The hosted checkout adds this to the address that it returns to, with its id. */
const MARK = 'billing_checkout';

export interface CheckoutReturn {
  status: 'returned' | 'canceled';
  /** The checkout's id. */
  id: string;
}

/** Whether this address is a return from the hosted checkout. */
export function readCheckoutReturn(url: string | URL): CheckoutReturn | undefined {
  const { searchParams } = new URL(url);
  const returned = searchParams.get(MARK);
  const id = returned ?? searchParams.get(`${MARK}_canceled`) ?? '';
  return /^[\w-]{1,200}$/.test(id) ? { status: returned === null ? 'canceled' : 'returned', id } : undefined;
}

/** The same address without the return's mark, for `history.replaceState`: a reload is not a second return. */
export function withoutCheckoutReturn(url: string | URL): string {
  const clean = new URL(url);
  clean.searchParams.delete(MARK);
  clean.searchParams.delete(`${MARK}_canceled`);
  return clean.href;
}

/** `pending`: the payment may still be confirmed at any moment; nothing was lost. */
export type CheckoutOutcome =
  | { status: 'complete'; subscription: CheckoutProgress['subscription'] }
  | { status: 'pending' | 'expired' };

/** The confirmation mostly comes within seconds, so the waits between questions are 1, 2, 3 … 7 s. */
const LONGEST_WAIT_S = 7;

/** Waits, at most half a minute, until the API knows how the checkout ended. After a complete one resources ask again, in all tabs. */
export async function confirmCheckout(client: Client, id: string, signal?: AbortSignal): Promise<CheckoutOutcome> {
  for (let seconds = 0; seconds <= LONGEST_WAIT_S; seconds++) {
    await pause(client.clock, seconds * 1000, signal);
    try {
      const { subscription = null, status } = await getCheckoutStatus(client, id, signal);
      if (status === 'complete') client.invalidate();
      if (status === 'complete' || status === 'expired') return { status, subscription };
    } catch (error) {
      if (!isPassing(error)) throw error;
    }
  }
  return { status: 'pending' };
}
