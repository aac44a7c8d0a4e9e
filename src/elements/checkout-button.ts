import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Client } from '../core/client.js';
import { products } from '../core/resources/products.js';
import { checkoutButton, faces, pricingTable } from '../locales/en.js';
import { ActionController } from './internal/element/action-controller.js';
import { BillingController, type BillingHost } from './internal/client/billing-controller.js';
import { checkoutAsk, checkOut, choiceOf, refusals } from './internal/checkout/check-out.js';
import { customElement } from './internal/element/custom-element.js';
import { fetched, OnDemand } from './internal/element/on-demand.js';
import { isSettled } from './internal/plans/plan-list.js';
import { offerOfPrice, type Offer } from './internal/plans/plan-offer.js';
import { buttonText } from './internal/plans/plan-words.js';
import { PricingReturn } from './internal/pricing/pricing-return.js';
import { property } from './internal/element/property.js';
import { isRemembered } from './internal/checkout/returned-checkout.js';
import { OneState } from './internal/element/states.js';
import { askToSignIn } from './internal/element/trouble.js';
import { Words } from './internal/words/words.js';
import { base } from './styles/base.js';
import { button } from './styles/button.js';
import { checkout } from './styles/checkout.js';
import { face } from './styles/face.js';
import { spinner } from './styles/spinner.js';

/** Where the reader pays: on a page in place of this one, or in a dialog over it. */
export type CheckoutMode = 'redirect' | 'embedded';

const english = { faces, pricingTable, checkoutButton };

/**
 * Sells one price: starts its checkout (one, however often it is pressed) and says how that ended. If the customer has a paid
 * plan already, it changes that plan instead, and its label says so.
 *
 * @slot - The label. Default: what pressing it means for this customer, such as "Upgrade to Pro".
 * @fires billing-checkout-request - Pressed; cancel it to act yourself.
 * @fires billing-plan-change-request - The same, if it would change a paid subscription.
 * @fires billing-subscription-change - A plan that was going to end is kept.
 * @fires billing-sign-in-request - The same, with nobody signed in; not canceled, the session is asked for again.
 * @fires billing-checkout-complete - In the mode `embedded`: the API has confirmed it. (After a redirect the provider tells it.)
 * @fires billing-error - The checkout could not be opened.
 * @csspart button
 * @csspart button-primary
 * @csspart failure - Why the checkout was not opened.
 * @csspart news - How the checkout ended that led back to this page.
 * @cssstate busy - A checkout is being opened.
 */
@customElement('checkout-button')
export class CheckoutButton extends LitElement implements BillingHost {
  static override styles = [base, button, face, spinner, checkout];

  /** The price to buy: an id of your catalog. */
  @property() price?: string;

  /** How many units, such as seats. Default: as many as the customer has now, else 1. */
  @property({ type: Number }) quantity?: number;

  /** A coupon of your catalog; for a new subscription only. */
  @property() coupon?: string;

  @property() mode: CheckoutMode = 'redirect';

  /** Where the hosted checkout returns to. Default: this page. */
  @property({ attribute: 'success-url' }) successUrl?: string;

  /** Where the hosted checkout returns to without payment. Default: this page. */
  @property({ attribute: 'cancel-url' }) cancelUrl?: string;

  /** A client to use instead of the provider's. */
  @property({ attribute: false }) client?: Client;

  readonly #state = new OneState(this);
  readonly #billing = new BillingController(this);
  readonly #products = this.#billing.resource(products);
  readonly #actions = new ActionController(this, this.#billing);
  readonly #refusal = refusals(this);
  readonly #returned = new PricingReturn(this);
  readonly #returnText = new OnDemand(this, async () => (await import('./internal/checkout/return-text.js')).returnText);
  readonly #words = new Words(this, english);

  protected override willUpdate(): void {
    this.#returned.follow(this.#billing.client);
  }

  protected override render(): TemplateResult {
    const words = this.#words;
    const { state } = this.#products;
    const isWaiting = !words.ready || (state.status === 'loading' && this.#billing.client !== undefined);
    const offer = this.#offer;
    const busy = this.#actions.busy !== undefined;
    const label = offer ? buttonText(words, offer.plan) : words.text('subscribe');
    return html`
      <button
        class=${isWaiting ? 'button bone' : 'button primary'}
        part="button button-primary"
        type="button"
        ?disabled=${isWaiting}
        aria-busy=${busy || isWaiting ? 'true' : nothing}
        aria-disabled=${busy || hasNothingToDo(offer)}
        @click=${this.#handleClick}
      >${busy ? html`<span class="spinner"></span>` : nothing}<slot>${label}</slot></button>
      <p class="failure" part="failure" role="alert">${this.#refusal(words, this.#actions.failure?.error)}</p>
      <div class="news" part="news" role="status">
        ${this.#newsText()}${busy ? html`<span class="hidden">${words.text('starting')}</span>` : nothing}
      </div>
      ${this.mode === 'embedded' ? html`<checkout-dialog .client=${this.#billing.client}></checkout-dialog>` : nothing}
    `;
  }

  protected override updated(): void {
    this.#state.show(this.#actions.busy && 'busy');
  }

  get #offer(): Offer | undefined {
    const { state } = this.#products;
    if (state.status !== 'ready') return undefined;
    return offerOfPrice(state.data, this.price, { lang: this.#words.lang, seats: this.quantity });
  }

  /** Of many buttons on a page, the one that began the checkout says how it ended. */
  #newsText(): string | typeof nothing {
    const returned = this.#returned.state;
    if (returned.status === 'none' || !isRemembered(returned.id, this.price)) return nothing;
    const { state } = this.#products;
    return this.#returnText.get()?.(this.#words, returned, state.status === 'ready' ? state.data.products : []) ?? nothing;
  }

  readonly #handleClick = async (): Promise<void> => {
    const { client } = this.#billing;
    const offer = this.#offer;
    if (this.#actions.busy !== undefined || this.price === undefined || hasNothingToDo(offer)) return;
    if (!client || client.session.get().status === 'signed-out') return askToSignIn(this, this.#billing);
    const { price, quantity = 1, successUrl, cancelUrl, coupon } = this;
    const choice = offer ? choiceOf(offer.plan) : { productId: '', priceId: price, quantity };
    const around = { successUrl, cancelUrl, coupon, subscription: offer?.subscription };
    await this.#actions.run('checkout', checkoutAsk(choice, around.subscription), async () => {
      if (this.mode === 'redirect' || offer?.plan.situation === 'keep') return checkOut(this, client, choice, around);
      await fetched(import('./checkout-dialog.js'));
      await this.renderRoot.querySelector('checkout-dialog')?.show({ ...choice, ...around });
    });
    if (this.#actions.failure?.error.code !== 'signed_out') return;
    this.#actions.reset();
    askToSignIn(this, this.#billing);
  };
}

const hasNothingToDo = (offer: Offer | undefined): boolean => offer !== undefined && isSettled(offer.plan);

declare global {
  interface HTMLElementTagNameMap {
    'checkout-button': CheckoutButton;
  }
}
