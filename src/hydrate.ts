import '@lit-labs/ssr-client/lit-element-hydrate-support.js';
import { adoptStyles, LitElement } from 'lit';
import { languageAt } from './elements/internal/words/language-observer.js';
import { languageFor, loadLanguage } from './elements/internal/words/languages.js';
import { isTakenOver } from './elements/internal/client/on-server.js';

/** The parts of Lit's elements that are changed here, by names that Lit keeps. */
interface Innards {
  scheduleUpdate(): void | Promise<unknown>;
  update(changed: Map<PropertyKey, unknown>): void;
}

// Lit asks for this when it is loaded. If it was loaded before, this comes too late.
if (!Object.hasOwn(LitElement, 'observedAttributes')) {
  (globalThis as { litElementHydrateSupport?: (lit: { LitElement: typeof LitElement }) => void }).litElementHydrateSupport?.({ LitElement });
}

const innards = LitElement.prototype as unknown as Innards;
const { scheduleUpdate, update } = innards;

/** The first drawing in the browser has to have the server's words, so their language has to be here. */
innards.scheduleUpdate = function (this: LitElement) {
  const language = isTakenOver(this) ? languageFor(languageAt(this)) : 'en';
  if (language === 'en') return scheduleUpdate.call(this);
  return loadLanguage(language).then(() => scheduleUpdate.call(this));
};

/** A page's policy may refuse the styles in the drawn root, but not those that the script adopts. */
function restyle({ shadowRoot, constructor }: LitElement): void {
  const style = shadowRoot?.firstElementChild;
  if (style instanceof HTMLStyleElement && style.sheet) return;
  if (shadowRoot) adoptStyles(shadowRoot, (constructor as typeof LitElement).elementStyles);
}

/** If the server drew something else (another user's data, another release of the kit), the element is drawn anew. */
innards.update = function (this: LitElement, changed) {
  if (!isTakenOver(this)) return update.call(this, changed);
  try {
    update.call(this, changed);
  } catch {
    this.shadowRoot?.replaceChildren();
    update.call(this, changed);
  }
  restyle(this);
};
