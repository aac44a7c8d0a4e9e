import type { CheckoutProgress } from '../contract/checkout.js';
import { getCheckoutStatus } from './actions/checkout.js';
import type { Client } from './client.js';
import type { Clock } from './clock.js';
import { onAbort } from './deadline.js';
import { NetworkError, RateLimitError, ServerError } from './errors.js';

const RETURNED = 'billing_checkout';
const CANCELED = 'billing_checkout_canceled';

export interface CheckoutReturn {
  status: 'returned' | 'canceled';
  /** The checkout's id. */
  id: string;
}

/** Whether this address is a return from the hosted checkout. */
export function readCheckoutReturn(url: string | URL): CheckoutReturn | undefined {
  const { searchParams } = new URL(url);
  const returned = searchParams.get(RETURNED);
  const id = returned ?? searchParams.get(CANCELED) ?? '';
  return /^[\w-]{1,200}$/.test(id) ? { status: returned === null ? 'canceled' : 'returned', id } : undefined;
}

/** The same address without the return's mark, for `history.replaceState`: a reload is not a second return. */
export function withoutCheckoutReturn(url: string | URL): string {
  const clean = new URL(url);
  clean.searchParams.delete(RETURNED);
  clean.searchParams.delete(CANCELED);
  return clean.href;
}

/** `pending`: the payment is not confirmed yet, and may be any minute; nothing was lost. */
export type CheckoutOutcome =
  | { status: 'complete'; subscription: CheckoutProgress['subscription'] }
  | { status: 'pending' }
  | { status: 'expired' };

/** The webhook behind a checkout mostly comes within seconds: asked at these times after the return, then no more. */
const ASK_AT_MS = [0, 1_000, 2_000, 4_000, 7_000, 11_000, 16_000, 22_000, 30_000];

/** Waits, at most half a minute, until the API knows how the checkout ended. A complete one makes resources ask again, in all tabs. */
export async function confirmCheckout(client: Client, id: string, signal?: AbortSignal): Promise<CheckoutOutcome> {
  let before = 0;
  for (const at of ASK_AT_MS) {
    await pause(client.clock, at - before, signal);
    before = at;
    const progress = await getCheckoutStatus(client, id, signal).catch(ignorePassing);
    if (progress?.status === 'expired') return { status: 'expired' };
    if (progress?.status !== 'complete') continue;
    client.invalidate();
    return { status: 'complete', subscription: progress.subscription };
  }
  return { status: 'pending' };
}

/** What may be over at the next try. */
function ignorePassing(error: unknown): undefined {
  if (!(error instanceof NetworkError || error instanceof ServerError || error instanceof RateLimitError)) throw error;
}

function pause(clock: Clock, ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, resolve);
    onAbort(signal, (reason) => {
      cancel();
      reject(reason);
    });
  });
}
