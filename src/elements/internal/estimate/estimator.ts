import type { LitElement, TemplateResult } from 'lit';
import type { ProductList } from '../../../contract/product.js';
import { faces, pricingTable } from '../../../locales/en.js';
import { costEstimate } from '../../../locales/en/cost-estimate.js';
import { BillingEstimateChangeEvent } from '../../events.js';
import { costEstimator as styles } from '../../styles/cost-estimator.js';
import { field } from '../../styles/field.js';
import { pricingControls } from '../../styles/pricing-controls.js';
import { spinner } from '../../styles/spinner.js';
import { refusals } from '../checkout/check-out.js';
import type { BillingController } from '../client/billing-controller.js';
import { estimate, type Estimate } from './estimate.js';
import { drawEstimate, estimateNews } from './estimate-drawing.js';
import { seatScale, usageScales, type Scale } from './estimate-scale.js';
import { notice } from '../element/faces.js';
import { known } from '../element/known.js';
import { chosen, listed } from '../element/listed.js';
import type { OnDemand } from '../element/on-demand.js';
import { currentOf } from '../plans/plan-list.js';
import { MOST_SEATS } from '../plans/plan-prices.js';
import { PricingActions, type PricingActionsHost } from '../pricing/pricing-actions.js';
import type { PricingFrame } from '../pricing/pricing-frame.js';
import { pricingPart } from '../pricing/pricing-part.js';
import { pricingView, type PricingChoices } from '../pricing/pricing-view.js';
import type { WordsOf } from '../words/words.js';

export const estimatorStyles = [field, pricingControls, spinner, styles];

const english = { faces, pricingTable, costEstimate };
type EstimatorWords = WordsOf<typeof english>;

export type EstimatorHost = LitElement &
  PricingActionsHost &
  Partial<Omit<PricingChoices, 'lang' | 'seats'>> & {
    readonly features?: string | undefined;
    readonly seatFeature?: string | undefined;
    usage: Readonly<Record<string, number>>;
    seats?: number | undefined;
  };

/** The API takes no larger amounts. */
const MOST = { usage: 1e12, seats: MOST_SEATS };

/** What a cost estimator does once it has plans: it takes the needs, computes what each plan costs, and finds the one that fits. */
export class Estimator {
  readonly #host: EstimatorHost;
  readonly #billing: BillingController;
  readonly #words: EstimatorWords;
  readonly #actions: PricingActions;
  readonly #refusal: ReturnType<typeof refusals>;
  readonly #choices: OnDemand<(frame: PricingFrame) => TemplateResult>;
  #frame: PricingFrame | undefined;
  #scales: readonly Scale[] = [];
  #estimate: Estimate | undefined;
  #isNews = false;
  /** The plan that the reader chose instead of the one that fits best. */
  #chosen: string | undefined;

  constructor(host: EstimatorHost, billing: BillingController, words: Pick<EstimatorWords, 'and'>) {
    this.#host = host;
    this.#billing = billing;
    this.#words = words.and(english);
    this.#actions = new PricingActions(host);
    this.#refusal = refusals(host);
    this.#choices = pricingPart(host, async () => (await import('../pricing/pricing-choices.js')).choicesPart, estimatorStyles);
  }

  draw(): TemplateResult {
    const words = this.#words;
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
        this.#host.requestUpdate();
      },
      news: this.#isNews ? estimateNews(words, all) : '',
    });
  }

  /** Derives everything that is shown; called once per update. */
  derive(list: ProductList): void {
    const { plans, currency, currencies, interval, features, seatFeature } = this.#host;
    const words = this.#words;
    const actions = this.#actions;
    const { client } = this.#billing;
    const seats = this.#host.seats ?? currentOf(list)?.seats ?? 1;
    const view = pricingView(list, { plans, interval, currency, currencies, seats, lang: words.lang });
    const standing = { client, subscription: view.subscription };
    this.#frame = {
      ...view,
      seats: undefined, // it has a slider
      words,
      compact: true,
      busy: actions.busy,
      failureOf: ({ product: { id } }) => (actions.failure?.productId === id ? this.#refusal(words, actions.failure.error) : undefined),
      linkFor: (plan) => actions.linkFor(plan, standing),
      choose: (plan, event) => actions.choose(plan, standing, event),
      change: (choice) => void Object.assign(this.#host, choice),
    };
    const scales = usageScales(view.products);
    const bySeat = seatScale(view.products, words.text('seats'), view.seats ?? 1);
    this.#scales = [...chosen(scales, features, ({ feature }) => feature), ...(bySeat ? [bySeat] : [])];
    const usage = Object.fromEntries(scales.map((scale) => [scale.feature, this.#amountOf(scale)]));
    this.#estimate = estimate(view.plans, { usage, seats, seatFeature });
  }

  /** The amount that the page or the reader has set, else the usual one; 0 for a feature that is not asked for. */
  #amountOf(scale: Scale): number {
    const { seats, usage, features } = this.#host;
    if (scale.feature === undefined) return seats ?? scale.usual;
    const given = known(usage, scale.feature);
    return given ?? (features === undefined || listed(features)?.includes(scale.feature) ? scale.usual : 0);
  }

  #set(scale: Scale, asked: number): void {
    const host = this.#host;
    const { feature } = scale;
    const least = feature === undefined ? 1 : 0;
    const amount = Math.min(MOST[feature === undefined ? 'seats' : 'usage'], Math.max(least, feature === undefined ? Math.floor(asked) : asked));
    if (!Number.isFinite(amount)) return host.requestUpdate();
    if (feature === undefined) host.seats = amount;
    else host.usage = { ...host.usage, [feature]: amount };
    this.#chosen = undefined;
    this.#isNews = true;
    void host.updateComplete.then(() => this.#tell());
  }

  #tell(): void {
    const all = this.#estimate;
    if (!all || !this.#host.isConnected) return;
    const costs = all.plans.map((one) => ({
      productId: one.plan.product.id,
      priceId: one.plan.price?.id,
      status: one.status,
      ...(one.status === 'sum' && { monthly: one.monthly, currency: one.currency }),
    }));
    const asked = this.#scales.filter(({ feature }) => feature !== undefined);
    const usage = Object.fromEntries(asked.map((scale) => [scale.feature, this.#amountOf(scale)]));
    this.#host.dispatchEvent(new BillingEstimateChangeEvent(usage, this.#host.seats ?? 1, costs, all.best?.plan.product.id));
  }
}
