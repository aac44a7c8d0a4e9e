import { isServer, type LitElement, type ReactiveControllerHost } from 'lit';

type Host = ReactiveControllerHost & Element;
/** Any element; Lit's own say whether they have updated. */
type Drawn = Pick<Element, 'shadowRoot'> & { readonly hasUpdated?: boolean };

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
export const isDrawnByServer = ({ shadowRoot }: Drawn): boolean => isServer || shadowRoot?.firstElementChild?.localName === 'style';

/** Drawn by a server, and not yet updated here: until then it has to look as the server saw it. */
export const isTakenOver = (element: Drawn): boolean => !element.hasUpdated && isDrawnByServer(element);

/**
 * What stands in an element. A server does not see it: a browser that takes over what it has drawn draws the same at
 * first, and then looks.
 */
export function childrenOf(host: LitElement): readonly Element[] {
  if (!isTakenOver(host)) return [...host.children];
  if (!isServer) void host.updateComplete.then(() => host.requestUpdate());
  return [];
}
