import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Client } from '../core/client.js';
import { usageMetrics } from '../core/resources/usage-metrics.js';
import { faces, usageMeter } from '../locales/en.js';
import { askForMore, upgradeLink } from './internal/upgrade/ask-for-more.js';
import { BillingController, type BillingHost } from './internal/client/billing-controller.js';
import { customElement } from './internal/element/custom-element.js';
import { ErrorTeller } from './internal/element/error-teller.js';
import { notice } from './internal/element/faces.js';
import { LevelTeller } from './internal/usage/level-teller.js';
import { property } from './internal/element/property.js';
import { OneState } from './internal/element/states.js';
import { troubleNotice } from './internal/element/trouble.js';
import { readUsage, type UsageReading } from './internal/usage/usage-reading.js';
import { announcement, usageTexts } from './internal/usage/usage-words.js';
import { Words } from './internal/words/words.js';
import { base } from './styles/base.js';
import { button } from './styles/button.js';
import { face } from './styles/face.js';
import { link } from './styles/link.js';
import { usageMeter as styles } from './styles/usage-meter.js';

/** How the used part is drawn. */
export type MeterShape = 'bar' | 'ring';

const english = { faces, usageMeter };

/**
 * How much of a metered feature is used in this period: the amount, its limit, what is left and when it starts anew.
 * It follows the API while it is on the page, and says aloud when the limit comes near or is reached.
 *
 * @slot label - The feature's name, instead of the catalog's.
 * @slot upgrade - What is shown at a reached limit, instead of "Upgrade for more".
 * @fires billing-usage-level-change - A threshold was crossed; once per crossing, and once at first if it is not normal.
 * @fires billing-upgrade-request - Someone wants more than the limit; cancel it to show plans your own way, instead of `upgrade-url` or the dialog.
 * @fires billing-sign-in-request - Someone wants to sign in. Unless this is canceled, the session is asked for again.
 * @fires billing-error - The usage could not be loaded.
 * @csspart label
 * @csspart amount - The used amount and the limit.
 * @csspart gauge - The bar's or ring's track.
 * @csspart fill - The used part.
 * @csspart level - The words beside the colour, near the limit and at it.
 * @csspart upgrade
 * @cssprop [--bar-size=8px] - How thick the bar is.
 * @cssprop [--ring-size=72px] - How wide the ring is.
 * @cssstate near
 * @cssstate over
 * @cssstate unlimited
 */
@customElement('usage-meter')
export class UsageMeter extends LitElement implements BillingHost {
  static override styles = [base, button, face, link, styles];

  /** The metered feature: a key of your catalog. */
  @property() feature = '';

  @property() shape: MeterShape = 'bar';

  /** One line and the gauge, for lists and menus. */
  @property({ type: Boolean }) compact = false;

  /** From this percentage on it is near its limit. */
  @property({ type: Number }) near = 80;

  /** From this percentage on it is over. */
  @property({ type: Number }) over = 100;

  /** Where "Upgrade for more" leads. Without it, to a dialog with the plans, if `<pricing-table>` is loaded. */
  @property({ attribute: 'upgrade-url' }) upgradeUrl?: string;

  /** A client to use instead of the provider's. */
  @property({ attribute: false }) client?: Client;

  readonly #state = new OneState(this);
  readonly #billing = new BillingController(this);
  readonly #usage = this.#billing.resource(usageMetrics);
  readonly #words = new Words(this, english);
  readonly #errors = new ErrorTeller(this);
  readonly #levels = new LevelTeller(this);
  #reading: UsageReading | undefined;

  protected override willUpdate(): void {
    const { state } = this.#usage;
    const metric = state.status === 'ready' ? state.data.find(({ feature_key }) => feature_key === this.feature) : undefined;
    this.#reading = metric && readUsage(metric, this);
  }

  protected override render(): TemplateResult {
    const { state } = this.#usage;
    if (!this.#words.ready) return this.#renderLoading();
    switch (state.status) {
      case 'loading':
        return this.#renderLoading();
      case 'ready':
        return this.#reading ? this.#renderMeter(this.#reading) : this.#renderEmpty();
      case 'signed-out':
      case 'error':
        return notice(troubleNotice(this, this.#billing, this.#words, state));
    }
  }

  protected override updated(): void {
    const { state } = this.#usage;
    const reading = this.#reading;
    if (!this.isConnected) return;
    this.#errors.tell(state);
    this.#state.show(reading && stateOf(reading));
    if (!reading || !this.#words.ready) return;
    this.#levels.tell(this.feature, reading.level, () => announcement(this.#words, reading, usageTexts(this.#words, reading)));
  }

  #renderMeter(reading: UsageReading): TemplateResult {
    const { level, highest } = reading;
    const texts = usageTexts(this.#words, reading);
    const { left, reset } = texts;
    // With a thousand meters this counts: one template for every shape, and no Lit markers for a text that is alone in its element.
    // The style is set as a property, since a page's CSP may forbid the attribute.
    return html`
      <div class="meter ${meterClass(this, reading)}">
        <p class="head">
          <span class="label" id="label" part="label"><slot name="label" .textContent=${reading.title}></slot></span>
          <span class="amount" part="amount">${texts.before}<b .textContent=${texts.consumed}></b>${texts.after}</span>
        </p>
        <div
          class="gauge"
          part="gauge"
          role="meter"
          aria-labelledby="label"
          aria-valuemin="0"
          aria-valuemax=${highest}
          aria-valuenow=${Math.min(reading.consumed, highest)}
          aria-valuetext=${texts.sentence}
          .style=${`--_share: ${reading.fill}`}
        >
          <div class="fill" part="fill"></div>
          ${this.shape === 'ring' ? html`<span class="share">${texts.share}</span>` : nothing}
        </div>
        <p class="foot">
          <b class="level" part="level" .textContent=${texts.level ?? ''}></b>
          <span .textContent=${(level === 'normal' ? left : reset) ?? ''}></span>
          <span>${level === 'normal' ? reset : level === 'near' ? left : this.#renderUpgrade()}</span>
        </p>
        <p class="hidden" role="status"></p>
      </div>
    `;
  }

  #renderUpgrade(): TemplateResult {
    const label = html`<slot name="upgrade">${this.#words.text('upgrade')}</slot>`;
    return upgradeLink(label, askForMore(this, this.#billing, this.feature, this.upgradeUrl));
  }

  #renderLoading(): TemplateResult {
    return html`
      <span class="hidden">${this.#words.text('loading')}</span>
      <div class="meter ${meterClass(this)}" aria-busy="true" aria-hidden="true">
        <p class="head"><span class="label bone">&nbsp;</span><span class="bone">&nbsp;</span></p>
        <div class="gauge"><div class="fill"></div></div>
        <p class="foot"><span class="bone">&nbsp;</span><span class="bone">&nbsp;</span></p>
      </div>
    `;
  }

  #renderEmpty(): TemplateResult {
    return notice({ title: this.#words.text('emptyTitle'), text: this.#words.text('emptyText') });
  }
}

function stateOf({ limit, level }: UsageReading): string | undefined {
  if (limit === undefined) return 'unlimited';
  return level === 'normal' ? undefined : level;
}

const meterClass = ({ shape, compact }: UsageMeter, reading?: UsageReading): string =>
  `${shape === 'ring' ? 'round' : ''} ${compact ? 'compact' : ''} ${(reading && stateOf(reading)) ?? ''}`;

declare global {
  interface HTMLElementTagNameMap {
    'usage-meter': UsageMeter;
  }
}
