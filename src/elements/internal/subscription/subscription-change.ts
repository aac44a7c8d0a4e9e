import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import type { PlanChangePreview, PlanOption } from '../../../contract/subscriptions.js';
import { inLanguage } from '../../../core/in-language.js';
import { changePlan, getAvailablePlans, previewPlanChange, type AvailablePlans } from '../../../core/actions/plan-change.js';
import { subscriptions } from '../../../core/resources/account.js';
import { planChange } from '../../../locales/en/plan-change.js';
import { faces } from '../../../locales/en.js';
import { BillingPlanChangeRequestEvent, BillingSubscriptionChangeEvent, type PlanChoice } from '../../events.js';
import { checkOut, checkoutAsk } from '../checkout/check-out.js';
import { errorText, notice } from '../element/faces.js';
import { moneyText } from '../words/money.js';
import { planFields } from './subscription-options.js';
import { changePreview, planTexts, type ChangeWords } from './subscription-preview.js';
import type { DialogPart, SubscriptionFrame } from './subscription-frame.js';
import { untilShown } from '../client/until-shown.js';
import { changeText } from '../plans/next-plan.js';
import { Words } from '../words/words.js';

const english = { faces, planChange };

/** Refusals that have words of their own, and whether a checkout would help. */
const REFUSALS = new Map<string, readonly [text: 'declined' | 'noCard' | 'pastDue' | 'ended', way?: 'otherCard' | 'checkout']>([
  ['payment_failed', ['declined', 'otherCard']],
  ['payment_method_required', ['noCard', 'checkout']],
  ['subscription_past_due', ['pastDue']],
  ['subscription_ended', ['ended']],
]);

/** Changing the plan: what there is to choose from, and then what it comes to. What is confirmed is what is charged. */
export class ChangeFlow implements DialogPart {
  readonly #frame: SubscriptionFrame;
  readonly #words: ChangeWords;
  #plans: AvailablePlans | undefined;
  #priceId: string | undefined;
  #seats: number | undefined;
  #preview: PlanChangePreview | undefined;
  /** Whether the amount had changed when it was confirmed. */
  #isNewAmount = false;
  #isAsked = false;
  /** Identifies this opening: what an earlier one started comes too late. */
  #opening = {};

  constructor(frame: SubscriptionFrame) {
    this.#frame = frame;
    this.#words = new Words(frame.host, english);
  }

  reset(): void {
    this.#plans = this.#priceId = this.#seats = this.#preview = undefined;
    this.#isAsked = this.#isNewAmount = false;
    this.#opening = {};
  }

  render(): TemplateResult {
    const { lang } = this.#words;
    if (this.#preview) return this.#renderPreview(inLanguage(lang, this.#preview));
    if (this.#plans) return this.#renderChoice(inLanguage(lang, this.#plans));
    return this.#renderLoading();
  }

  #renderLoading(): TemplateResult {
    const { actions } = this.#frame;
    const words = this.#words;
    if (actions.failure) {
      const text = words.text(errorText(actions.failure.error));
      return notice({ title: words.text('plansFailed'), text, action: { label: words.text('retry'), run: () => void this.#load() } });
    }
    // The first drawing since the dialog was opened, with nothing from before under way any more.
    if (!this.#isAsked && actions.busy === undefined) {
      this.#isAsked = true;
      queueMicrotask(() => void this.#load());
    }
    return html`<p role="status">${words.text('loading')}</p>`;
  }

  #renderChoice({ current_plan: current, available_downgrades: cheaper, available_upgrades: dearer }: AvailablePlans): TemplateResult {
    const words = this.#words;
    const all = [...cheaper, current, ...dearer];
    const chosen = all.find((it) => it.price_id === this.#priceId) ?? current;
    const quantity = this.#quantityOf(chosen);
    const isSame = chosen === current && quantity === current.quantity;
    const options = { all, current, chosen, quantity, choose: this.#choose, setSeats: this.#setSeats };
    const label = this.#needsCheckout(chosen) ? 'checkout' : 'next';
    return html`
      <form @submit=${(event: Event) => void this.#submit(event, isSame ? undefined : chosen)}>
        <h3 class="title" tabindex="-1">${words.text('title')}</h3>
        ${planFields(words, this.#frame.words, options)} ${this.#renderTrouble()}
        <div class="row start">
          <button class="button primary" type="submit" aria-disabled=${isSame || this.#isBusy}>
            ${words.text(this.#isBusy ? 'loading' : label)}
          </button>
        </div>
      </form>
    `;
  }

  #renderPreview(preview: PlanChangePreview): TemplateResult {
    const words = this.#words;
    const { immediate_payment: due } = preview.proration;
    const amount = moneyText(words, due, preview.new_plan.currency);
    const label = this.#isBusy ? 'confirming' : due > 0 ? 'confirmAndPay' : 'confirm';
    return html`
      <h3 class="title" tabindex="-1">${words.text('changeTo', planTexts(words, preview))}</h3>
      ${changePreview(words, this.#frame, preview)}
      <p class="trouble" role="alert" ?hidden=${!this.#isNewAmount}>${this.#isNewAmount ? words.text('amountChanged', { amount }) : nothing}</p>
      ${this.#renderTrouble()}
      <div class="row start">
        <button class="button primary" type="button" aria-disabled=${this.#isBusy} @click=${() => void this.#confirm(preview)}>
          ${words.text(label, { amount })}
        </button>
        <button class="button" type="button" aria-disabled=${this.#isBusy} @click=${this.#handleBack}>${words.text('back')}</button>
      </div>
    `;
  }

  /** Why the last action was refused, and the way on. */
  #renderTrouble(): TemplateResult {
    const words = this.#words;
    const preview = this.#preview;
    const { actions } = this.#frame;
    const failure = this.#isNewAmount ? undefined : actions.failure;
    const [text, way] = (failure && REFUSALS.get(failure.error.code)) ?? [];
    return html`
      <p class="trouble" role="alert" ?hidden=${!failure}>${failure ? (text ? words.text(text) : actions.explain(failure)) : nothing}</p>
      ${way && preview
        ? html`<p><button class="button" type="button" @click=${() => void this.#checkOut(choiceOf(preview))}>${words.text(way)}</button></p>`
        : nothing}
    `;
  }

  get #isBusy(): boolean {
    return this.#frame.actions.busy !== undefined;
  }

  #quantityOf({ quantity, scheme }: PlanOption): number {
    return scheme === 'flat' ? 1 : (this.#seats ?? quantity);
  }

  async #load(): Promise<void> {
    const subscriptionId = this.#frame.subscription().id;
    const opening = this.#opening;
    const plans = await this.#frame.actions.run('plans', undefined, (client) => getAvailablePlans(client, { subscriptionId }));
    if (!plans || opening !== this.#opening) return;
    this.#plans = plans;
    this.#frame.host.requestUpdate();
  }

  /** @param chosen undefined if nothing would change */
  async #submit(event: Event, chosen: PlanOption | undefined): Promise<void> {
    event.preventDefault();
    if (!chosen) return;
    this.#priceId = chosen.price_id;
    const choice = { priceId: chosen.price_id, productId: chosen.product_id, quantity: this.#quantityOf(chosen) };
    if (this.#needsCheckout(chosen)) return this.#checkOut(choice, checkoutAsk(choice, undefined));
    if (await this.#look(choice)) await focusHeading(this.#frame.host);
  }

  /** The first plan that costs something is bought: the checkout takes a card, says what is due, and may begin with a trial. */
  #needsCheckout({ amount }: PlanOption): boolean {
    const { card, subscription } = this.#frame;
    return amount > 0 && subscription().amount === 0 && card() === null;
  }

  /** Asks for the preview; true when it is here. */
  async #look({ priceId, quantity }: PlanChoice): Promise<boolean> {
    const { actions, host } = this.#frame;
    const opening = this.#opening;
    const input = { subscriptionId: this.#frame.subscription().id, new_price_id: priceId, quantity };
    const preview = await actions.run('preview', undefined, (client) => previewPlanChange(client, input));
    if (!preview) this.#learn();
    if (!preview || opening !== this.#opening) return false;
    this.#preview = preview;
    host.requestUpdate();
    return true;
  }

  async #confirm(preview: PlanChangePreview): Promise<void> {
    const { actions } = this.#frame;
    const subscription = this.#frame.subscription();
    if (this.#isBusy) return;
    this.#isNewAmount = false;
    const opening = this.#opening;
    const choice = choiceOf(preview);
    const ask = new BillingPlanChangeRequestEvent(choice, subscription);
    const input = {
      subscriptionId: subscription.id,
      new_price_id: choice.priceId,
      quantity: choice.quantity,
      confirm_amount: preview.proration.immediate_payment,
    };
    const changed = await actions.run('change', ask, (client) => untilShown(client, subscriptions, changePlan(client, input)));
    if (changed) {
      const { subscription: it } = inLanguage(this.#words.lang, changed);
      const news = it.pendingChange ? changeText(this.#words, it, it.pendingChange) : this.#words.text('changed', planTexts(this.#words, preview));
      return this.#frame.finish(new BillingSubscriptionChangeEvent(it, 'plan'), news);
    }
    if (opening !== this.#opening) return;
    if (!actions.failure) return this.#frame.close(); // the page took over
    if (actions.failure.error.code !== 'amount_changed') return this.#learn();
    this.#isNewAmount = await this.#look(choice);
    this.#frame.host.requestUpdate();
    const { current_plan: current, new_plan: chosen } = this.#preview ?? preview;
    if (!this.#isNewAmount || current.price_id !== chosen.price_id || current.quantity !== chosen.quantity) return;
    // The amount differs because the change is done already: in another tab, or by a try whose answer was lost.
    const news = this.#words.text('changed', planTexts(this.#words, inLanguage(this.#words.lang, this.#preview ?? preview)));
    this.#frame.finish(new BillingSubscriptionChangeEvent(this.#frame.subscription(), 'plan'), news);
  }

  /** The API has refused because of the subscription's state, which the panel does not know yet. */
  #learn(): void {
    const { actions, billing } = this.#frame;
    if (actions.failure?.error.code.startsWith('subscription_')) billing.client?.invalidate('subscription');
  }

  /** The hosted page takes a card, and changes the plan. */
  async #checkOut(choice: PlanChoice, ask?: Event): Promise<void> {
    const { actions, host, close } = this.#frame;
    const subscription = this.#frame.subscription();
    // A plan that costs nothing is replaced by what is bought.
    const around = subscription.amount > 0 ? { subscription } : {};
    const opening = this.#opening;
    await actions.run('checkout', ask, (client) => checkOut(host, client, choice, around));
    if (ask?.defaultPrevented && opening === this.#opening) close(); // the page took over
  }

  readonly #choose = ({ price_id }: PlanOption): void => {
    this.#priceId = price_id;
    this.#frame.actions.reset();
    this.#frame.host.requestUpdate();
  };

  readonly #setSeats = (seats: number): void => {
    this.#seats = seats;
    this.#frame.host.requestUpdate();
  };

  readonly #handleBack = (): void => {
    if (this.#isBusy) return;
    this.#preview = undefined;
    this.#isNewAmount = false;
    this.#frame.actions.reset();
    this.#frame.host.requestUpdate();
    void focusHeading(this.#frame.host);
  };
}

/** A new step gets the focus on its heading. */
async function focusHeading(host: LitElement): Promise<void> {
  await host.updateComplete;
  host.renderRoot.querySelector<HTMLElement>('.dialog h3')?.focus();
}

const choiceOf = ({ new_plan: { product_id: productId, price_id: priceId, quantity } }: PlanChangePreview): PlanChoice => ({ productId, priceId, quantity });
