import { adoptStyles, type CSSResult, type LitElement } from 'lit';

const late = new WeakMap<LitElement, readonly CSSResult[]>();

/** The styles that an element has besides those of its class. */
export const lateStyles = (element: LitElement): readonly CSSResult[] => late.get(element) ?? [];

/** Adds the styles of a part that was fetched to its element. They replace those added before. */
export function adoptLate(element: LitElement, styles: CSSResult | readonly CSSResult[]): void {
  late.set(element, [styles].flat());
  const { renderRoot, ownerDocument, constructor } = element;
  if (ownerDocument !== document) return dressAnew(element);
  const { elementStyles } = constructor as typeof LitElement;
  if (renderRoot instanceof ShadowRoot) adoptStyles(renderRoot, [...elementStyles, ...lateStyles(element)]);
}

/**
 * For an element that was moved into another document, such as an iframe: its sheets stay behind. One that was never drawn
 * gets its root here, since Lit would give it sheets that this document cannot use.
 */
export function dressAnew(element: LitElement): void {
  (element as { renderRoot: HTMLElement | DocumentFragment }).renderRoot ??= element.shadowRoot ?? element.attachShadow({ mode: 'open' });
  void import('./adopted.js').then(({ dress }) => dress(element));
}
