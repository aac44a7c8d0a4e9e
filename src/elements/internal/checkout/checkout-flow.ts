import { html, nothing, type TemplateResult } from 'lit';
import type { ProductList } from '../../../contract/product.js';
import { confirmCheckout, type CheckoutOutcome } from '../../../core/checkout-return.js';
import { getCheckoutStatus } from '../../../core/actions/checkout.js';
import type { Client } from '../../../core/client.js';
import { BillingError, isBillingError } from '../../../core/errors.js';
import { products } from '../../../core/resources/products.js';
import { checkoutButton, faces, pricingTable } from '../../../locales/en.js';
import { checkoutDialog } from '../../../locales/en/checkout-dialog.js';
import { pricingReturn } from '../../../locales/en/pricing-return.js';
import type { CheckoutDialog, CheckoutWish } from '../../checkout-dialog.js';
import {
  BillingCheckoutCompleteEvent,
  BillingCheckoutProgressEvent,
  BillingErrorEvent,
  BillingPlanChangeRequestEvent,
  type CheckoutStep,
} from '../../events.js';
import { checkoutDialog as styles } from '../../styles/checkout-dialog.js';
import type { BillingController, ResourceView } from '../client/billing-controller.js';
import { choiceOf } from './check-out.js';
import { CheckoutFrame } from './checkout-frame.js';
import { notice, type Action } from '../element/faces.js';
import { linkUrl } from '../element/link-url.js';
import { Modal } from '../element/modal.js';
import { adoptLate } from '../element/on-demand.js';
import { openCheckout } from './open-checkout.js';
import { isSettled } from '../plans/plan-list.js';
import { offerOfPrice } from '../plans/plan-offer.js';
import { buttonText } from '../plans/plan-words.js';
import { refusalText } from './refusal-text.js';
import { returnText } from './return-text.js';
import { rememberCheckout } from './returned-checkout.js';
import { troubleNotice } from '../element/trouble.js';
import { Words } from '../words/words.js';

const english = { faces, pricingReturn, pricingTable, checkoutButton, checkoutDialog };

type Face =
  | { readonly status: 'starting' | 'signed-out' | 'confirming' }
  | { readonly status: 'open'; readonly frame: CheckoutFrame }
  | { readonly status: 'error'; readonly error: BillingError }
  | CheckoutOutcome;

/** If the page sends no messages, the API is asked this often how far the checkout is. */
const ASK_EVERY_MS = 5_000;

/** What a checkout dialog does once it is opened: starts the checkout, shows its page, finds out how it ended. */
export class CheckoutFlow {
  readonly #host: CheckoutDialog;
  readonly #billing: BillingController;
  readonly #words: Words<typeof english>;
  readonly #modal: Modal;
  readonly #catalog: ResourceView<ProductList>;
  #wish: CheckoutWish | undefined;
  #face: Face = { status: 'starting' };
  /** Ends everything that is under way for the checkout that is shown. */
  #round = new AbortController();

  constructor(host: CheckoutDialog, billing: BillingController) {
    this.#host = host;
    this.#billing = billing;
    this.#words = new Words(host, english);
    this.#modal = new Modal(host, () => this.#handleClosed());
    this.#catalog = billing.resource(products, { wanted: false });
    adoptLate(host, styles);
  }

  begin(wish: CheckoutWish): void {
    this.#wish = wish;
    this.#modal.show('checkout');
    void this.#start(wish);
  }

  close(): void {
    this.#modal.close();
  }

  render(): TemplateResult {
    const words = this.#words;
    return this.#modal.frame(words.text('title'), words.text('close'), () => html`<div role="status">${this.#renderFace()}</div>`);
  }

  async #start(wish: CheckoutWish): Promise<void> {
    this.#round.abort();
    const { signal } = (this.#round = new AbortController());
    const { client } = this.#billing;
    if (!client || client.session.get().status === 'signed-out') return this.#show({ status: 'signed-out' });
    this.#show({ status: 'starting' });
    try {
      const { priceId, quantity = 1, coupon, successUrl, subscription } = wish;
      const around = { successUrl, coupon, subscription, locale: this.#words.lang };
      const { id, url } = await openCheckout(client, { productId: '', priceId, quantity }, around, 'embedded');
      if (signal.aborted) return;
      rememberCheckout(id, priceId);
      this.#open(client, id, url, signal);
    } catch (cause) {
      if (signal.aborted) return;
      const error = isBillingError(cause) ? cause : new BillingError('checkout_failed', String(cause), { cause });
      if (error.code === 'signed_out') return this.#show({ status: 'signed-out' });
      this.#catalog.wanted = error.code === 'already_purchased';
      this.#show({ status: 'error', error });
      this.#host.dispatchEvent(new BillingErrorEvent(error));
    }
  }

  #open(client: Client, id: string, url: string, signal: AbortSignal): void {
    const tell = (step: CheckoutStep): void => void this.#host.dispatchEvent(new BillingCheckoutProgressEvent(id, step));
    const surroundings = { id, url, clock: client.clock, signal, iframe: () => this.#host.renderRoot.querySelector('iframe'), draw: () => this.#host.requestUpdate() };
    const frame = new CheckoutFrame(surroundings, (status) => {
      if (status === 'complete') void this.#confirm(client, id, signal);
      else if (status === 'canceled' || status === 'escape') this.close();
      else tell(status);
    });
    this.#show({ status: 'open', frame });
    this.#askLater(client, id, signal);
    // Closed early, or so it seems: a message may have been lost, and the API knows.
    signal.addEventListener('abort', () => void this.#leave(client, id, tell), { once: true });
  }

  #askLater(client: Client, id: string, signal: AbortSignal): void {
    const cancel = client.clock.after(ASK_EVERY_MS, () => void this.#ask(client, id, signal));
    signal.addEventListener('abort', cancel, { once: true });
  }

  async #ask(client: Client, id: string, signal: AbortSignal): Promise<void> {
    const progress = client.host.isHidden() ? undefined : await getCheckoutStatus(client, id, signal).catch(() => undefined);
    if (signal.aborted || this.#face.status !== 'open') return;
    if (progress?.status === 'complete') return this.#confirm(client, id, signal);
    if (progress?.status === 'expired') return this.#show({ status: 'expired' });
    this.#askLater(client, id, signal);
  }

  /** Goes on after the dialog is closed: whoever has paid has to get it. */
  async #confirm(client: Client, id: string, signal: AbortSignal): Promise<void> {
    if (this.#face.status !== 'open') return;
    this.#show({ status: 'confirming' });
    const outcome = await confirmCheckout(client, id).catch((): CheckoutOutcome => ({ status: 'pending' }));
    if (outcome.status === 'complete') this.#host.dispatchEvent(new BillingCheckoutCompleteEvent(id, outcome.subscription));
    if (!signal.aborted) this.#show(outcome);
  }

  async #leave(client: Client, id: string, tell: (step: CheckoutStep) => void): Promise<void> {
    if (this.#face.status !== 'open') return;
    const progress = await getCheckoutStatus(client, id).catch(() => undefined);
    if (progress?.status !== 'complete') return tell('canceled');
    client.invalidate();
    this.#host.dispatchEvent(new BillingCheckoutCompleteEvent(id, progress.subscription));
  }

  #show(face: Face): void {
    const isInstead = this.#face.status !== face.status;
    this.#face = face;
    this.#host.requestUpdate();
    if (isInstead) void this.#focus();
  }

  /** Whatever had the focus may be gone with what was shown before. */
  async #focus(): Promise<void> {
    await this.#host.updateComplete;
    if (this.#modal.topic !== undefined) this.#host.renderRoot.querySelector<HTMLElement>('.notice .button')?.focus();
  }

  readonly #handleClosed = (): void => {
    this.#round.abort();
    this.#face = { status: 'starting' };
    this.#catalog.wanted = false;
    this.#host.open = false;
  };

  #renderFace(): TemplateResult {
    const words = this.#words;
    const face = this.#face;
    switch (face.status) {
      case 'starting':
        return bones(words.text('starting'));
      case 'open':
        return this.#renderPage(face.frame);
      case 'confirming':
      case 'pending':
        return notice({ title: words.text('confirming'), text: face.status === 'pending' ? words.text('pending') : '' });
      case 'complete':
        return this.#renderComplete(face);
      case 'expired':
        return notice({ title: words.text('title'), text: words.text('expired'), action: this.#again(words.text('startAgain')) });
      case 'signed-out':
        return notice(troubleNotice(this.#host, this.#billing, words, { status: 'signed-out' }));
      case 'error':
        return this.#renderError(face.error);
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

  #renderComplete(outcome: CheckoutOutcome & { status: 'complete' }): TemplateResult {
    const words = this.#words;
    const { client } = this.#billing;
    const catalog = client?.resource(products).get();
    const href = linkUrl(this.#wish?.successUrl);
    return notice({
      title: returnText(words, { id: '', ...outcome }, catalog?.status === 'ready' ? catalog.data.products : []),
      text: words.text(outcome.subscription?.pendingChange ? 'laterText' : 'completeText'),
      action: { label: words.text(href ? 'continue' : 'done'), href, primary: true, run: () => this.close() },
    });
  }

  #renderError(error: BillingError): TemplateResult {
    const words = this.#words;
    return notice({
      title: words.text('errorTitle'),
      text: refusalText(words, error),
      action: error.code === 'already_purchased' ? this.#change() : this.#again(words.text('retry')),
    });
  }

  #again = (label: string): Action => ({ label, primary: true, run: () => this.#wish && void this.#start(this.#wish) });

  /** For customers with a paid plan, who may have meant to change it. */
  #change(): Action | undefined {
    const { state } = this.#catalog;
    const wish = this.#wish;
    if (state.status !== 'ready' || !wish) return undefined;
    const offer = offerOfPrice(state.data, wish.priceId, { lang: this.#words.lang, seats: wish.quantity });
    const subscription = offer?.subscription;
    if (!subscription || isSettled(offer.plan)) return undefined;
    const change = (): void => {
      if (!this.#host.dispatchEvent(new BillingPlanChangeRequestEvent(choiceOf(offer.plan), subscription))) return this.close();
      this.begin({ ...wish, subscription });
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
