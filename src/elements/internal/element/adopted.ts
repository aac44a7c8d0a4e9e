import type { LitElement } from 'lit';
import { lateStyles } from './late-styles.js';

type Realm = Window & typeof globalThis;

/** By their text. */
const sheets = new WeakMap<Document, Map<string, CSSStyleSheet>>();

/** Gives an element its styles again in its new document: two documents cannot share a sheet. */
export function dress(element: LitElement): void {
  const { shadowRoot, ownerDocument, constructor } = element;
  const realm = ownerDocument.defaultView as Realm | null;
  if (!realm || !shadowRoot) return;
  const known = sheets.get(ownerDocument) ?? new Map<string, CSSStyleSheet>();
  sheets.set(ownerDocument, known);
  shadowRoot.adoptedStyleSheets = [...(constructor as typeof LitElement).elementStyles, ...lateStyles(element)].map((style) => {
    const text = 'cssText' in style ? style.cssText : Array.from(style.cssRules, ({ cssText }) => cssText).join('');
    let sheet = known.get(text);
    if (!sheet) {
      known.set(text, (sheet = new realm.CSSStyleSheet()));
      sheet.replaceSync(text);
    }
    return sheet;
  });
}
