import { isServer, LitElement } from 'lit';
import { VERSION } from '../../../version.js';
import { dressAnew } from './late-styles.js';

const LOADED = Symbol.for('billing-elements.version');
const page = globalThis as { [LOADED]?: string };
page[LOADED] ??= VERSION;

/**
 * The console tells a page's author what is wrong with it: on their own machine only, and not if a program drives the
 * browser. Readers do not fetch this.
 */
const advisor =
  !isServer && !navigator.webdriver && /^(127\.|\[::1]|(.*\.)?localhost$)/.test(location.hostname)
    ? import('../advice/advisor.js')
    : undefined;

/**
 * Registers a tag unless it is taken: a page that loads the kit twice keeps the first copy, and hears once when
 * the copies differ. The name is lit's, so that the manifest analyzer sees the tag.
 */
export const customElement =
  (tag: string) =>
  (constructor: typeof LitElement): void => {
    if (customElements.get(tag)) return warnOfOtherVersion();
    Object.assign(constructor.prototype, { adoptedCallback }); // before it is defined, when the browser looks for it
    constructor.addInitializer((element) => {
      // Only hydrate.js takes over what a server drew. Without it, or before it, everything would be drawn twice.
      if (!Object.hasOwn(LitElement, 'observedAttributes')) element.shadowRoot?.replaceChildren();
      void advisor?.then(({ advise }) => advise(element as LitElement), () => {});
    });
    customElements.define(tag, constructor);
  };

function adoptedCallback(this: LitElement): void {
  dressAnew(this);
}

function warnOfOtherVersion(): void {
  const loaded = page[LOADED];
  if (loaded === VERSION) return;
  page[LOADED] = VERSION;
  // eslint-disable-next-line no-console -- the one place a developer can learn of it
  console.warn(`billing-elements ${VERSION} was loaded beside ${loaded ?? 'another version'}, which stays in use.`);
}
