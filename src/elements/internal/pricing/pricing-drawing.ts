import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import type { ProductList } from '../../../contract/product.js';
import type { Client } from '../../../core/client.js';
import { refusals } from '../checkout/check-out.js';
import type { OnDemand } from '../element/on-demand.js';
import { isDrawnByServer } from '../client/on-server.js';
import type { TableWords } from '../plans/plan-words.js';
import { PricingActions, type PricingActionsHost } from './pricing-actions.js';
import { cards } from './pricing-cards.js';
import { controls } from './pricing-controls.js';
import type { PricingFrame } from './pricing-frame.js';
import { pricingPart } from './pricing-part.js';
import { PricingReturn } from './pricing-return.js';
import { pricingView, type PricingChoices, type PricingView } from './pricing-view.js';
import type { ReturnedCheckout } from '../checkout/returned-checkout.js';

export type PricingHost = LitElement &
  PricingActionsHost &
  Partial<Omit<PricingChoices, 'lang'>> & { readonly layout: 'cards' | 'comparison'; readonly compact: boolean };

/** What a pricing table shows once it has plans. Parts that few tables need are fetched when needed. */
export class PricingDrawing {
  readonly #host: PricingHost;
  readonly #words: TableWords;
  readonly #actions: PricingActions;
  readonly #refusal: ReturnType<typeof refusals>;
  readonly #returned: PricingReturn;
  readonly #comparison: OnDemand<(frame: PricingFrame) => TemplateResult>;
  readonly #choices: OnDemand<(frame: PricingFrame) => TemplateResult>;
  readonly #banner: OnDemand<(frame: PricingFrame, returned: ReturnedCheckout) => TemplateResult>;
  #frame: PricingFrame | undefined;

  constructor(host: PricingHost, words: TableWords) {
    this.#host = host;
    this.#words = words;
    this.#actions = new PricingActions(host);
    this.#refusal = refusals(host);
    this.#returned = new PricingReturn(host);
    this.#comparison = pricingPart(host, async () => (await import('./pricing-comparison.js')).comparisonPart);
    this.#choices = pricingPart(host, async () => (await import('./pricing-choices.js')).choicesPart);
    this.#banner = pricingPart(host, async () => (await import('./pricing-banner.js')).bannerPart);
  }

  get isEmpty(): boolean {
    return this.#frame?.plans.length === 0;
  }

  get isBusy(): boolean {
    return this.#actions.busy !== undefined;
  }

  /** Derives everything that is shown; called once per update. False while a part is being fetched. */
  update(list: ProductList, client: Client | undefined): boolean {
    const { plans, interval, currency, currencies, seats, compact } = this.#host;
    const words = this.#words;
    const actions = this.#actions;
    this.#returned.follow(client);
    const view = pricingView(list, { plans, interval, currency, currencies, seats, lang: words.lang, asOnServer: isDrawnByServer(this.#host) });
    const standing = { client, subscription: view.subscription };
    this.#frame = {
      ...view,
      words,
      compact,
      busy: actions.busy,
      failureOf: ({ product: { id } }) =>
        actions.failure?.productId === id ? this.#refusal(words, actions.failure.error) : undefined,
      linkFor: (plan) => actions.linkFor(plan, standing),
      choose: (plan, event) => actions.choose(plan, standing, event),
      change: (choice) => void Object.assign(this.#host, choice),
    };
    const wanted = [this.#isComparison && this.#comparison, this.#hasChoices(view) && this.#choices, view.subscription?.pendingChange && this.#banner];
    return words.ready && wanted.every((part) => !part || part.get() || part.error);
  }

  controls(): TemplateResult | typeof nothing | undefined {
    const frame = this.#frame;
    return frame && controls(frame, this.#hasChoices(frame) ? this.#choices.get()?.(frame) : undefined);
  }

  /** The comparison; if its file did not come, cards say the same. */
  plans(): TemplateResult | undefined {
    const layout = this.#isComparison ? this.#comparison.get() : undefined;
    return this.#frame && (layout ?? cards)(this.#frame);
  }

  /** How a checkout ended, or what is booked; and, only read aloud, that one is being opened. Always there, so that its news is read. */
  news(): TemplateResult {
    const { state } = this.#returned;
    const banner = state.status === 'none' && !this.#frame?.subscription?.pendingChange ? undefined : this.#banner.get();
    return html`
      <div role="status">
        ${this.#frame && banner?.(this.#frame, state)}
        ${this.isBusy ? html`<p class="hidden">${this.#words.text('starting')}</p>` : nothing}
      </div>
    `;
  }

  get #isComparison(): boolean {
    return this.#host.layout === 'comparison';
  }

  #hasChoices({ seats, currencies }: PricingView): boolean {
    return seats !== undefined || currencies.length > 1;
  }
}
