import type { PaywallUser } from '../../contract/paywall.js';
import { action, type Action } from './action.js';

export interface HostedPage {
  id: string;
  url: string;
  expiresAt: string;
}

export interface Return {
  /** The page leads back to this address, on an origin that the project allows. */
  returnUrl?: string;
  /** Language tag. The page uses it, or the nearest language it has. Default: the language of the reader's browser. */
  locale?: string;
}

/** A hosted page on which the customer manages everything; open for a day. */
export const openPortal = /* @__PURE__ */ action<Return | void, HostedPage>('POST /v1/portal/create');

/** The signed-in customer with purchases, trial and token balances. */
export const getUser: Action<void, PaywallUser> = (client, _input, signal) =>
  client.request('/api/v1/paywall/{project}/user', { signal });
