import type { CheckoutOutcome } from '../../../core/checkout-return.js';
import type { Client } from '../../../core/client.js';
import { createStore, type WritableStore } from '../../../core/store.js';

/** The hosted checkout that led back to this page, if any: `confirming` until the API knows how it ended. */
export type ReturnedCheckout =
  | { readonly status: 'none' }
  | { readonly status: 'confirming' | 'canceled'; readonly id: string }
  | ({ readonly id: string } & Readonly<CheckoutOutcome>);

const NONE: ReturnedCheckout = Object.freeze({ status: 'none' });
const stores = new WeakMap<Client['session'], WritableStore<ReturnedCheckout>>();

/** One store per session, so that every element that shows the outcome says the same. */
export function returnedCheckout({ session }: Client): WritableStore<ReturnedCheckout> {
  let store = stores.get(session);
  if (!store) stores.set(session, (store = createStore(NONE)));
  return store;
}

const STORED_AS = 'billing-elements.left-for';

/** So that, of many buttons, the one that began a checkout says how it ended. */
export function rememberCheckout(id: string, priceId: string): void {
  try {
    sessionStorage.setItem(STORED_AS, `${id} ${priceId}`);
  } catch {
    // Full or denied: then only a pricing table says it.
  }
}

export function isRemembered(id: string, priceId: string | undefined): boolean {
  try {
    return sessionStorage.getItem(STORED_AS) === `${id} ${priceId}`;
  } catch {
    return false;
  }
}
