import { html, nothing, type TemplateResult } from 'lit';
import type { TokenBalance } from '../contract/paywall.js';
import { balances } from '../core/resources/account.js';
import { creditBalance, faces } from '../locales/en.js';
import { BillingBalanceLevelChangeEvent, BillingTopUpRequestEvent } from './events.js';
import { readCredits, type Credits } from './internal/account/credits.js';
import { customElement } from './internal/element/custom-element.js';
import { notice } from './internal/element/faces.js';
import { linkUrl } from './internal/element/link-url.js';
import { PanelElement } from './internal/element/panel-element.js';
import { property } from './internal/element/property.js';
import { OneState } from './internal/element/states.js';
import { creditBalance as styles } from './styles/credit-balance.js';

const english = { faces, creditBalance };

/**
 * What is left of each kind of credits, which of them run low, and a link to more. It follows the API while it is on the
 * page, and says aloud when a kind runs low.
 *
 * The API counts what is spent: this only shows it.
 *
 * @slot heading - Instead of "Credits".
 * @fires billing-balance-level-change - A kind fell to its low mark or rose above it; once per crossing, and once at first if it is low.
 * @fires billing-top-up-request - Someone wants more; cancel it to sell more your own way instead of going to `top-up-url`.
 * @fires billing-sign-in-request - Someone wants to sign in. Unless this is canceled, the session is asked for again.
 * @fires billing-error - The balances could not be loaded.
 * @csspart panel - The card.
 * @csspart heading
 * @csspart balance - One kind of credits.
 * @csspart label
 * @csspart count
 * @csspart level - The words beside the colour of a low balance.
 * @csspart top-up
 * @cssstate low
 */
@customElement('credit-balance')
export class CreditBalance extends PanelElement<readonly TokenBalance[], typeof english> {
  static override styles = [...PanelElement.styles, styles];

  /** A balance is low at this number and below. */
  @property({ type: Number }) low = 0;

  /** The kinds to show, with their names: `gpt-4: Questions, image`. Default: all. */
  @property() types?: string;

  /** Where "Top up" leads; `{type}` is filled in. */
  @property({ attribute: 'top-up-url' }) topUpUrl?: string;

  readonly #state = new OneState(this);
  #credits: readonly Credits[] = [];
  /** By kind, whether it was low when the page was last told. */
  #told = new Map<string, boolean>();
  #owner: string | null | undefined;

  constructor() {
    super(balances, english);
  }

  protected override willUpdate(): void {
    const { state } = this.view;
    this.#credits = state.status === 'ready' ? readCredits(state.data, this.types, this.low) : [];
  }

  protected override renderReady(): TemplateResult {
    const { words } = this;
    if (this.#credits.length === 0) return notice({ title: words.text('emptyTitle'), text: words.text('emptyText') });
    return html`
      <ul class="balances">${this.#credits.map((it) => this.#renderBalance(it))}</ul>
      <p class="hidden" role="status"></p>
    `;
  }

  protected override renderBones(): TemplateResult {
    const row = html`<li><span class="label bone">&nbsp;</span><span class="count bone">&nbsp;</span><span class="button bone">&nbsp;</span></li>`;
    return html`<ul class="balances">${row}${row}</ul>`;
  }

  protected override updated(): void {
    super.updated();
    if (!this.isConnected) return;
    this.#state.show(this.#credits.some(({ isLow }) => isLow) ? 'low' : undefined);
    if (this.view.state.status === 'ready' && this.words.ready) this.#tell();
  }

  #renderBalance({ type, label, count, isLow }: Credits): TemplateResult {
    const { words } = this;
    return html`
      <li part="balance">
        <span class="label" part="label">${label}</span>
        <span class="count" part="count">${words.number(count)}</span>
        ${this.#renderTopUp(type, label)}
        <span class="level ${count > 0 ? 'warn' : 'bad'}" part="level">${isLow ? words.text(count > 0 ? 'low' : 'none') : nothing}</span>
      </li>
    `;
  }

  #renderTopUp(type: string, label: string): TemplateResult {
    const { words } = this;
    const href = linkUrl(this.topUpUrl?.replaceAll('{type}', encodeURIComponent(type)));
    const name = words.text('topUpOf', { label });
    const ask = (event: Event): void => {
      if (!this.dispatchEvent(new BillingTopUpRequestEvent(type, href))) event.preventDefault();
    };
    return href === undefined
      ? html`<button class="button quiet" part="top-up" type="button" aria-label=${name} @click=${ask}>${words.text('topUp')}</button>`
      : html`<a class="button quiet" part="top-up" href=${href} aria-label=${name} @click=${ask}>${words.text('topUp')}</a>`;
  }

  /** If the first reading is low, the page is told. But it did not just happen, so it is not said aloud. */
  #tell(): void {
    const owner = this.billing.client?.session.subject;
    if (owner !== this.#owner) this.#told = new Map();
    this.#owner = owner;
    const aloud: string[] = [];
    for (const { type, label, count, isLow } of this.#credits) {
      const before = this.#told.get(type);
      if (before === isLow) continue;
      this.#told.set(type, isLow);
      if (before !== undefined) aloud.push(this.words.text(isLow ? 'nowLow' : 'nowEnough', { label, count }));
      if (before !== undefined || isLow) this.dispatchEvent(new BillingBalanceLevelChangeEvent(type, isLow));
    }
    // Outside of the template: only a change in a region that is already there is read out.
    const region = this.renderRoot.querySelector('[role=status]');
    if (region && aloud.length > 0) region.textContent = aloud.join(' ');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'credit-balance': CreditBalance;
  }
}
