import type { CheckoutOutcome } from '../../core/checkout-return.js';
import type { Client } from '../../core/client.js';
import { createStore, type WritableStore } from '../../core/store.js';

/** The hosted checkout this page was returned from, if it was: until the API knows how it ended it is `confirming`. */
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
