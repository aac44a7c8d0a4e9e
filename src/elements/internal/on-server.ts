import { isServer, type LitElement, type ReactiveControllerHost } from 'lit';
import { createClient, type Client, type ClientOptions } from '../../core/client.js';
import { failedClient } from './failed-client.js';

type Host = ReactiveControllerHost & Element;

/**
 * A server's renderer connects no element and calls no controller: it sets the attributes, derives and renders, once.
 * There `look` runs before the element derives what it shows; elsewhere never.
 */
export function beforeRendering(host: Host, look: () => void): void {
  if (!isServer) return;
  const element = host as Host & { willUpdate(changed: unknown): void };
  const { willUpdate } = element;
  element.willUpdate = (changed) => {
    // Without a root, the questions of what stands in the element do not reach the providers around it.
    if (!element.shadowRoot) element.attachShadow({ mode: 'open' });
    look();
    willUpdate.call(element, changed);
  };
}

/** Here and now, or before it came to this browser: then its styles stand in its root, where a browser's own are adopted. */
export const isDrawnByServer = ({ shadowRoot }: LitElement): boolean => isServer || shadowRoot?.firstElementChild?.localName === 'style';

/**
 * The slots that an element's children ask for. A server sees no children: a browser that takes over what it has drawn
 * draws the same at first, and then looks.
 */
export function slotsOf(host: LitElement): readonly string[] {
  if (host.hasUpdated || !isDrawnByServer(host)) return Array.from(host.children, ({ slot }) => slot);
  if (!isServer) void host.updateComplete.then(() => host.requestUpdate());
  return [];
}

/** A client that has what came with the page, and asks nobody. */
export function serverClient({ sessionTokenUrl, ...options }: ClientOptions): Client {
  const refuse = (): Promise<never> => Promise.reject(new TypeError('A server renders what it was given'));
  const getSessionToken = sessionTokenUrl === undefined ? undefined : refuse;
  try {
    return createClient({ ...options, getSessionToken, fetch: refuse, noShare: true });
  } catch (error) {
    return failedClient(error).client;
  }
}
