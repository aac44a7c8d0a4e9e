import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { UsageMetric } from '../contract/usage.js';
import type { Client } from '../core/client.js';
import { usageMetrics } from '../core/resources/usage-metrics.js';
import { faces } from '../locales/en.js';
import { BillingDismissEvent } from './events.js';
import { ActionController } from './internal/element/action-controller.js';
import { usageAlerts } from './internal/alerts/alert-choice.js';
import { BillingController } from './internal/client/billing-controller.js';
import { customElement } from './internal/element/custom-element.js';
import { DAY_MS } from './internal/words/dates.js';
import { dismiss, isDismissed } from './internal/alerts/dismissals.js';
import type { NudgeHost } from './internal/alerts/nudge-drawing.js';
import { OnDemand } from './internal/element/on-demand.js';
import { property } from './internal/element/property.js';
import { OneState } from './internal/element/states.js';
import { endTurn, takeTurn } from './internal/alerts/toasts.js';
import { Words } from './internal/words/words.js';
import { base } from './styles/base.js';
import { button } from './styles/button.js';

/** In the page's flow, in its corner, or as a dialog. */
export type NudgeVariant = 'banner' | 'toast' | 'modal';

const english = { faces };
/** A nudge without a period stays away for this long. */
const USUAL_DAYS = 30;

/**
 * Says that a feature is nearly used up, with the plan that has more of it; or whatever the page puts into it. It can be
 * dismissed, and then stays away on this device until the feature's period ends, or for `dismiss-for` days. It does not
 * disappear by itself, and does not block the page. Of several toasts on a page one is shown at a time.
 *
 * @slot title
 * @slot text
 * @slot - More, after the text.
 * @fires billing-upgrade-request - Someone wants more; cancel it to show plans your own way. `choice` is the plan on offer.
 * @fires billing-checkout-request - Its checkout is about to start; cancel it to act yourself.
 * @fires billing-plan-change-request - The same, if it would change a paid subscription.
 * @fires billing-dismiss - It was dismissed.
 * @fires billing-error - The checkout could not be opened.
 * @csspart alert
 * @csspart toast
 * @csspart dialog
 * @csspart icon
 * @csspart notice
 * @csspart notice-title
 * @csspart notice-text
 * @csspart button
 * @csspart button-primary
 * @csspart close
 * @csspart failure
 * @cssstate shown
 */
@customElement('upgrade-nudge')
export class UpgradeNudge extends LitElement implements NudgeHost {
  static override styles = [base, button];

  /** The metered feature that it is about: a key of your catalog. Without one, it shows the content of its slots. */
  @property() feature?: string;

  @property({ reflect: true }) variant: NudgeVariant = 'banner';

  /** It is shown from this percentage on. */
  @property({ type: Number }) near = 80;

  /** The name by which it is remembered when dismissed, if it has no feature. */
  @property() name = '';

  /** For how many days it stays away. Default: until the feature's period ends; without a feature, 30. */
  @property({ type: Number, attribute: 'dismiss-for' }) dismissFor?: number;

  /** The plans that may be offered: product ids, separated by commas. */
  @property() plans?: string;

  /** Where the button leads, instead of to the checkout of the plan on offer. */
  @property({ attribute: 'upgrade-url' }) upgradeUrl?: string;

  /** Where the hosted checkout returns to. Default: this page. */
  @property({ attribute: 'success-url' }) successUrl?: string;

  /** Where the hosted checkout returns to without payment. Default: this page. */
  @property({ attribute: 'cancel-url' }) cancelUrl?: string;

  /** A client to use instead of the provider's. */
  @property({ attribute: false }) client?: Client;

  readonly #state = new OneState(this);
  readonly #billing = new BillingController(this);
  // Also without a feature: the answer says whose nudge it is.
  readonly #metrics = this.#billing.resource(usageMetrics);
  readonly #actions = new ActionController(this, this.#billing);
  readonly #words = new Words(this, english);
  /** Fetched when there is something to say, which mostly there is not. */
  readonly #drawing = new OnDemand(this, async () => {
    const { NudgeDrawing } = await import('./internal/alerts/nudge-drawing.js');
    return new NudgeDrawing({ host: this, billing: this.#billing, actions: this.#actions, words: this.#words, dismiss: () => this.dismiss() });
  });
  #metric: UsageMetric | undefined;
  #isDue = false;
  #wasDue = false;

  /** Dismisses it, as its button does. */
  dismiss(): void {
    const { client } = this.#billing;
    if (!client || !this.#isDue) return;
    const days = this.dismissFor ?? (this.#metric ? undefined : USUAL_DAYS);
    const untilMs = days === undefined ? Date.parse(this.#metric?.period_end ?? '') : client.clock.now() + days * DAY_MS;
    dismiss(client, this.#memory, untilMs);
    this.dispatchEvent(new BillingDismissEvent(this.feature ?? this.name));
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    endTurn(this);
  }

  protected override willUpdate(): void {
    const { state } = this.#metrics;
    const all = state.status === 'ready' ? state.data : [];
    this.#metric = all.find(({ feature_key: key }) => key === this.feature);
    this.#isDue = this.isConnected && this.#words.ready && state.status === 'ready' && this.#isWanted();
    if (this.variant === 'toast' && this.#isDue) this.#isDue = takeTurn(this);
    else endTurn(this);
    this.#wasDue ||= this.#isDue;
  }

  protected override render(): TemplateResult {
    const drawn = this.#wasDue ? this.#drawing.get()?.render(this.#metric, this.#isDue) : nothing;
    // Always there, so that what comes into it is read out. A dialog is read out by itself.
    return this.variant === 'modal' ? html`${drawn}` : html`<div role="status" aria-atomic="false">${drawn}</div>`;
  }

  protected override updated(): void {
    this.#state.show(this.#isDue ? 'shown' : undefined);
    if (this.#isDue) this.#drawing.get()?.raise();
  }

  #isWanted(): boolean {
    const { client } = this.#billing;
    if (!client || (this.feature !== undefined && usageAlerts(this.#metric ? [this.#metric] : [], this.near).length === 0)) return false;
    return !isDismissed(client, this.#memory);
  }

  /** "Nearly used up" and "used up" are dismissed separately. */
  get #memory(): string {
    if (!this.#metric) return `nudge ${this.name}`;
    const { feature_key: key, period_end: end } = this.#metric;
    return `nudge ${key} ${end} ${usageAlerts([this.#metric], 0)[0]?.kind}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'upgrade-nudge': UpgradeNudge;
  }
}
