import { html, type TemplateResult } from 'lit';
import type { ProductList } from '../contract/product.js';
import { products } from '../core/resources/products.js';
import { costEstimator, faces, pricingTable } from '../locales/en.js';
import { customElement } from './internal/element/custom-element.js';
import { notice } from './internal/element/faces.js';
import { adoptLate, OnDemand } from './internal/element/on-demand.js';
import { PanelElement } from './internal/element/panel-element.js';
import { PricingSource } from './internal/pricing/pricing-source.js';
import { property } from './internal/element/property.js';
import { troubleNotice } from './internal/element/trouble.js';
import { estimateBones as boneStyles } from './styles/estimate-bones.js';

const english = { faces, pricingTable, costEstimator };

const estimateBones: TemplateResult = html`
  ${[40, 57, 57, 57, 182, 70, 40].map((height) => html`<p class="bone h${height}">&nbsp;</p>`)}
`;

/** `api_calls=64000, transfer_gb=20` */
function readAmounts(text: string | null): Record<string, number> {
  const pairs = (text ?? '').split(',').map((pair) => pair.split('='));
  return Object.fromEntries(pairs.map(([key = '', amount]) => [key.trim(), Number(amount)]).filter(([, amount]) => Number(amount) >= 0));
}

/**
 * Sliders over what the plans of a catalog measure, and over seats: what each plan would cost a month, to the cent as
 * the API bills it, and which one fits best. It needs a provider, a publishable key, or plans that come with the page, as
 * `<pricing-table>` does, and its button does what the one there does. Taxes are not worked out.
 *
 * @slot heading - Instead of "Estimate your cost".
 * @fires billing-estimate-change - Someone estimated for another amount.
 * @fires billing-checkout-request - Someone chose a plan; cancel it to act yourself.
 * @fires billing-plan-change-request - The same, with a paid subscription that it would change.
 * @fires billing-signup-request - The same, with nobody signed in.
 * @fires billing-contact-request - Someone wants to talk about a plan without a price.
 * @fires billing-sign-in-request - Someone wants to sign in; not canceled, the session is asked for again.
 * @fires billing-error - The plans could not be loaded, or a checkout not opened.
 * @csspart panel
 * @csspart heading
 * @csspart controls - Currency and billing period.
 * @csspart amounts - The sliders.
 * @csspart slider
 * @csspart input
 * @csspart plans
 * @csspart plan
 * @csspart plan-chosen
 * @csspart best - "Best fit".
 * @csspart sum
 * @csspart sums - What the chosen plan's sum is made of.
 * @csspart button
 * @csspart button-primary
 * @csspart failure
 */
@customElement('cost-estimator')
export class CostEstimator extends PanelElement<ProductList, typeof english> {
  static override styles = [...PanelElement.styles, boneStyles];

  /** The plans to compare, in this order: product ids, separated by commas. Default: all. */
  @property() plans?: string;

  /** The metered features to ask for, in this order: keys, separated by commas. Default: all. */
  @property() features?: string;

  /** Units a month, by feature key; as an attribute `api_calls=64000, transfer_gb=20`. The reader's choices go in here. */
  @property({ converter: readAmounts }) usage: Readonly<Record<string, number>> = {};

  /** How many seats. Default: as many as there are now. */
  @property({ type: Number }) seats?: number;

  /** The numeric limit that seats count against, such as `team_members`: plans that hold fewer do not fit. */
  @property({ attribute: 'seat-feature' }) seatFeature?: string;

  /** Which prices are compared: `month`, `year`, or `3-month` and the like. Default: as the customer pays now. */
  @property() interval?: string;

  /** ISO 4217. Default: what the language's region pays in, else the first. Who has a paid plan sees the currency it is paid in, whatever is said here. */
  @property() currency?: string;

  /** Lets the reader choose: codes separated by commas, or empty for all that the plans have. */
  @property() currencies?: string;

  /** Where the hosted checkout returns to. Default: this page. */
  @property({ attribute: 'success-url' }) successUrl?: string;

  /** Where the hosted checkout returns to without payment. Default: this page. */
  @property({ attribute: 'cancel-url' }) cancelUrl?: string;

  /** Where nobody is signed in: may hold `{plan}`, `{price}` and `{quantity}`, else these are added as its query. */
  @property({ attribute: 'signup-url' }) signupUrl?: string;

  /** The billing API, without a provider. */
  @property({ attribute: 'api-url' }) apiUrl?: string;

  /** A `pk_…` key, without a provider. */
  @property({ attribute: 'publishable-key' }) publishableKey?: string;

  /** A JSON file with the plans, `{ "products": [...] }`, instead of an API. */
  @property() src?: string;

  readonly #source = new PricingSource(this, (plans) => this.view.pin(plans));
  /** Fetched where an estimator stands: few pages have one. */
  readonly #estimator = new OnDemand(this, async () => {
    const { Estimator, estimatorStyles } = await import('./internal/estimate/estimator.js');
    adoptLate(this, estimatorStyles);
    return new Estimator(this, this.billing, this.words);
  });

  constructor() {
    super(products, english);
  }

  protected override willUpdate(): void {
    if (this.isConnected) this.#source.look();
    const { state } = this.view;
    const estimator = this.#estimator.get();
    if (state.status === 'ready') estimator?.derive(state.data);
  }

  protected override renderReady(): TemplateResult {
    const { error } = this.#estimator;
    if (error) return notice(troubleNotice(this, this.billing, this.words, { status: 'error', error }));
    return this.#estimator.get()?.draw() ?? html`<div class="bones" aria-busy="true">${estimateBones}</div>`;
  }

  protected override renderBones(): TemplateResult {
    return estimateBones;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cost-estimator': CostEstimator;
  }
}
