import { html, nothing, type TemplateResult } from 'lit';
import type { PaymentMethod } from '../contract/payment-method.js';
import type { Subscription } from '../contract/subscriptions.js';
import { paymentMethods, subscriptions } from '../core/resources/account.js';
import { faces, subscriptionPanel } from '../locales/en.js';
import { BillingUpgradeRequestEvent } from './events.js';
import { customElement } from './internal/custom-element.js';
import { notice } from './internal/faces.js';
import { linkUrl } from './internal/link-url.js';
import { Modal } from './internal/modal.js';
import { OnDemand } from './internal/on-demand.js';
import { PanelElement } from './internal/panel-element.js';
import { property } from './internal/property.js';
import { subscriptionBones, subscriptionFacts } from './internal/subscription-facts.js';
import type { PanelPart, SubscriptionFrame } from './internal/subscription-frame.js';
import { currentOf, dayText, isUnpaid, toneOf, type LiveSubscription } from './internal/subscription-words.js';
import { dialog } from './styles/dialog.js';
import { subscriptionPanel as styles } from './styles/subscription-panel.js';

const english = { faces, subscriptionPanel };

/** What most readers never see, and their pages never fetch: what stands in the dialogs, and in the notes. */
const PARTS = {
  change: async (frame: SubscriptionFrame): Promise<PanelPart> => new (await import('./internal/subscription-change.js')).ChangeFlow(frame),
  cancel: async (frame: SubscriptionFrame): Promise<PanelPart> => new (await import('./internal/subscription-cancel.js')).CancelFlow(frame),
  notes: async (frame: SubscriptionFrame): Promise<PanelPart> => new (await import('./internal/subscription-notes.js')).SubscriptionNotes(frame),
};
type PartName = keyof typeof PARTS;

/**
 * The customer's plan: what it costs, when it renews or ends, which card pays. Plans and seats are changed after a preview
 * whose amount is exactly what is charged; cancelling asks when and why, and can be taken back until it takes effect.
 *
 * @slot heading - Instead of "Subscription".
 * @fires billing-plan-change-request - Someone confirmed a change of plan, or takes a planned one back; cancel it to act yourself.
 * @fires billing-checkout-request - Someone without a card buys their first plan; cancel it to act yourself.
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
  readonly #parts = new Map<PartName, OnDemand<PanelPart>>();
  readonly #modal = new Modal(this, () => void this.#settle());
  readonly #frame: SubscriptionFrame = {
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
  #isDrawn = false;
  #news: string | undefined;

  constructor() {
    super(subscriptions, english);
  }

  protected override willUpdate(): void {
    const { state } = this.view;
    this.#current = state.status === 'ready' ? currentOf(state.data) : undefined;
    // It ended elsewhere, or someone else signed in: what the dialog was about is no more.
    if (!this.#current && this.#modal.topic !== undefined) this.#modal.close();
  }

  protected override renderReady(all: readonly Subscription[]): TemplateResult {
    const { words } = this;
    const topic = this.#modal.topic as PartName | undefined;
    return html`
      ${this.#current ? this.#renderCurrent(this.#current) : this.#renderEmpty(all[0])}
      <p class="hidden" role="status">${this.act.news}</p>
      ${this.#modal.frame(topic ? words.text(topic as 'change') : '', words.text('close'), () => this.#renderFlow(topic))}
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
    const notes = isUnpaid(it) || it.cancelAtPeriodEnd || it.pendingChange ? this.#part('notes') : undefined;
    const drawn = notes?.get();
    // Nothing is pushed aside by notes that come after the rest.
    if (notes && !drawn && !notes.error && !this.#isDrawn) return html`<div aria-busy="true">${subscriptionBones}</div>`;
    this.#isDrawn = true;
    return html`
      <div class="content">
        <div class="row">
          <p class="plan" part="plan" tabindex="-1">${it.productName}</p>
          <span class="pill ${toneOf(it)}" part="status">${words.text(it.cancelAtPeriodEnd ? 'ending' : it.status)}</span>
        </div>
        ${subscriptionFacts(words, it, this.#card())} ${drawn?.render() ?? nothing}
        <div class="row">
          ${isUnpaid(it) ? nothing : this.#renderOpener('change', 'button')}
          ${it.cancelAtPeriodEnd ? nothing : this.#renderOpener('cancel', 'button quiet danger')}
        </div>
      </div>
    `;
  }

  #renderOpener(name: 'change' | 'cancel', names: string): TemplateResult {
    return html`<button class=${names} part=${name} type="button" aria-haspopup="dialog" @click=${() => this.#open(name)}>${this.words.text(name)}</button>`;
  }

  #renderFlow(name: PartName | undefined): TemplateResult {
    const part = name && this.#parts.get(name);
    const flow = part?.get();
    if (flow && this.#current) return flow.render();
    return part?.error ? html`<p class="trouble" role="alert">${this.words.text('errorNetwork')}</p>` : subscriptionBones;
  }

  #subscription(): LiveSubscription {
    if (!this.#current) throw new Error('a part is drawn only while there is a subscription');
    return this.#current;
  }

  #card(): PaymentMethod | null | undefined {
    const { state } = this.#cards;
    return state.status === 'ready' ? (state.data.find((it) => it.isDefault) ?? null) : undefined;
  }

  #part(name: PartName): OnDemand<PanelPart> {
    const part = this.#parts.get(name) ?? new OnDemand(this, () => PARTS[name](this.#frame));
    this.#parts.set(name, part);
    return part;
  }

  #open(name: PartName): void {
    this.act.reset();
    if (this.#parts.get(name)?.error) this.#parts.delete(name); // perhaps it can be fetched by now
    this.#part(name);
    this.#modal.show(name);
  }

  #finish(told: Event, news: string): void {
    this.dispatchEvent(told);
    if (this.#modal.topic === undefined) return void this.#settle(news);
    this.#news = news;
    this.#modal.close(); // and then it is said
  }

  /** The dialog is closed, or there was none: what came of it is said, and the focus is not lost with a button that has gone. */
  async #settle(news = this.#news): Promise<void> {
    this.#news = undefined;
    for (const part of this.#parts.values()) part.get()?.reset();
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
