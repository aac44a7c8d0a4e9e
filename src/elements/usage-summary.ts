import { html, nothing, type TemplateResult } from 'lit';
import type { Entitlement } from '../contract/entitlement.js';
import type { UsageMetric } from '../contract/usage.js';
import { entitlements } from '../core/resources/entitlements.js';
import { usageMetrics } from '../core/resources/usage-metrics.js';
import { faces, usageMeter, usageSummary } from '../locales/en.js';
import type { UsageLevel } from './events.js';
import { amountText } from './internal/words/amount.js';
import { askForMore, upgradeLink } from './internal/upgrade/ask-for-more.js';
import { customElement } from './internal/element/custom-element.js';
import { nearDayText } from './internal/words/dates.js';
import { notice } from './internal/element/faces.js';
import { chosen, listed } from './internal/element/listed.js';
import { PanelElement } from './internal/element/panel-element.js';
import { property } from './internal/element/property.js';
import { readUsage } from './internal/usage/usage-reading.js';
import { usageSummary as styles } from './styles/usage-summary.js';
import { UsageMeter } from './usage-meter.js';

const english = { faces, usageMeter, usageSummary };

/** The most pressing first. */
const LEVELS: readonly UsageLevel[] = ['over', 'near', 'normal'];
/** How many rows are drawn before the answer, if `features` does not say. */
const USUAL_FEATURES = 2;

/**
 * All metered features of the plan in one card, the fullest first, and when they start anew. All of them are one request,
 * which meters elsewhere on the page share.
 *
 * @slot heading - Instead of "Usage".
 * @fires billing-usage-level-change - From a meter in it: a threshold was crossed.
 * @fires billing-upgrade-request - Someone wants more than a limit; cancel it to show plans your own way, instead of `upgrade-url` or the dialog.
 * @fires billing-sign-in-request - Someone wants to sign in. Unless this is canceled, the session is asked for again.
 * @fires billing-error - The usage could not be loaded.
 * @csspart panel
 * @csspart heading
 * @csspart meters - The list of meters, whose own parts (label, amount, gauge, fill, level) can be reached as well.
 * @csspart limits - The list of limits that nothing is counted against.
 * @csspart resets
 * @csspart upgrade
 * @cssprop [--bar-size=6px] - How thick the bars are.
 */
@customElement('usage-summary')
export class UsageSummary extends PanelElement<readonly UsageMetric[], typeof english> {
  static override styles = [...PanelElement.styles, styles];

  /** The features to show, in this order: keys separated by commas. Default: all, those at and near their limit first. */
  @property() features?: string;

  /** Also lists limits of the plan that no use is counted against, such as projects. This needs one more request. */
  @property({ type: Boolean }) limits = false;

  /** From this percentage on a feature is near its limit. */
  @property({ type: Number }) near = 80;

  /** From this percentage on it is over. */
  @property({ type: Number }) over = 100;

  /** Where "Upgrade for more" leads. Without it, to a dialog with the plans, if `<pricing-table>` is loaded. */
  @property({ attribute: 'upgrade-url' }) upgradeUrl?: string;

  readonly #entitlements = this.billing.resource(entitlements, { wanted: false });
  /** One for each feature, kept while this element lives, so that a meter which moves up keeps what it was about to say. */
  readonly #meters = new Map<string, UsageMeter>();

  constructor() {
    super(usageMetrics, english);
  }

  protected override willUpdate(): void {
    this.#entitlements.wanted = this.limits;
  }

  protected override renderReady(metrics: readonly UsageMetric[]): TemplateResult {
    const shown = this.#chosen(metrics, this.#rankOf);
    const [first] = shown;
    if (!first) return notice({ title: this.words.text('emptyTitle'), text: this.words.text('emptyText') });
    return html`
      <ul class="meters" part="meters" role="list">
        ${shown.map(({ feature_key }) => html`<li>${this.#meter(feature_key)}</li>`)}
      </ul>
      ${this.#renderLimits()}
      <p class="row small soft">
        <span part="resets">${this.#resetText(shown)}</span>
        ${this.#rankOf(first) < LEVELS.indexOf('normal') ? this.#renderUpgrade(first) : nothing}
      </p>
    `;
  }

  protected override renderBones(): TemplateResult {
    const count = listed(this.features)?.length ?? USUAL_FEATURES;
    const rows = Array.from({ length: count }, (_, index) => html`<li>${this.#meter(String(index))}</li>`);
    return html`<ul class="meters">${rows}</ul><p class="small bone">&nbsp;</p>`;
  }

  #renderLimits(): TemplateResult | typeof nothing {
    const { state } = this.#entitlements;
    if (!this.limits || state.status !== 'ready') return nothing;
    const limits = this.#chosen(state.data.filter(({ feature_type, has_access }) => feature_type === 'numeric_limit' && has_access));
    return html`
      <dl class="sums" part="limits">
        ${limits.map((it) => html`<div><dt>${it.feature_title}</dt><dd>${this.#limitText(it)}</dd></div>`)}
      </dl>
    `;
  }

  #renderUpgrade({ feature_key }: UsageMetric): TemplateResult {
    return upgradeLink(this.words.text('upgrade'), askForMore(this, this.billing, feature_key, this.upgradeUrl));
  }

  #meter(feature: string): UsageMeter {
    let meter = this.#meters.get(feature);
    if (!meter) {
      meter = new UsageMeter();
      meter.setAttribute('exportparts', 'label, amount, gauge, fill, level');
      this.#meters.set(feature, meter);
    }
    const { near, over, client } = this;
    return Object.assign(meter, { feature, near, over, client, compact: true });
  }

  /** Those that `features` names, in its order; by default all, in the order of their ranks. */
  #chosen<T extends { readonly feature_key: string }>(all: readonly T[], rankOf: (it: T) => number = () => 0): readonly T[] {
    const ranked = all.toSorted((one, other) => rankOf(one) - rankOf(other));
    return chosen(ranked, this.features, ({ feature_key }) => feature_key);
  }

  readonly #rankOf = (metric: UsageMetric): number => LEVELS.indexOf(readUsage(metric, this).level);

  /** Empty if features start anew on different days, which do not share a line. */
  #resetText(metrics: readonly UsageMetric[]): string {
    const days = new Set(metrics.map(({ period_end }) => nearDayText(this.words, period_end)));
    const [date] = days;
    return date && days.size === 1 ? this.words.text('resetsOn', { date }) : '';
  }

  #limitText({ limit, properties }: Entitlement): string {
    if (limit === null) return this.words.text('unlimited');
    const unit = properties?.['unit'];
    return this.words.text('upTo', { amount: amountText(this.words, limit, typeof unit === 'string' ? unit : undefined) });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'usage-summary': UsageSummary;
  }
}
