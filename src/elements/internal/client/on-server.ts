import { isServer, type LitElement, type ReactiveControllerHost } from 'lit';

type Host = ReactiveControllerHost & Element;
/** Any element; Lit's own say whether they have updated. */
type Drawn = Pick<Element, 'shadowRoot'> & { readonly hasUpdated?: boolean };

/**
 * A server's renderer does not connect elements or call controllers: it sets the attributes, derives and renders once. There
 * `look` runs before the element derives what it shows; in a browser it never runs.
 */
export function beforeRendering(host: Host, look: () => void): void {
  if (!isServer) return;
  const element = host as Host & { willUpdate(changed: unknown): void };
  const { willUpdate } = element;
  element.willUpdate = (changed) => {
    // Without a root, requests from inside the element do not reach the providers around it.
    if (!element.shadowRoot) element.attachShadow({ mode: 'open' });
    look();
    willUpdate.call(element, changed);
  };
}

/** Drawn by a server, now or before it came here. Then its root holds its styles; what a browser draws adopts them. */
export const isDrawnByServer = ({ shadowRoot }: Drawn): boolean => isServer || shadowRoot?.firstElementChild?.localName === 'style';

/** Drawn by a server, and not yet updated here: until then it has to look as the server saw it. */
export const isTakenOver = (element: Drawn): boolean => !element.hasUpdated && isDrawnByServer(element);

/**
 * The children of an element. A server does not see them, so a browser that takes over what the server drew first draws the
 * same, and then looks.
 */
export function childrenOf(host: LitElement): readonly Element[] {
  if (!isTakenOver(host)) return [...host.children];
  if (!isServer) void host.updateComplete.then(() => host.requestUpdate());
  return [];
}
