import type { TemplateResult } from 'lit';
import type { ProductList } from '../contract/product.js';
import { products } from '../core/resources/products.js';
import { costEstimator, faces, pricingTable } from '../locales/en.js';
import { BillingEstimateChangeEvent } from './events.js';
import { customElement } from './internal/custom-element.js';
import { estimate, type Estimate } from './internal/estimate.js';
import { drawEstimate, estimateBones, estimateNews } from './internal/estimate-drawing.js';
import { seatScale, usageScales, type Scale } from './internal/estimate-scale.js';
import { notice } from './internal/faces.js';
import { known } from './internal/known.js';
import { PanelElement } from './internal/panel-element.js';
import { currentOf } from './internal/plan-list.js';
import { PricingActs } from './internal/pricing-acts.js';
import { pricingPart } from './internal/pricing-part.js';
import { checkoutErrorText } from './internal/pricing-errors.js';
import type { PricingFrame } from './internal/pricing-frame.js';
import { PricingSource } from './internal/pricing-source.js';
import { pricingView } from './internal/pricing-view.js';
import { property } from './internal/property.js';
import { costEstimator as styles } from './styles/cost-estimator.js';
import { field } from './styles/field.js';
import { pricingControls } from './styles/pricing-controls.js';
import { spinner } from './styles/spinner.js';

const english = { faces, pricingTable, costEstimator };

/** As the API takes it. */
const MOST = { usage: 1e12, seats: 1_000_000 };

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
  static override styles = [...PanelElement.styles, field, pricingControls, spinner, styles];

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

  /** ISO 4217. Default: what the customer pays in now, else what the language's region pays in, else the first. */
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
  readonly #acts = new PricingActs(this);
  readonly #choices = pricingPart(this, async () => (await import('./internal/pricing-choices.js')).choicesPart);
  #frame: PricingFrame | undefined;
  #scales: readonly Scale[] = [];
  #estimate: Estimate | undefined;
  #isNews = false;
  /** What the reader chose instead of what fits best. */
  #chosen: string | undefined;

  constructor() {
    super(products, english);
  }

  protected override willUpdate(): void {
    if (this.isConnected) this.#source.look();
    const { state } = this.view;
    if (state.status === 'ready') this.#derive(state.data);
  }

  protected override renderReady(): TemplateResult {
    const { words } = this;
    const frame = this.#frame;
    const all = this.#estimate;
    if (!frame || !all || all.plans.length === 0) return notice({ title: words.text('emptyTitle'), text: words.text('emptyText') });
    return drawEstimate({
      ...frame,
      words,
      choices: frame.currencies.length > 1 ? this.#choices.get() : undefined,
      estimate: all,
      scales: this.#scales,
      chosen: all.plans.find(({ plan, status }) => plan.product.id === this.#chosen && status !== 'over') ?? all.best,
      amountOf: (scale) => this.#amountOf(scale),
      set: (scale, amount) => this.#set(scale, amount),
      take: ({ plan }) => {
        this.#chosen = plan.product.id;
        this.requestUpdate();
      },
      news: this.#isNews ? estimateNews(words, all) : '',
    });
  }

  protected override renderBones(): TemplateResult {
    return estimateBones;
  }

  #derive(list: ProductList): void {
    const { plans, currency, currencies, interval, features } = this;
    const acts = this.#acts;
    const { client } = this.billing;
    const seats = this.seats ?? currentOf(list)?.seats ?? 1;
    const view = pricingView(list, { plans, interval, currency, currencies, seats, lang: this.words.lang });
    const standing = { client, subscription: view.subscription };
    this.#frame = {
      ...view,
      seats: undefined, // it has a slider
      words: this.words,
      compact: true,
      busy: acts.busy,
      failureOf: ({ product: { id } }) => (acts.failure?.productId === id ? this.words.text(checkoutErrorText(acts.failure.error)) : undefined),
      linkFor: (plan) => acts.linkFor(plan, standing),
      choose: (plan, event) => acts.choose(plan, standing, event),
      change: (choice) => void Object.assign(this, choice),
    };
    const named = features?.split(',').map((key) => key.trim());
    const scales = usageScales(view.products);
    const bySeat = seatScale(view.products, this.words.text('seats'), view.seats ?? 1);
    this.#scales = [...(named ? named.flatMap((key) => scales.find(({ feature }) => feature === key) ?? []) : scales), ...(bySeat ? [bySeat] : [])];
    const usage = Object.fromEntries(scales.map((scale) => [scale.feature, this.#amountOf(scale)]));
    this.#estimate = estimate(view.plans, { usage, seats, seatFeature: this.seatFeature });
  }

  /** As the page or the reader has it, else what is usual; of what is not asked for, nothing. */
  #amountOf(scale: Scale): number {
    if (scale.feature === undefined) return this.seats ?? scale.usual;
    const given = known(this.usage, scale.feature);
    return given ?? (this.features === undefined || this.features.includes(scale.feature) ? scale.usual : 0);
  }

  #set(scale: Scale, asked: number): void {
    const { feature } = scale;
    const least = feature === undefined ? 1 : 0;
    const amount = Math.min(MOST[feature === undefined ? 'seats' : 'usage'], Math.max(least, feature === undefined ? Math.floor(asked) : asked));
    if (!Number.isFinite(amount)) return this.requestUpdate();
    if (feature === undefined) this.seats = amount;
    else this.usage = { ...this.usage, [feature]: amount };
    this.#chosen = undefined;
    this.#isNews = true;
    void this.updateComplete.then(() => this.#tell());
  }

  #tell(): void {
    const all = this.#estimate;
    if (!all || !this.isConnected) return;
    const costs = all.plans.map((one) => ({
      productId: one.plan.product.id,
      priceId: one.plan.price?.id,
      status: one.status,
      ...(one.status === 'sum' && { monthly: one.monthly, currency: one.currency }),
    }));
    const asked = this.#scales.filter(({ feature }) => feature !== undefined);
    const usage = Object.fromEntries(asked.map((scale) => [scale.feature, this.#amountOf(scale)]));
    this.dispatchEvent(new BillingEstimateChangeEvent(usage, this.seats ?? 1, costs, all.best?.plan.product.id));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cost-estimator': CostEstimator;
  }
}
