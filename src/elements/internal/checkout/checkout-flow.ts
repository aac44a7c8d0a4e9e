import { html, type TemplateResult } from 'lit';
import type { ProductList } from '../../../contract/product.js';
import { getCheckoutStatus } from '../../../core/actions/checkout.js';
import { confirmCheckout, type CheckoutOutcome } from '../../../core/checkout-return.js';
import type { Client } from '../../../core/client.js';
import { BillingError, isBillingError } from '../../../core/errors.js';
import { products } from '../../../core/resources/products.js';
import type { CheckoutDialog, CheckoutWish } from '../../checkout-dialog.js';
import { BillingCheckoutCompleteEvent, BillingCheckoutProgressEvent, BillingErrorEvent, type CheckoutStep } from '../../events.js';
import { checkoutDialog as styles } from '../../styles/checkout-dialog.js';
import type { BillingController } from '../client/billing-controller.js';
import type { ResourceView } from '../client/resource-view.js';
import { Modal } from '../element/modal.js';
import { adoptLate } from '../element/on-demand.js';
import { Words } from '../words/words.js';
import { CheckoutDrawing, english, type CheckoutFace } from './checkout-drawing.js';
import { CheckoutFrame } from './checkout-frame.js';
import { openCheckout } from './open-checkout.js';
import { rememberCheckout } from './returned-checkout.js';

/** If the page sends no messages, the API is asked this often how far the checkout is. */
const ASK_EVERY_MS = 5_000;

/** What a checkout dialog does once it is opened: starts the checkout, shows its page, finds out how it ended. */
export class CheckoutFlow {
  readonly #host: CheckoutDialog;
  readonly #billing: BillingController;
  readonly #words: Words<typeof english>;
  readonly #modal: Modal;
  readonly #catalog: ResourceView<ProductList>;
  readonly #drawing: CheckoutDrawing;
  #wish: CheckoutWish | undefined;
  #face: CheckoutFace = { status: 'starting' };
  /** Ends everything that is under way for the checkout that is shown. */
  #round = new AbortController();

  constructor(host: CheckoutDialog, billing: BillingController) {
    this.#host = host;
    this.#billing = billing;
    this.#words = new Words(host, english);
    this.#modal = new Modal(host, () => this.#handleClosed());
    this.#catalog = billing.resource(products, { wanted: false });
    this.#drawing = new CheckoutDrawing({
      host,
      billing,
      words: this.#words,
      catalog: this.#catalog,
      begin: (wish) => this.begin(wish),
      close: () => this.close(),
    });
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
    const content = (): unknown => this.#wish && this.#drawing.render(this.#face, this.#wish);
    return this.#modal.frame(words.text('title'), words.text('close'), () => html`<div role="status">${content()}</div>`);
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

  #show(face: CheckoutFace): void {
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
}
