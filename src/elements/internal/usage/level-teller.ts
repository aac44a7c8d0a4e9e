import { BillingUsageLevelChangeEvent, type UsageLevel } from '../../events.js';

type Host = HTMLElement & { readonly renderRoot: HTMLElement | DocumentFragment };

/** Tells of thresholds that a meter has crossed: once per crossing, to the page and aloud. */
export class LevelTeller {
  readonly #host: Host;
  #told: { readonly feature: string; readonly level: UsageLevel } | undefined;

  constructor(host: Host) {
    this.#host = host;
  }

  /** A first reading that is not normal is news for the page, but nothing that just happened: it is not said aloud. */
  tell(feature: string, level: UsageLevel, say: () => string): void {
    const before = this.#told?.feature === feature ? this.#told.level : undefined;
    if (level === before) return;
    this.#told = { feature, level };
    if (before !== undefined) this.#announce(say());
    if (before !== undefined || level !== 'normal') this.#host.dispatchEvent(new BillingUsageLevelChangeEvent(feature, level));
  }

  /** Written past the template: only a change of a region that is there already is said aloud. */
  #announce(text: string): void {
    const region = this.#host.renderRoot.querySelector('[role=status]');
    if (region) region.textContent = text;
  }
}
