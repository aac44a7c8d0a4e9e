import type { ProductFeature, ProductList } from '../../../contract/product.js';
import type { UsageMetric } from '../../../contract/usage.js';
import { upgradeNudge } from '../../../locales/en/upgrade-nudge.js';
import { pricingTable, type faces } from '../../../locales/en.js';
import type { ActionController } from '../element/action-controller.js';
import type { AlertCard } from './alert-card.js';
import { amountText } from '../words/amount.js';
import type { BillingController } from '../client/billing-controller.js';
import type { ResourceView } from '../client/resource-view.js';
import { nearDayText } from '../words/dates.js';
import type { Action } from '../element/faces.js';
import { openingPlan } from '../gate/gate-plan.js';
import { featureOf, limitOf } from '../plans/plan-list.js';
import { offerOf, type Offer } from '../plans/plan-offer.js';
import { buttonText } from '../plans/plan-words.js';
import { upgradeAction, type UpgradeHost } from '../upgrade/upgrade-action.js';
import { readUsage } from '../usage/usage-reading.js';
import type { Words } from '../words/words.js';

const nudge = { upgradeNudge };
const table = { pricingTable };

/** What is said when a quota is nearly used up, and the plan that has more of it. */
export class UsageOffer {
  readonly #words;
  readonly #table;
  readonly #catalog: ResourceView<ProductList>;

  constructor(words: Words<{ faces: typeof faces }>, catalog: ResourceView<ProductList>) {
    this.#words = words.and(nudge);
    this.#table = words.and(table);
    this.#catalog = catalog;
  }

  get dismissLabel(): string {
    return this.#words.text('dismiss');
  }

  /** Undefined while the plans are loading. @param plans the ids of those that may be offered */
  of(metric: UsageMetric, plans: readonly string[] | undefined): { texts: Pick<AlertCard, 'tone' | 'title' | 'text'>; offer: Offer | undefined } | undefined {
    this.#catalog.wanted = true;
    const { state } = this.#catalog;
    if (state.status === 'loading') return undefined;
    const requirement = { feature: metric.feature_key, plans };
    const product = state.status === 'ready' ? openingPlan(requirement, 'quota_exceeded', state.data) : undefined;
    const offer = product && state.status === 'ready' ? offerOf(state.data, product, { lang: this.#words.lang }) : undefined;
    const feature = product && featureOf(product, metric.feature_key);
    const { title, text, tone } = this.#usage(metric);
    return { texts: { tone, title, text: `${text} ${feature ? this.#more(product.name, feature) : ''}` }, offer };
  }

  /** The way to more of it; none if no plan has more and the page gave no address. */
  action(host: UpgradeHost, billing: BillingController, actions: ActionController, offer: Offer | undefined): Action | undefined {
    if (!offer && !host.upgradeUrl) return undefined;
    return upgradeAction(host, billing, actions, offer ? buttonText(this.#table, offer.plan) : this.#words.text('seePlans'), offer);
  }

  #usage(metric: UsageMetric): Pick<AlertCard, 'tone'> & { title: string; text: string } {
    const words = this.#words;
    const { title: feature, remaining, ratio, unit } = readUsage(metric, { near: 0, over: 100 });
    const date = nearDayText(words, metric.period_end);
    if (ratio >= 1) return { tone: 'bad', title: words.text('over', { feature }), text: words.text('anew', { date }) };
    const percent = words.percent(Math.floor(ratio * 100) / 100);
    return { tone: 'warn', title: words.text('near', { percent, feature }), text: words.text('left', { amount: amountText(words, remaining, unit), date }) };
  }

  #more(plan: string, feature: ProductFeature): string {
    const words = this.#words;
    const limit = limitOf(feature);
    if (limit === undefined || limit === Infinity) return words.text('unlimited', { plan });
    return words.text('more', { plan, amount: amountText(words, limit, feature.properties.unit) });
  }
}
