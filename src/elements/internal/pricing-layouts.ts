import { adoptStyles, type LitElement, type TemplateResult } from 'lit';
import { cards } from './pricing-cards.js';
import type * as comparisonModule from './pricing-comparison.js';
import type { PricingFrame } from './pricing-frame.js';

export type PricingLayout = 'cards' | 'comparison';

type Comparison = typeof comparisonModule;

/** The ways to draw a pricing table. The comparison is fetched with the first table that wants it. */
export class PricingLayouts {
  readonly #host: LitElement & { readonly layout: PricingLayout };
  #comparison: Comparison | undefined;
  #failed = false;
  #loading = false;

  constructor(host: LitElement & { readonly layout: PricingLayout }) {
    this.#host = host;
  }

  /** Whether the wanted layout can be drawn now; if not, it is on its way. */
  get ready(): boolean {
    if (this.#host.layout !== 'comparison' || this.#comparison || this.#failed) return true;
    if (!this.#loading) void this.#load();
    return false;
  }

  draw(frame: PricingFrame): TemplateResult {
    return this.#host.layout === 'comparison' && this.#comparison ? this.#comparison.comparison(frame) : cards(frame);
  }

  async #load(): Promise<void> {
    this.#loading = true;
    try {
      this.#comparison = await import('./pricing-comparison.js');
      this.#adopt(this.#comparison);
    } catch {
      this.#failed = true; // the file did not come: cards say the same
    }
    this.#loading = false;
    this.#host.requestUpdate();
  }

  #adopt({ comparisonStyles }: Comparison): void {
    const { renderRoot, constructor } = this.#host;
    if (renderRoot instanceof ShadowRoot) adoptStyles(renderRoot, [...(constructor as typeof LitElement).elementStyles, comparisonStyles]);
  }
}
