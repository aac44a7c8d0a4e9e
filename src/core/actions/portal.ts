import type { PaywallUser } from '../../contract/paywall.js';
import { action, type Action } from './action.js';

export interface HostedPage {
  id: string;
  url: string;
  expiresAt: string;
}

export interface Return {
  /** Where the page leads back to: on an origin that the project allows. */
  returnUrl?: string;
  /** Language tag: the page speaks it, or the nearest it can. Default: what the reader's browser wants. */
  locale?: string;
}

/** A hosted page on which the customer manages everything; open for a day. */
export const openPortal = /* @__PURE__ */ action<Return | void, HostedPage>('POST /v1/portal/create');

/** The signed-in customer with purchases, trial and token balances. */
export const getUser: Action<void, PaywallUser> = (client, _input, signal) =>
  client.request('/api/v1/paywall/{project}/user', { signal });
