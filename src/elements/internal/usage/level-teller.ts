import { BillingUsageLevelChangeEvent, type UsageLevel } from '../../events.js';

type Host = HTMLElement & { readonly renderRoot: HTMLElement | DocumentFragment };

/** Tells once, to the page and aloud, that a meter has crossed a threshold. */
export class LevelTeller {
  readonly #host: Host;
  #told: { readonly feature: string; readonly level: UsageLevel } | undefined;

  constructor(host: Host) {
    this.#host = host;
  }

  /** If the first reading is not normal, the page is told. But it did not just happen, so it is not said aloud. */
  tell(feature: string, level: UsageLevel, say: () => string): void {
    const before = this.#told?.feature === feature ? this.#told.level : undefined;
    if (level === before) return;
    this.#told = { feature, level };
    if (before !== undefined) this.#announce(say());
    if (before !== undefined || level !== 'normal') this.#host.dispatchEvent(new BillingUsageLevelChangeEvent(feature, level));
  }

  /** Written outside of the template: only a change in a region that is already there is read out. */
  #announce(text: string): void {
    const region = this.#host.renderRoot.querySelector('[role=status]');
    if (region) region.textContent = text;
  }
}
