import type { LitElement, nothing, TemplateResult } from 'lit';
import type { ProductList } from '../../contract/product.js';
import type { Client } from '../../core/client.js';
import { adoptLate, OnDemand } from './on-demand.js';
import { isDrawnByServer } from './on-server.js';
import type { TableWords } from './plan-words.js';
import { PricingActs, type PricingActsHost } from './pricing-acts.js';
import { cards } from './pricing-cards.js';
import { controls } from './pricing-controls.js';
import { checkoutErrorText } from './pricing-errors.js';
import type { PricingFrame } from './pricing-frame.js';
import { news, PricingReturn } from './pricing-return.js';
import { pricingView, type PricingChoices } from './pricing-view.js';

export type PricingHost = LitElement &
  PricingActsHost &
  Partial<Omit<PricingChoices, 'lang'>> & { readonly layout: 'cards' | 'comparison'; readonly compact: boolean };

/** What a pricing table shows once it has plans. The comparison is fetched where it is wanted: most tables are cards. */
export class PricingDrawing {
  readonly #host: PricingHost;
  readonly #words: TableWords;
  readonly #acts: PricingActs;
  readonly #returned: PricingReturn;
  readonly #comparison: OnDemand<(frame: PricingFrame) => TemplateResult>;
  #frame: PricingFrame | undefined;

  constructor(host: PricingHost, words: TableWords) {
    this.#host = host;
    this.#words = words;
    this.#acts = new PricingActs(host);
    this.#returned = new PricingReturn(host);
    this.#comparison = new OnDemand(host, async () => {
      const { comparison, pricingComparison } = await import('./pricing-comparison.js');
      adoptLate(host, pricingComparison);
      return comparison;
    });
  }

  get isEmpty(): boolean {
    return this.#frame?.plans.length === 0;
  }

  get isBusy(): boolean {
    return this.#acts.busy !== undefined;
  }

  /** Derives everything that is shown; called once per update. False while a part of it is on its way. */
  update(list: ProductList, client: Client | undefined): boolean {
    const { plans, interval, currency, currencies, seats, compact, layout } = this.#host;
    const words = this.#words;
    const acts = this.#acts;
    this.#returned.follow(client);
    const view = pricingView(list, { plans, interval, currency, currencies, seats, lang: words.lang, asOnServer: isDrawnByServer(this.#host) });
    const standing = { client, subscription: view.subscription };
    this.#frame = {
      ...view,
      words,
      compact,
      busy: acts.busy,
      failureOf: ({ product: { id } }) =>
        acts.failure?.productId === id ? words.text(checkoutErrorText(acts.failure.error)) : undefined,
      linkFor: (plan) => acts.linkFor(plan, standing),
      choose: (plan, event) => acts.choose(plan, standing, event),
      change: (choice) => void Object.assign(this.#host, choice),
    };
    const isWaiting = layout === 'comparison' && !this.#comparison.get() && !this.#comparison.error;
    return words.ready && !isWaiting;
  }

  controls(): TemplateResult | typeof nothing | undefined {
    return this.#frame && controls(this.#frame);
  }

  /** The comparison, unless its file did not come: cards say the same. */
  plans(): TemplateResult | undefined {
    const layout = this.#host.layout === 'comparison' ? this.#comparison.get() : undefined;
    return this.#frame && (layout ?? cards)(this.#frame);
  }

  news(): TemplateResult | undefined {
    return this.#frame && news(this.#frame, this.#returned.state);
  }
}
