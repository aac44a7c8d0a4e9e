import { html, type PropertyValues, type TemplateResult } from 'lit';
import type { SeriesBucket, UsageSeries } from '../contract/usage.js';
import { usageSeries } from '../core/resources/usage-series.js';
import { faces, usageChart, usageMeter } from '../locales/en.js';
import { customElement } from './internal/element/custom-element.js';
import { notice } from './internal/element/faces.js';
import { adoptLate, OnDemand } from './internal/element/on-demand.js';
import { PanelElement } from './internal/element/panel-element.js';
import { property } from './internal/element/property.js';
import type { ChartFrame } from './internal/usage/usage-chart-words.js';
import { usageChartFrame } from './styles/usage-chart-frame.js';

/** What one bar covers. */
export type ChartInterval = SeriesBucket;

const english = { faces, usageMeter, usageChart };

const BARS_A_DAY: Readonly<Record<ChartInterval, number>> = { hour: 24, day: 1, month: 12 / 365 };
/** The API gives no more points. */
const MOST_BARS = 1000;

/**
 * The use of a metered feature over time: bars with a line for an even share of the limit, or a table. Days and months are
 * those of UTC, as in the API.
 *
 * @slot heading - Instead of "API calls per day".
 * @fires billing-sign-in-request - Someone wants to sign in. Unless this is canceled, the session is asked for again.
 * @fires billing-error - The use could not be loaded.
 * @csspart panel
 * @csspart heading
 * @csspart total
 * @csspart chart
 * @csspart bar
 * @csspart bar-now - The bar of today, or of the hour or month that is not over.
 * @csspart share - The line of an even share of the limit.
 * @csspart axis
 * @csspart legend
 * @csspart toggle - "Show as table".
 * @csspart table
 * @cssprop [--chart-height=140px]
 */
@customElement('usage-chart')
export class UsageChart extends PanelElement<UsageSeries, typeof english> {
  static override styles = [...PanelElement.styles, usageChartFrame];

  /** The metered feature: a key of your catalog. */
  @property() feature = '';

  /** How far back it goes. Default: to the beginning of the current period. */
  @property({ type: Number }) days?: number;

  /** What one bar covers: an hour, a day or a month. */
  @property() interval: ChartInterval = 'day';

  /** Fetched by a chart: other pages do without. */
  readonly #drawing = new OnDemand(this, async () => {
    const { styles, texts, draw } = await import('./internal/usage/usage-chart.js');
    adoptLate(this, styles);
    return { texts, draw };
  });
  #bucket: SeriesBucket = 'day';
  #showsTable = false;

  constructor() {
    super(undefined, english);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!['feature', 'days', 'interval'].some((name) => changed.has(name)) && this.hasUpdated) return;
    const { feature, days = 0 } = this;
    this.#bucket = Object.hasOwn(BARS_A_DAY, this.interval) ? this.interval : 'day';
    const last = days > 0 ? Math.min(MOST_BARS, Math.ceil(days * BARS_A_DAY[this.#bucket])) : undefined;
    this.view.definition = feature ? usageSeries(feature, { bucket: this.#bucket, last }) : undefined;
  }

  protected override render(): TemplateResult {
    const { state } = this.view;
    const isUnknown = !this.feature || (state.status === 'error' && state.error.code === 'feature_not_found');
    if (!isUnknown || !this.words.ready) return super.render();
    const { words } = this;
    return html`<section class="panel" part="panel">${notice({ title: words.text('emptyTitle'), text: words.text('emptyText') })}</section>`;
  }

  protected override renderHeading(): TemplateResult {
    const { state } = this.view;
    const texts = this.words.ready && state.status === 'ready' ? this.#drawing.get()?.texts(this.#frame(state.data)) : undefined;
    const heading = texts?.heading ?? html`<span class="hidden">${this.words.text('title')}</span><span class="bone" aria-hidden="true">&nbsp;</span>`;
    return html`
      <div class="row">
        <h3 class="title" part="heading"><slot name="heading">${heading}</slot></h3>
        <p class="small soft number" part="total">${texts?.total}</p>
      </div>
    `;
  }

  protected override renderReady(series: UsageSeries): TemplateResult {
    if (this.#drawing.error) return html`<p class="trouble">${this.words.text('errorNetwork')}</p>`;
    return this.#drawing.get()?.draw(this.#frame(series)) ?? this.renderBones();
  }

  protected override renderBones(): TemplateResult {
    return html`<div class="plot bone"></div><p class="toggle bone">&nbsp;</p>`;
  }

  #frame(series: UsageSeries): ChartFrame {
    return {
      words: this.words,
      series,
      feature: this.feature,
      interval: this.#bucket,
      days: this.days,
      showsTable: this.#showsTable,
      toggle: () => {
        this.#showsTable = !this.#showsTable;
        this.requestUpdate();
      },
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'usage-chart': UsageChart;
  }
}
