import { html, nothing, type TemplateResult } from 'lit';
import type { PaymentMethod } from '../contract/payment-method.js';
import { removePaymentMethod, setDefaultPaymentMethod } from '../core/actions/account.js';
import { paymentMethods } from '../core/resources/account.js';
import { faces, paymentMethods as texts } from '../locales/en.js';
import {
  BillingPaymentMethodChangeEvent,
  BillingPaymentMethodDefaultRequestEvent,
  BillingPaymentMethodRemoveRequestEvent,
} from './events.js';
import { ADD_CARD, addCard } from './internal/account/add-card.js';
import { cardExpiry } from './internal/account/card-expiry.js';
import { untilShown } from './internal/client/until-shown.js';
import { customElement } from './internal/element/custom-element.js';
import { dateText } from './internal/words/dates.js';
import { notice } from './internal/element/faces.js';
import { isFocusLost } from './internal/element/focus.js';
import { focusOn } from './internal/element/keep-focus.js';
import { Modal } from './internal/element/modal.js';
import { PanelElement } from './internal/element/panel-element.js';
import { dialog } from './styles/dialog.js';
import { paymentMethods as styles } from './styles/payment-methods.js';

const english = { faces, paymentMethods: texts };
const MONTH: Intl.DateTimeFormatOptions = { month: '2-digit', year: 'numeric', timeZone: 'UTC' };
/** The actions, besides adding a card. The action of choosing the default has the card's id. */
const REMOVE = 'remove';

const TONES = { expires: 'soft', soon: 'warn', expired: 'bad' };

/**
 * The cards on file: which one renewals are charged to, which expire soon, and ways to add, choose and remove one. Cards are
 * added on the hosted page, so their numbers never touch your page.
 *
 * @slot heading - Instead of "Payment methods".
 * @fires billing-payment-method-request - Someone wants to add a card; cancel it to take cards your own way instead of on the hosted page.
 * @fires billing-payment-method-default-request - Someone wants renewals charged to a card; cancel it to do that your own way.
 * @fires billing-payment-method-remove-request - Someone has confirmed the removal of a card; cancel it to do that your own way.
 * @fires billing-payment-method-change - Another card is the default one, or one is removed.
 * @fires billing-sign-in-request - Someone wants to sign in. Unless this is canceled, the session is asked for again.
 * @fires billing-error - The cards could not be loaded or changed.
 * @csspart panel - The card that holds it all.
 * @csspart heading
 * @csspart card - One card on file.
 * @csspart default - "Default".
 * @csspart make-default
 * @csspart remove
 * @csspart add
 * @csspart dialog - The question before a card is removed.
 * @csspart close
 * @csspart trouble - What went wrong.
 */
@customElement('payment-methods')
export class PaymentMethods extends PanelElement<readonly PaymentMethod[], typeof english> {
  static override styles = [...PanelElement.styles, dialog, styles];

  readonly #modal = new Modal(this, () => this.actions.reset());
  /** The card to remove, if the reader confirms. */
  #leaving: PaymentMethod | undefined;

  constructor() {
    super(paymentMethods, english);
  }

  protected override renderReady(cards: readonly PaymentMethod[]): TemplateResult {
    const { words, actions } = this;
    // Newest first, whichever is the default, so that nothing moves under the finger that chooses another.
    const sorted = cards.toSorted((one, other) => other.createdAt.localeCompare(one.createdAt));
    return html`
      ${cards.length === 0
        ? notice({ title: words.text('emptyTitle'), text: words.text('emptyText') })
        : html`<ul class="cards">${sorted.map((card) => this.#renderCard(card))}</ul>`}
      <button
        class="button ${cards.length === 0 ? 'primary' : ''}"
        part="add"
        type="button"
        aria-disabled=${actions.busy === ADD_CARD}
        @click=${() => void addCard(this, actions)}
      >${words.text('add')}</button>
      ${this.renderOutcome(undefined, actions.failure?.name === REMOVE || cards.some(({ id, isDefault }) => isDefault && id === actions.failure?.name) ? null : actions.failure)}
      ${this.#modal.frame(words.text('removeTitle', { card: this.#nameOf(this.#leaving) }), words.text('close'), () => this.#renderQuestion())}
    `;
  }

  protected override renderBones(): TemplateResult {
    return html`
      <ul class="cards"><li><span class="tile"></span><div class="what"><p class="bone">&nbsp;</p><p class="bone small">&nbsp;</p></div></li></ul>
      <span class="button bone">&nbsp;</span>
    `;
  }

  #renderCard(card: PaymentMethod): TemplateResult {
    const { words, actions } = this;
    const { id, brand, last4, isDefault } = card;
    const name = this.#nameOf(card);
    const expiry = cardExpiry(card, this.billing.client?.clock.now() ?? 0);
    const date = dateText(words, new Date(Date.UTC(card.expYear, card.expMonth - 1)).toISOString(), MONTH);
    return html`
      <li part="card" id=${id}>
        <span class="tile"></span>
        <div class="what">
          <p>
            <span class="brand">${brand}</span> <span class="last" aria-hidden="true">•••• ${last4}</span>
            <span class="hidden">${words.text('endingIn', { last4 })}</span>
            ${isDefault ? html`<span class="pill" part="default">${words.text('isDefault')}</span>` : nothing}
          </p>
          <p class="small ${TONES[expiry]}">${words.text(expiry, { date })}</p>
        </div>
        <div class="card-actions">
          ${isDefault
            ? nothing
            : html`<button
                class="button quiet"
                part="make-default"
                type="button"
                aria-disabled=${actions.busy === id}
                aria-label=${words.text('makeDefaultOf', { card: name })}
                @click=${() => void this.#makeDefault(card)}
              >${words.text('makeDefault')}</button>`}
          <button class="button quiet" part="remove" type="button" aria-label=${words.text('removeOf', { card: name })} @click=${() => this.#ask(card)}>
            ${words.text('remove')}
          </button>
        </div>
      </li>
    `;
  }

  #renderQuestion(): TemplateResult {
    const { words, actions } = this;
    const { failure } = actions;
    const isInUse = failure?.error.code === 'payment_method_in_use';
    return html`
      <h3 class="title">${words.text('removeTitle', { card: this.#nameOf(this.#leaving) })}</h3>
      <p class="soft">${words.text('removeText')}</p>
      <p class="trouble" part="trouble" role="alert" ?hidden=${!failure}>
        ${failure ? (isInUse ? words.text('inUse') : actions.explain(failure)) : nothing}
      </p>
      <div class="row start">
        <button class="button bad" type="button" aria-disabled=${actions.busy === REMOVE} @click=${() => void this.#remove()}>${words.text('removeYes')}</button>
        <button class="button" type="button" autofocus @click=${() => this.#modal.close()}>${words.text('removeNo')}</button>
      </div>
    `;
  }

  #nameOf(card: PaymentMethod | undefined): string {
    return card ? this.words.text('card', { brand: card.brand, last4: card.last4 }) : '';
  }

  async #makeDefault(card: PaymentMethod): Promise<void> {
    const { id: paymentMethodId } = card;
    const answer = await this.actions.run(paymentMethodId, new BillingPaymentMethodDefaultRequestEvent(card), (client) =>
      untilShown(client, paymentMethods, setDefaultPaymentMethod(client, { paymentMethodId })),
    );
    if (answer) void this.#tell(answer, 'default', 'nowDefault');
  }

  #ask(card: PaymentMethod): void {
    this.#leaving = card;
    this.actions.reset();
    this.#modal.show(card.id);
  }

  async #remove(): Promise<void> {
    const card = this.#leaving;
    if (!card) return;
    const answer = await this.actions.run(REMOVE, new BillingPaymentMethodRemoveRequestEvent(card), (client) =>
      untilShown(client, paymentMethods, removePaymentMethod(client, { paymentMethodId: card.id })),
    );
    if (!answer) return;
    this.#modal.close();
    void this.#tell(card, 'removed', 'nowRemoved');
  }

  /**
   * The button that had the focus is gone, or belongs to another card by now: the focus goes to the card, or to the heading.
   * It does not go to another button, which a second press would hit.
   */
  async #tell(card: PaymentMethod, change: BillingPaymentMethodChangeEvent['change'], news: 'nowDefault' | 'nowRemoved'): Promise<void> {
    this.actions.say(this.words.text(news, { card: this.#nameOf(card) }));
    this.dispatchEvent(new BillingPaymentMethodChangeEvent(card, change));
    await this.updateComplete;
    const next = this.shadowRoot?.getElementById(card.id) ?? this.renderRoot.querySelector<HTMLElement>('.title');
    if (next && (isFocusLost() || this.matches(':focus-within'))) focusOn(next);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'payment-methods': PaymentMethods;
  }
}
