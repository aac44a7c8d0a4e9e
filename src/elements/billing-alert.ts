import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Client } from '../core/client.js';
import { invoices, paymentMethods, subscriptions } from '../core/resources/account.js';
import { usageMetrics } from '../core/resources/usage-metrics.js';
import { faces } from '../locales/en.js';
import { BillingDismissEvent } from './events.js';
import { ActionController } from './internal/element/action-controller.js';
import { cardAlerts, subscriptionAlerts, usageAlerts, type Alert } from './internal/alerts/alert-choice.js';
import { BillingController } from './internal/client/billing-controller.js';
import { customElement } from './internal/element/custom-element.js';
import { dismiss, isDismissed } from './internal/alerts/dismissals.js';
import { ErrorTeller } from './internal/element/error-teller.js';
import { OnDemand } from './internal/element/on-demand.js';
import { property } from './internal/element/property.js';
import { OneState } from './internal/element/states.js';
import { isUnpaid } from './internal/subscription/subscription-words.js';
import type { UpgradeHost } from './internal/upgrade/upgrade-action.js';
import { Words } from './internal/words/words.js';
import { base } from './styles/base.js';
import { button } from './styles/button.js';

const english = { faces };
const URGENT: readonly string[] = ['unpaid', 'incomplete', 'over'];

/**
 * Says the one thing about the account that matters now, with what can be done about it: a payment that failed, a plan that
 * is not paid yet, a trial or a plan that ends, a quota that is used up or nearly so, a card that expires. It shows nothing
 * when all is well, when nobody is signed in, and when the account cannot be loaded.
 *
 * @fires billing-payment-method-request - Someone wants to update the card; cancel it to do so your own way.
 * @fires billing-invoice-retry-request - Someone wants to pay the open invoice now.
 * @fires billing-reactivate-request - Someone wants to keep a plan that ends.
 * @fires billing-upgrade-request - Someone wants more of what is used up.
 * @fires billing-checkout-request - The checkout of a plan that has more is about to start.
 * @fires billing-plan-change-request - The same, if it would change a paid subscription.
 * @fires billing-invoice-paid - The open invoice is paid.
 * @fires billing-subscription-change - The plan goes on.
 * @fires billing-dismiss - It was dismissed; `what` is its kind. It stays away on this device until its matter is over.
 * @fires billing-error - The account could not be loaded, or an action failed.
 * @csspart alert
 * @csspart icon
 * @csspart notice-title
 * @csspart notice-text
 * @csspart button
 * @csspart button-primary
 * @csspart close
 * @csspart failure
 * @cssstate unpaid
 * @cssstate incomplete
 * @cssstate trial
 * @cssstate ending
 * @cssstate over
 * @cssstate near
 * @cssstate card
 */
@customElement('billing-alert')
export class BillingAlert extends LitElement implements UpgradeHost {
  static override styles = [base, button];

  /** From this percentage on a quota is nearly used up. */
  @property({ type: Number }) near = 80;

  /** How many days before its end a trial is mentioned. */
  @property({ type: Number }) days = 3;

  /** Where "Upgrade" leads, instead of to the checkout of the plan that has more. */
  @property({ attribute: 'upgrade-url' }) upgradeUrl?: string;

  /** A client to use instead of the provider's. */
  @property({ attribute: false }) client?: Client;

  readonly #state = new OneState(this);
  readonly #billing = new BillingController(this);
  readonly #subscriptions = this.#billing.resource(subscriptions);
  readonly #invoices = this.#billing.resource(invoices, { wanted: false });
  readonly #metrics = this.#billing.resource(usageMetrics, { wanted: false });
  readonly #cards = this.#billing.resource(paymentMethods, { wanted: false });
  readonly #actions = new ActionController(this, this.#billing);
  readonly #words = new Words(this, english);
  readonly #errors = new ErrorTeller(this);
  /** Fetched when there is an alert, since mostly all is well. */
  readonly #drawing = new OnDemand(this, async () => {
    const { AlertDrawing } = await import('./internal/alerts/alert-drawing.js');
    return new AlertDrawing({ host: this, billing: this.#billing, actions: this.#actions, words: this.#words, cards: this.#cards });
  });
  #alert: Alert | undefined;

  /** As an UpgradeHost: the feature to ask for more of. */
  get feature(): string | undefined {
    return this.#alert && 'metric' in this.#alert ? this.#alert.metric.feature_key : undefined;
  }

  protected override willUpdate(): void {
    this.#alert = this.#alertNow();
  }

  protected override render(): TemplateResult {
    const alert = this.#alert;
    const drawn = alert && this.#words.ready ? this.#drawing.get()?.render(alert, this.#dismissal(alert)) : nothing;
    const isUrgent = alert !== undefined && URGENT.includes(alert.kind);
    // Both are always there, so that what comes into them is read out: at once, or when the reader pauses.
    return html`
      <div role="alert" aria-atomic="false">${isUrgent ? drawn : nothing}</div>
      <div role="status" aria-atomic="false">${isUrgent ? nothing : drawn}<p class="hidden">${this.#actions.news}</p></div>
    `;
  }

  protected override updated(): void {
    this.#state.show(this.#alert?.kind);
    if (this.isConnected) this.#errors.tell(this.#subscriptions.state);
  }

  /** Each source is asked only if those before it have nothing to say. */
  #alertNow(): Alert | undefined {
    const { client } = this.#billing;
    const { state } = this.#subscriptions;
    if (!client || state.status !== 'ready') return undefined;
    const now = client.clock.now();
    const first = (alerts: readonly Alert[]): Alert | undefined => alerts.find(({ memory }) => !memory || !isDismissed(client, memory.what));

    this.#invoices.wanted = state.data.some(isUnpaid);
    const bills = this.#invoices.state;
    if (state.data.some(isUnpaid) && bills.status === 'loading') return undefined;
    const ofPlan = first(subscriptionAlerts(state.data, bills.status === 'ready' ? bills.data : [], { now, days: this.days }));

    this.#metrics.wanted = !ofPlan;
    const { state: use } = this.#metrics;
    const ofUse = !ofPlan && use.status === 'ready' ? first(usageAlerts(use.data, this.near)) : undefined;

    const isPaying = state.data.some(({ endedAt, amount }) => !endedAt && amount > 0);
    this.#cards.wanted = ofPlan?.kind === 'trial' || (isPaying && !ofPlan && !ofUse && use.status !== 'loading');
    const { state: cards } = this.#cards;
    if (ofPlan?.kind === 'trial' && cards.status === 'loading') return undefined;
    return ofPlan ?? ofUse ?? (cards.status === 'ready' && isPaying ? first(cardAlerts(cards.data, now)) : undefined);
  }

  #dismissal({ kind, memory }: Alert): (() => void) | undefined {
    const { client } = this.#billing;
    if (!memory || !client) return undefined;
    return () => {
      dismiss(client, memory.what, memory.untilMs);
      this.dispatchEvent(new BillingDismissEvent(kind));
      this.requestUpdate();
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'billing-alert': BillingAlert;
  }
}
