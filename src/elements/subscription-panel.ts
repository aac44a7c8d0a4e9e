import { html, nothing, type TemplateResult } from 'lit';
import type { Invoice } from '../contract/invoice.js';
import type { PaymentMethod } from '../contract/payment-method.js';
import type { Subscription } from '../contract/subscriptions.js';
import { retryInvoice } from '../core/actions/account.js';
import { changePlan } from '../core/actions/plan-change.js';
import { reactivateSubscription } from '../core/actions/subscription.js';
import { invoices, paymentMethods, subscriptions } from '../core/resources/account.js';
import { faces, subscriptionPanel } from '../locales/en.js';
import {
  BillingInvoicePaidEvent,
  BillingInvoiceRetryRequestEvent,
  BillingPlanChangeRequestEvent,
  BillingReactivateRequestEvent,
  BillingSubscriptionChangeEvent,
  BillingUpgradeRequestEvent,
  type SubscriptionChange,
} from './events.js';
import { addCard } from './internal/add-card.js';
import { customElement } from './internal/custom-element.js';
import { notice } from './internal/faces.js';
import { linkUrl } from './internal/link-url.js';
import { Modal } from './internal/modal.js';
import { moneyText } from './internal/money.js';
import { OnDemand } from './internal/on-demand.js';
import { PanelElement } from './internal/panel-element.js';
import { property } from './internal/property.js';
import { subscriptionBones, subscriptionFacts } from './internal/subscription-facts.js';
import { untilShown, type Flow, type FlowFrame } from './internal/subscription-flow.js';
import { currentOf, dayText, isUnpaid, planText, toneOf, type LiveSubscription } from './internal/subscription-words.js';
import { dialog } from './styles/dialog.js';
import { subscriptionPanel as styles } from './styles/subscription-panel.js';

const english = { faces, subscriptionPanel };

/** What stands in the dialog; most readers never open it, and their pages never fetch it. */
const FLOWS = {
  change: async (frame: FlowFrame): Promise<Flow> => new (await import('./internal/subscription-change.js')).ChangeFlow(frame),
  cancel: async (frame: FlowFrame): Promise<Flow> => new (await import('./internal/subscription-cancel.js')).CancelFlow(frame),
};
type FlowName = keyof typeof FLOWS;

/** Refused payments, and what is said of them: another card would help. */
const REFUSED = new Map<string, 'declined' | 'noCard'>([
  ['payment_failed', 'declined'],
  ['payment_method_required', 'noCard'],
]);

/**
 * The customer's plan: what it costs, when it renews or ends, which card pays. Plans and seats are changed after a preview
 * whose amount is exactly what is charged; cancelling asks when and why, and can be taken back until it takes effect.
 *
 * @slot heading - Instead of "Subscription".
 * @fires billing-plan-change-request - Someone confirmed a change of plan, or takes a planned one back; cancel it to act yourself.
 * @fires billing-cancel-request - Someone confirmed to cancel; cancel the event to act yourself.
 * @fires billing-reactivate-request - Someone takes a cancellation back.
 * @fires billing-invoice-retry-request - Someone wants to pay the open invoice of a plan whose payment failed.
 * @fires billing-payment-method-request - Someone wants to add a card.
 * @fires billing-upgrade-request - Someone without a plan wants to see plans; cancel it to show them your own way instead of going to `plans-url`.
 * @fires billing-subscription-change - The API has changed, cancelled or reactivated it.
 * @fires billing-invoice-paid - The API has collected the open invoice.
 * @fires billing-sign-in-request - Someone wants to sign in; not canceled, the session is asked for again.
 * @fires billing-error - The subscription could not be loaded, or an act failed.
 * @csspart panel - The card.
 * @csspart heading
 * @csspart plan - The plan's name.
 * @csspart status
 * @csspart facts - Price, renewal and card.
 * @csspart note - What is about to happen: a failed payment, the end, a change.
 * @csspart button
 * @csspart change
 * @csspart cancel
 * @csspart dialog
 * @csspart close
 * @csspart trouble - What went wrong.
 */
@customElement('subscription-panel')
export class SubscriptionPanel extends PanelElement<readonly Subscription[], typeof english> {
  static override styles = [...PanelElement.styles, dialog, styles];

  /** Where "See plans" leads, for someone without a plan. */
  @property({ attribute: 'plans-url' }) plansUrl?: string;

  readonly #cards = this.billing.resource(paymentMethods);
  readonly #invoices = this.billing.resource(invoices, { wanted: false });
  readonly #flows = new Map<FlowName, OnDemand<Flow>>();
  readonly #modal = new Modal(this, () => void this.#settle());
  readonly #frame: FlowFrame = {
    host: this,
    billing: this.billing,
    words: this.words,
    act: this.act,
    subscription: () => this.#subscription(),
    card: () => this.#card(),
    close: () => this.#modal.close(),
    finish: (...outcome) => this.#finish(...outcome),
  };
  #current: LiveSubscription | undefined;
  #news: string | undefined;

  constructor() {
    super(subscriptions, english);
  }

  protected override willUpdate(): void {
    const { state } = this.view;
    this.#current = state.status === 'ready' ? currentOf(state.data) : undefined;
    this.#invoices.wanted = this.#current !== undefined && isUnpaid(this.#current);
    // It ended elsewhere, or someone else signed in: what the dialog was about is no more.
    if (!this.#current && this.#modal.topic !== undefined) this.#modal.close();
  }

  protected override renderReady(all: readonly Subscription[]): TemplateResult {
    const { words, act } = this;
    const topic = this.#modal.topic as FlowName | undefined;
    const failure = topic === undefined ? act.failure : undefined;
    const refused = failure && REFUSED.get(failure.error.code);
    return html`
      <div class="content">
        ${this.#current ? this.#renderCurrent(this.#current) : this.#renderEmpty(all[0])}
        ${this.renderOutcome(() => refused && words.text(refused), failure ?? null)} ${refused ? this.#renderAddCard() : nothing}
      </div>
      ${this.#modal.frame(words.text(topic ?? 'change'), words.text('close'), () => this.#renderFlow(topic))}
    `;
  }

  protected override renderBones(): TemplateResult {
    return subscriptionBones;
  }

  #renderEmpty(last: Subscription | undefined): TemplateResult {
    const { words } = this;
    const date = last?.endedAt && dayText(words, last.endedAt);
    const ask = (event: Event): void => {
      if (!this.dispatchEvent(new BillingUpgradeRequestEvent(undefined, linkUrl(this.plansUrl)))) event.preventDefault();
    };
    return notice({
      title: words.text('emptyTitle'),
      text: `${date ? `${words.text('endedText', { plan: last.productName, date })} ` : ''}${words.text('emptyText')}`,
      action: { label: words.text('seePlans'), href: linkUrl(this.plansUrl), primary: true, run: ask },
    });
  }

  #renderCurrent(it: LiveSubscription): TemplateResult {
    const { words } = this;
    return html`
      <div class="row">
        <p class="plan" part="plan" tabindex="-1">${it.productName}</p>
        <span class="pill ${toneOf(it)}" part="status">${words.text(it.cancelAtPeriodEnd ? 'ending' : it.status)}</span>
      </div>
      ${subscriptionFacts(words, it, this.#card())} ${this.#renderNotes(it)}
      <div class="row">
        ${isUnpaid(it) ? nothing : this.#renderOpener('change', 'button')}
        ${it.cancelAtPeriodEnd ? nothing : this.#renderOpener('cancel', 'button quiet danger')}
      </div>
    `;
  }

  /** What is about to happen to it, and the way to have it otherwise. */
  #renderNotes(it: LiveSubscription): unknown {
    const { words } = this;
    const plan = it.productName;
    const pending = it.pendingChange;
    const invoice = this.#openInvoice(it);
    return [
      isUnpaid(it) && this.#renderNote(words.text('unpaidText', { plan }), invoice && this.#renderPay(it, invoice)),
      it.cancelAtPeriodEnd &&
        this.#renderNote(words.text('endingText', { plan, date: dayText(words, it.currentPeriodEnd) }), this.#renderKeep(it, () => this.#reactivate(it))),
      pending &&
        this.#renderNote(
          words.text('pendingText', { plan: planText(words, pending.productName, pending.quantity), date: dayText(words, pending.effectiveAt) }),
          this.#renderKeep(it, () => this.#takeBack(it)),
        ),
    ].map((note) => note || nothing);
  }

  #renderNote(text: string, action: TemplateResult | undefined): TemplateResult {
    return html`<div class="note row" part="note"><p>${text}</p>${action ?? nothing}</div>`;
  }

  #renderButton(label: string, names: string, run: () => unknown): TemplateResult {
    return html`<button class=${names} part="button" type="button" aria-disabled=${this.act.busy !== undefined} @click=${run}>${label}</button>`;
  }

  #renderKeep({ productName: plan }: Subscription, run: () => unknown): TemplateResult {
    return this.#renderButton(this.words.text('keep', { plan }), 'button primary', run);
  }

  #renderPay(it: Subscription, invoice: Invoice): TemplateResult {
    const amount = moneyText(this.words, invoice.amountDue, invoice.currency);
    return this.#renderButton(this.words.text('pay', { amount }), 'button primary', () => this.#pay(it, invoice));
  }

  #renderAddCard(): TemplateResult {
    return html`<p>${this.#renderButton(this.words.text('addCard'), 'button', () => void addCard(this, this.act))}</p>`;
  }

  #renderOpener(name: FlowName, names: string): TemplateResult {
    return html`<button class=${names} part=${name} type="button" aria-haspopup="dialog" @click=${() => this.#open(name)}>${this.words.text(name)}</button>`;
  }

  #renderFlow(name: FlowName | undefined): TemplateResult {
    const part = name && this.#flows.get(name);
    const flow = part?.get();
    if (flow && this.#current) return flow.render();
    return part?.error ? html`<p class="trouble" role="alert">${this.words.text('errorNetwork')}</p>` : this.renderBones();
  }

  #subscription(): Subscription {
    if (!this.#current) throw new Error('a dialog is drawn only while there is a subscription');
    return this.#current;
  }

  #card(): PaymentMethod | null | undefined {
    const { state } = this.#cards;
    return state.status === 'ready' ? (state.data.find((it) => it.isDefault) ?? null) : undefined;
  }

  #openInvoice({ id }: Subscription): Invoice | undefined {
    const { state } = this.#invoices;
    return state.status === 'ready' ? state.data.find((it) => it.subscriptionId === id && it.status === 'open') : undefined;
  }

  #open(name: FlowName): void {
    this.act.reset();
    const known = this.#flows.get(name);
    if (!known || known.error) this.#flows.set(name, new OnDemand(this, () => FLOWS[name](this.#frame)));
    this.#modal.show(name);
  }

  async #pay(it: Subscription, invoice: Invoice): Promise<void> {
    const ask = new BillingInvoiceRetryRequestEvent(invoice);
    const paid = await this.act.run('pay', ask, (client) => untilShown(client, retryInvoice(client, { invoiceId: invoice.id })));
    if (!paid) return;
    this.dispatchEvent(new BillingInvoicePaidEvent(paid));
    void this.#settle(this.words.text('paid', { plan: it.productName }));
  }

  async #reactivate(it: Subscription): Promise<void> {
    const ask = new BillingReactivateRequestEvent(it);
    const kept = await this.act.run('keep', ask, (client) => untilShown(client, reactivateSubscription(client, { subscriptionId: it.id })));
    if (kept) this.#finish('reactivation', kept, this.words.text('kept', { plan: it.productName }));
  }

  /** A change that waits is taken back by changing to what there is. */
  async #takeBack(it: Subscription): Promise<void> {
    const { productId, priceId, quantity } = it;
    const ask = new BillingPlanChangeRequestEvent({ productId, priceId, quantity }, it);
    const input = { subscriptionId: it.id, new_price_id: priceId, quantity, confirm_amount: 0 };
    const kept = await this.act.run('keep', ask, (client) => untilShown(client, changePlan(client, input)));
    if (kept) this.#finish('plan', kept.subscription, this.words.text('kept', { plan: it.productName }));
  }

  #finish(change: SubscriptionChange, subscription: Subscription, news: string): void {
    this.dispatchEvent(new BillingSubscriptionChangeEvent(subscription, change));
    if (this.#modal.topic === undefined) return void this.#settle(news);
    this.#news = news;
    this.#modal.close(); // and then it is said
  }

  /** The dialog is closed, or there was none: what came of it is said, and the focus is not lost with a button that has gone. */
  async #settle(news = this.#news): Promise<void> {
    this.#news = undefined;
    for (const part of this.#flows.values()) part.get()?.reset();
    this.act.reset();
    if (news === undefined) return;
    this.act.say(news);
    await this.updateComplete;
    if (document.activeElement === document.body) this.renderRoot.querySelector<HTMLElement>('.plan, .notice .button')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'subscription-panel': SubscriptionPanel;
  }
}
