import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import type { Client } from '../core/client.js';
import { customerPortal, faces } from '../locales/en.js';
import { BillingPortalToggleEvent } from './events.js';
import { BillingController, type BillingHost } from './internal/client/billing-controller.js';
import { customElement } from './internal/element/custom-element.js';
import { notice } from './internal/element/faces.js';
import { Modal } from './internal/element/modal.js';
import { OnDemand } from './internal/element/on-demand.js';
import { portalPanels, type PortalPanel } from './internal/account/portal-panels.js';
import { property } from './internal/element/property.js';
import { troubleNotice } from './internal/element/trouble.js';
import { Words } from './internal/words/words.js';
import { base } from './styles/base.js';
import { button } from './styles/button.js';
import { dialog } from './styles/dialog.js';
import { face } from './styles/face.js';
import { panel } from './styles/panel.js';
import { customerPortal as styles } from './styles/customer-portal.js';

/** Where it is: in the page, at its side, or over it. */
export type PortalMode = 'page' | 'drawer' | 'modal';

const english = { faces, customerPortal };

/**
 * Everything a customer can do about their account, in one place: the plan, what was used, cards, invoices, details,
 * credits and help. It consists of the elements of these names, which share one session: each resource is one request.
 *
 * As `drawer` or `modal` it asks for nothing until it is opened: by the content of the slot `trigger`, by
 * `<button commandfor="…" command="--show">` anywhere in the page, by `open`, or by `show()`.
 *
 * @slot heading - Instead of "Billing".
 * @slot trigger - What opens a drawer or modal.
 * @slot - More of your own, after the panels.
 * @fires billing-portal-toggle - A drawer or modal was opened or closed.
 * @fires billing-sign-in-request - Someone wants to sign in. Unless this is canceled, the session is asked for again.
 * @csspart heading
 * @csspart panels
 * @csspart panel - Each panel's card.
 * @csspart panel-heading - Each panel's heading.
 * @csspart dialog
 * @csspart close
 */
@customElement('customer-portal')
export class CustomerPortal extends LitElement implements BillingHost {
  static override styles = [base, button, face, panel, dialog, styles];

  /** Where it is. */
  @property({ reflect: true }) mode: PortalMode = 'page';

  /** Which panels, in this order, separated by commas: of subscription, usage, payment-methods, billing-details, invoices, credits, support. Default: all. */
  @property() panels?: string;

  /** Whether a drawer or modal is shown; closing it sets this to false. */
  @property({ type: Boolean, reflect: true }) open = false;

  /** Where plans are shown, for customers without one or at a limit. */
  @property({ attribute: 'plans-url' }) plansUrl?: string;

  /** Where credits are bought. */
  @property({ attribute: 'top-up-url' }) topUpUrl?: string;

  /** The kinds of credits to show, with their names: `gpt-4: Questions, image`. Default: all. */
  @property({ attribute: 'credit-types' }) creditTypes?: string;

  /** A client to use instead of the provider's. */
  @property({ attribute: false }) client?: Client;

  readonly #billing = new BillingController(this);
  readonly #words = new Words(this, english);
  readonly #modal = new Modal(this, () => this.close());
  readonly #parts = new Map<string, OnDemand<unknown>>();
  /** Whose session is watched. */
  #watched: Client | undefined;
  #unwatch: (() => void) | undefined;

  constructor() {
    super();
    this.addEventListener('command', this.#handleCommand);
  }

  show(): void {
    this.open = true;
  }

  close(): void {
    this.open = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watch(undefined);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const isShown = this.mode === 'page' || this.open;
    this.#watch(isShown ? this.#billing.client : undefined);
    if (!changed.has('open') || this.mode === 'page') return;
    if (this.open) this.#modal.show('portal');
    else this.#modal.close();
  }

  protected override render(): TemplateResult {
    const words = this.#words;
    if (this.mode === 'page') return html`<section class="portal">${this.#renderContent()}</section>`;
    return html`
      <slot name="trigger" @click=${() => this.show()}></slot>
      ${this.#modal.frame(words.text('title'), words.text('close'), () => this.#renderContent())}
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.mode !== 'page' && changed.has('open') && (this.open || changed.get('open'))) this.dispatchEvent(new BillingPortalToggleEvent(this.open));
  }

  #renderContent(): TemplateResult {
    const words = this.#words;
    return html`
      <h2 class="heading" part="heading"><slot name="heading">${words.text('title')}</slot></h2>
      ${this.#isSignedOut ? this.#renderSignedOut() : html`<div class="panels" part="panels">${portalPanels(this.panels).map((it) => this.#renderPanel(it))}</div>`}
      <slot></slot>
    `;
  }

  /** Shown once, and not by every panel. */
  #renderSignedOut(): TemplateResult {
    return html`<div class="panel">${notice(troubleNotice(this, this.#billing, this.#words, { status: 'signed-out' }))}</div>`;
  }

  #renderPanel({ name, load, draw }: PortalPanel): TemplateResult {
    const words = this.#words;
    const part = this.#parts.get(name) ?? new OnDemand(this, load);
    this.#parts.set(name, part);
    if (part.get()) return draw(this);
    const retry = (): void => {
      this.#parts.delete(name);
      this.requestUpdate();
    };
    return html`<div class="panel" aria-busy=${!part.error}>
      ${part.error
        ? notice({ title: words.text('errorTitle'), text: words.text('errorNetwork'), action: { label: words.text('retry'), run: retry } })
        : html`<p class="bone">&nbsp;</p><p class="bone">&nbsp;</p><p class="bone">&nbsp;</p>`}
    </div>`;
  }

  get #isSignedOut(): boolean {
    return this.#watched?.session.get().status === 'signed-out';
  }

  #watch(client: Client | undefined): void {
    if (client === this.#watched) return;
    this.#unwatch?.();
    this.#watched = client;
    this.#unwatch = client?.session.subscribe(() => this.requestUpdate());
  }

  /** From a button with `commandfor`, in browsers that have it. */
  readonly #handleCommand = (event: Event): void => {
    const { command } = event as Event & { command?: string };
    if (command === '--show') this.show();
    if (command === '--close') this.close();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'customer-portal': CustomerPortal;
  }
}
