import { html, nothing, type TemplateResult } from 'lit';
import type { PaymentMethod } from '../contract/payment-method.js';
import type { Subscription } from '../contract/subscriptions.js';
import { paymentMethods, subscriptions } from '../core/resources/account.js';
import { faces, subscriptionPanel } from '../locales/en.js';
import { customElement } from './internal/element/custom-element.js';
import { errorText, notice } from './internal/element/faces.js';
import { OnDemand } from './internal/element/on-demand.js';
import { PanelElement } from './internal/element/panel-element.js';
import { property } from './internal/element/property.js';
import type { DialogName, SubscriptionDesk } from './internal/subscription/subscription-desk.js';
import { subscriptionBones, subscriptionFacts } from './internal/subscription/subscription-facts.js';
import { hasTerms, liveSubscriptionOf, isUnpaid, toneOf, type LiveSubscription } from './internal/subscription/subscription-words.js';
import { subscriptionPanel as styles } from './styles/subscription-panel.js';

const english = { faces, subscriptionPanel };

/**
 * The customer's plan: what it costs, when it renews or ends, which card pays. Plans and seats are changed after a preview
 * whose amount is exactly what is charged; cancelling asks when and why, and can be taken back until it takes effect.
 *
 * @slot heading - Instead of "Subscription".
 * @fires billing-plan-change-request - Someone has confirmed a change of plan, or takes a booked one back; cancel it to act yourself.
 * @fires billing-checkout-request - Someone without a card buys their first plan; cancel it to act yourself.
 * @fires billing-cancel-request - Someone has confirmed the cancellation; cancel the event to act yourself.
 * @fires billing-reactivate-request - Someone takes a cancellation back.
 * @fires billing-invoice-retry-request - Someone wants to pay the open invoice of a plan whose payment failed.
 * @fires billing-payment-method-request - Someone wants to add a card.
 * @fires billing-upgrade-request - Someone without a plan wants to see plans; cancel it to show them your own way, instead of `plans-url` or the dialog.
 * @fires billing-subscription-change - The API has changed, cancelled or reactivated it.
 * @fires billing-invoice-paid - The API has collected the open invoice.
 * @fires billing-sign-in-request - Someone wants to sign in. Unless this is canceled, the session is asked for again.
 * @fires billing-error - The subscription could not be loaded, or an action failed.
 * @csspart panel - The card.
 * @csspart heading
 * @csspart plan - The plan's name.
 * @csspart status
 * @csspart facts - Price, renewal and card.
 * @csspart note - A failed payment, the end of the plan, or a booked change.
 * @csspart button
 * @csspart change
 * @csspart cancel
 * @csspart dialog
 * @csspart close
 * @csspart trouble - What went wrong.
 */
@customElement('subscription-panel')
export class SubscriptionPanel extends PanelElement<readonly Subscription[], typeof english> {
  static override styles = [...PanelElement.styles, styles];

  /** Where "See plans" leads, for customers without a plan. Without it, to a dialog with the plans, if `<pricing-table>` is loaded. */
  @property({ attribute: 'plans-url' }) plansUrl?: string;

  readonly #cards = this.billing.resource(paymentMethods);
  #current: LiveSubscription | undefined;
  #desk = this.#fetchDesk();
  /** Once it was needed, it stays. */
  #isDeskWanted = false;
  /** The dialog to open when the desk is here. */
  #opening: DialogName | undefined;
  #isDrawn = false;

  constructor() {
    super(subscriptions, english);
  }

  protected override willUpdate(): void {
    const { state } = this.view;
    if (state.status === 'ready') {
      const it = (this.#current = liveSubscriptionOf(state.data));
      this.#isDeskWanted ||= !it || isUnpaid(it) || it.cancelAtPeriodEnd || it.pendingChange !== null || hasTerms(it);
    } else this.#current = undefined;
    const desk = this.#isDeskWanted ? this.#desk.get() : undefined;
    desk?.follow(this.#opening);
    if (desk) this.#opening = undefined;
  }

  protected override renderReady(all: readonly Subscription[]): TemplateResult {
    const { words } = this;
    const current = this.#current;
    const { error } = this.#desk;
    const desk = this.#isDeskWanted ? this.#desk.get() : undefined;
    // Everything comes at once, so that nothing is pushed aside.
    if (this.#isDeskWanted && !desk && !error && !this.#isDrawn) return html`<div aria-busy="true">${subscriptionBones}</div>`;
    this.#isDrawn = true;
    return html`
      ${current ? this.#renderCurrent(current, desk) : desk?.empty(all[0], this.plansUrl)}
      <p class="hidden" role="status">${this.actions.news}</p>
      ${error && !desk
        ? notice({ title: words.text('errorTitle'), text: words.text(errorText(error)), action: { label: words.text('retry'), run: () => this.#retry() } })
        : nothing}
      ${desk?.dialog() ?? nothing}
    `;
  }

  protected override renderBones(): TemplateResult {
    return subscriptionBones;
  }

  #renderCurrent(it: LiveSubscription, desk: SubscriptionDesk | undefined): TemplateResult {
    const { words } = this;
    return html`
      <div class="content">
        <div class="row">
          <p class="plan" part="plan" tabindex="-1">${it.productName}</p>
          <span class="pill ${toneOf(it)}" part="status">${words.text(it.cancelAtPeriodEnd ? 'ending' : it.status)}</span>
        </div>
        ${subscriptionFacts(words, it, this.#card(), desk?.terms(it))} ${desk?.notes() ?? nothing}
        <div class="row">
          ${isUnpaid(it) ? nothing : this.#renderOpener('change', 'button')}
          ${it.cancelAtPeriodEnd ? nothing : this.#renderOpener('cancel', 'button quiet bad')}
        </div>
      </div>
    `;
  }

  #renderOpener(name: DialogName, names: string): TemplateResult {
    return html`<button class=${names} part=${name} type="button" aria-haspopup="dialog" @click=${() => this.#open(name)}>${this.words.text(name)}</button>`;
  }

  /** The card that is charged: null if there is none, undefined if that is not known. */
  #card(): PaymentMethod | null | undefined {
    const { state } = this.#cards;
    return state.status === 'ready' ? (state.data.find((it) => it.isDefault) ?? null) : undefined;
  }

  #open(name: DialogName): void {
    this.#opening = name;
    this.#isDeskWanted = true;
    if (this.#desk.error) this.#retry();
    this.requestUpdate();
  }

  #retry(): void {
    this.#desk = this.#fetchDesk();
    this.requestUpdate();
  }

  /** Everything that can be done about it, fetched when needed: most readers do nothing. */
  #fetchDesk(): OnDemand<SubscriptionDesk> {
    return new OnDemand(this, async () => {
      const { SubscriptionDesk: Desk } = await import('./internal/subscription/subscription-desk.js');
      const { billing, words, actions } = this;
      return new Desk({ host: this, billing, words, actions, current: () => this.#current, card: () => this.#card() });
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'subscription-panel': SubscriptionPanel;
  }
}
