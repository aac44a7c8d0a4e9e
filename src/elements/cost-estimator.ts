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
 * Sliders for metered use and for seats: what each plan would cost a month, to the cent as the API bills it, and which one
 * fits best. Like `<pricing-table>` it needs a provider, a publishable key, or plans that come with the page, and its button
 * does the same. Taxes are left out.
 *
 * @slot heading - Instead of "Estimate your cost".
 * @fires billing-estimate-change - Someone has changed the estimated use or seats.
 * @fires billing-checkout-request - Someone chose a plan; cancel it to act yourself.
 * @fires billing-plan-change-request - The same, if it would change a paid subscription.
 * @fires billing-signup-request - The same, if nobody is signed in.
 * @fires billing-contact-request - Someone wants to talk about a plan without a price.
 * @fires billing-sign-in-request - Someone wants to sign in. Unless this is canceled, the session is asked for again.
 * @fires billing-error - The plans could not be loaded, or a checkout could not be opened.
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

  /** Units a month, by feature key; as an attribute `api_calls=64000, transfer_gb=20`. The reader's choices change it. */
  @property({ converter: readAmounts }) usage: Readonly<Record<string, number>> = {};

  /** How many seats. Default: as many as there are now. */
  @property({ type: Number }) seats?: number;

  /** The numeric limit that seats count against, such as `team_members`: plans that hold fewer do not fit. */
  @property({ attribute: 'seat-feature' }) seatFeature?: string;

  /** Which prices are compared: `month`, `year`, or `3-month` and the like. Default: as the customer pays now. */
  @property() interval?: string;

  /** ISO 4217. Default: the currency of the language's region, else the first. Customers with a paid plan always see the currency they pay in. */
  @property() currency?: string;

  /** Lets the reader choose a currency: codes separated by commas, or empty for all that the plans have. */
  @property() currencies?: string;

  /** Where the hosted checkout returns to. Default: this page. */
  @property({ attribute: 'success-url' }) successUrl?: string;

  /** Where the hosted checkout returns to without payment. Default: this page. */
  @property({ attribute: 'cancel-url' }) cancelUrl?: string;

  /** Where a plan's button leads if nobody is signed in. `{plan}`, `{price}` and `{quantity}` in it are filled in, or else added as its query. */
  @property({ attribute: 'signup-url' }) signupUrl?: string;

  /** The billing API, without a provider. */
  @property({ attribute: 'api-url' }) apiUrl?: string;

  /** A `pk_…` key, without a provider. */
  @property({ attribute: 'publishable-key' }) publishableKey?: string;

  /** A JSON file with the plans, `{ "products": [...] }`, instead of an API. */
  @property() src?: string;

  readonly #source = new PricingSource(this, (plans) => this.view.pin(plans));
  /** Fetched by an estimator, since few pages have one. */
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
