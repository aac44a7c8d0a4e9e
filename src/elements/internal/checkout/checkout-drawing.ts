import { html, nothing, type TemplateResult } from 'lit';
import type { ProductList } from '../../../contract/product.js';
import type { CheckoutOutcome } from '../../../core/checkout-return.js';
import type { BillingError } from '../../../core/errors.js';
import { products } from '../../../core/resources/products.js';
import { checkoutButton, faces, pricingTable } from '../../../locales/en.js';
import { checkoutDialog } from '../../../locales/en/checkout-dialog.js';
import { pricingReturn } from '../../../locales/en/pricing-return.js';
import type { CheckoutDialog, CheckoutWish } from '../../checkout-dialog.js';
import { BillingPlanChangeRequestEvent } from '../../events.js';
import type { BillingController } from '../client/billing-controller.js';
import type { ResourceView } from '../client/resource-view.js';
import { notice, type Action } from '../element/faces.js';
import { linkUrl } from '../element/link-url.js';
import { troubleNotice } from '../element/trouble.js';
import { isSettled } from '../plans/plan-list.js';
import { offerOfPrice } from '../plans/plan-offer.js';
import { buttonText } from '../plans/plan-words.js';
import type { Words } from '../words/words.js';
import { choiceOf } from './check-out.js';
import type { CheckoutFrame } from './checkout-frame.js';
import { refusalText } from './refusal-text.js';
import { returnText } from './return-text.js';

export const english = { faces, pricingReturn, pricingTable, checkoutButton, checkoutDialog };

export type CheckoutFace =
  | { readonly status: 'starting' | 'signed-out' | 'confirming' }
  | { readonly status: 'open'; readonly frame: CheckoutFrame }
  | { readonly status: 'error'; readonly error: BillingError }
  | CheckoutOutcome;

export interface DialogSurroundings {
  readonly host: CheckoutDialog;
  readonly billing: BillingController;
  readonly words: Words<typeof english>;
  readonly catalog: ResourceView<ProductList>;
  readonly begin: (wish: CheckoutWish) => void;
  readonly close: () => void;
}

/** How a checkout dialog looks, and what its buttons do. */
export class CheckoutDrawing {
  readonly #around: DialogSurroundings;
  readonly #words: Words<typeof english>;

  constructor(around: DialogSurroundings) {
    this.#around = around;
    this.#words = around.words;
  }

  render(face: CheckoutFace, wish: CheckoutWish): TemplateResult {
    const { host, billing } = this.#around;
    const words = this.#words;
    switch (face.status) {
      case 'starting':
        return bones(words.text('starting'));
      case 'open':
        return this.#renderPage(face.frame);
      case 'confirming':
      case 'pending':
        return notice({ title: words.text('confirming'), text: face.status === 'pending' ? words.text('pending') : '' });
      case 'complete':
        return this.#renderComplete(face, wish);
      case 'expired':
        return notice({ title: words.text('title'), text: words.text('expired'), action: this.#again(words.text('startAgain'), wish) });
      case 'signed-out':
        return notice(troubleNotice(host, billing, words, { status: 'signed-out' }));
      case 'error':
        return this.#renderError(face.error, wish);
    }
  }

  #renderPage(frame: CheckoutFrame): TemplateResult {
    const words = this.#words;
    return html`
      ${frame.hasLoaded ? nothing : bones(words.text('starting'))} ${frame.render(words.text('title'))}
      ${frame.isSilent
        ? html`<div class="silent">
            <p class="notice-text" part="notice-text">${words.text('silentText')}</p>
            <a class="button" part="button" href=${linkUrl(frame.url) ?? nothing}>${words.text('openPage')}</a>
          </div>`
        : nothing}
    `;
  }

  #renderComplete(outcome: CheckoutOutcome & { status: 'complete' }, wish: CheckoutWish): TemplateResult {
    const words = this.#words;
    const { billing, close } = this.#around;
    const catalog = billing.client?.resource(products).get();
    const href = linkUrl(wish.successUrl);
    return notice({
      title: returnText(words, { id: '', ...outcome }, catalog?.status === 'ready' ? catalog.data.products : []),
      text: words.text(outcome.subscription?.pendingChange ? 'laterText' : 'completeText'),
      action: { label: words.text(href ? 'continue' : 'done'), href, primary: true, run: close },
    });
  }

  #renderError(error: BillingError, wish: CheckoutWish): TemplateResult {
    const words = this.#words;
    return notice({
      title: words.text('errorTitle'),
      text: refusalText(words, error),
      action: error.code === 'already_purchased' ? this.#change(wish) : this.#again(words.text('retry'), wish),
    });
  }

  #again = (label: string, wish: CheckoutWish): Action => ({ label, primary: true, run: () => this.#around.begin(wish) });

  /** For customers with a paid plan, who may have meant to change it. */
  #change(wish: CheckoutWish): Action | undefined {
    const { host, catalog, begin, close } = this.#around;
    const { state } = catalog;
    if (state.status !== 'ready') return undefined;
    const offer = offerOfPrice(state.data, wish.priceId, { lang: this.#words.lang, seats: wish.quantity });
    const subscription = offer?.subscription;
    if (!subscription || isSettled(offer.plan)) return undefined;
    const change = (): void => {
      if (!host.dispatchEvent(new BillingPlanChangeRequestEvent(choiceOf(offer.plan), subscription))) return close();
      begin({ ...wish, subscription });
    };
    return { label: buttonText(this.#words, offer.plan), primary: true, run: change };
  }
}

const bones = (loading: string): TemplateResult => html`
  <div class="bones" aria-busy="true">
    <span class="hidden">${loading}</span>
    <p class="bone" aria-hidden="true">&nbsp;</p>
    <p class="bone" aria-hidden="true">&nbsp;</p>
  </div>
`;
