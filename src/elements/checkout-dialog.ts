import { LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { CurrentSubscription } from '../contract/product.js';
import type { Client } from '../core/client.js';
import type { BillingError } from '../core/errors.js';
import { BillingErrorEvent } from './events.js';
import { BillingController, type BillingHost } from './internal/client/billing-controller.js';
import type { CheckoutFlow } from './internal/checkout/checkout-flow.js';
import { customElement } from './internal/element/custom-element.js';
import { fetched } from './internal/element/on-demand.js';
import { property } from './internal/element/property.js';
import { base } from './styles/base.js';
import { button } from './styles/button.js';
import { dialog } from './styles/dialog.js';
import { face } from './styles/face.js';

/** What is bought in a checkout dialog. */
export interface CheckoutWish {
  /** An id of your catalog. */
  readonly priceId: string;
  /** Default: 1. */
  readonly quantity?: number;
  readonly coupon?: string | undefined;
  readonly successUrl?: string | undefined;
  /** The paid subscription to change. */
  readonly subscription?: CurrentSubscription | undefined;
}

/**
 * Shows the hosted checkout in a dialog on the page. Messages of its page count only from exactly the API's origin and this
 * frame, and only as a hint: something is bought when the API says so. Closing the dialog buys nothing; when it is opened
 * again, the same checkout goes on.
 *
 * A page with a Content-Security-Policy has to allow the API's origin in `frame-src`. If the frame stays empty, the dialog
 * offers the checkout as a page of its own. Steps inside the frame are steps of the browser's back button, which
 * goes back through them and leaves the dialog open; on Android the back gesture closes it.
 *
 * @fires billing-checkout-progress - The page has loaded, a card was declined, its bank asks for a confirmation, or the checkout has expired or was left.
 * @fires billing-checkout-complete - The API has confirmed it.
 * @fires billing-plan-change-request - Someone who has a paid plan already wants to change it; cancel it to act yourself.
 * @fires billing-sign-in-request - Someone wants to sign in. Unless this is canceled, the session is asked for again.
 * @fires billing-error - The checkout could not be opened.
 * @csspart dialog
 * @csspart close
 * @csspart page - The frame with the hosted page.
 * @csspart notice
 * @csspart notice-title
 * @csspart notice-text
 * @csspart button
 * @csspart button-primary
 */
@customElement('checkout-dialog')
export class CheckoutDialog extends LitElement implements BillingHost {
  static override styles = [base, button, face, dialog];

  /** The price to buy: an id of your catalog. */
  @property() price?: string;

  /** How many units, such as seats. */
  @property({ type: Number }) quantity = 1;

  /** A coupon of your catalog; for a new subscription only. */
  @property() coupon?: string;

  /** Where "Continue" leads when it is done. Without one, the dialog closes. */
  @property({ attribute: 'success-url' }) successUrl?: string;

  /** Whether it is shown; closing it sets this to false. */
  @property({ type: Boolean, reflect: true }) open = false;

  /** A client to use instead of the provider's. */
  @property({ attribute: false }) client?: Client;

  readonly #billing = new BillingController(this);
  #flow: CheckoutFlow | undefined;
  #isBeginning = false;

  /**
   * Opens the checkout of `wish`, by default of `price`. Resolves when the dialog shows; rejects with NetworkError if a part
   * of it could not be fetched.
   */
  async show(wish?: CheckoutWish): Promise<void> {
    this.open = true;
    await this.#begin(wish);
  }

  close(): void {
    this.open = false;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('open')) return;
    if (!this.open) return this.#flow?.close();
    if (!this.#isBeginning) this.#begin().catch((error: BillingError) => this.dispatchEvent(new BillingErrorEvent(error)));
  }

  /** The code for it is fetched then, since most readers buy nothing. */
  async #begin(wish = this.#ownWish()): Promise<void> {
    this.#isBeginning = true;
    try {
      const { CheckoutFlow } = await fetched(import('./internal/checkout/checkout-flow.js'));
      if (!this.open || !wish) return this.close();
      this.#flow ??= new CheckoutFlow(this, this.#billing);
      this.#flow.begin(wish);
      await this.updateComplete;
    } catch (error) {
      this.open = false;
      throw error;
    } finally {
      this.#isBeginning = false;
    }
  }

  #ownWish(): CheckoutWish | undefined {
    const { price, quantity, coupon, successUrl } = this;
    return price === undefined ? undefined : { priceId: price, quantity, coupon, successUrl };
  }

  protected override render(): TemplateResult | typeof nothing {
    return this.#flow?.render() ?? nothing;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'checkout-dialog': CheckoutDialog;
  }
}
