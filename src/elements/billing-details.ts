import { html, nothing, type TemplateResult } from 'lit';
import type { BillingDetails as Details } from '../contract/billing-details.js';
import { billingDetails } from '../core/resources/account.js';
import { billingDetails as texts, faces } from '../locales/en.js';
import { addressLines } from './internal/account/address-lines.js';
import type { BillingForm } from './internal/account/billing-form.js';
import { customElement } from './internal/element/custom-element.js';
import { errorText } from './internal/element/faces.js';
import { OnDemand } from './internal/element/on-demand.js';
import { PanelElement } from './internal/element/panel-element.js';
import { billingDetails as styles } from './styles/billing-details.js';

const english = { faces, billingDetails: texts };

/**
 * Name, e-mail, address and tax id for invoices, with a form in their place to change them. What is typed stays until it is
 * saved or given up, whatever happens meanwhile.
 *
 * @slot heading - Instead of "Billing details".
 * @fires billing-details-update-request - Someone wants to save what they changed; cancel it to keep it your own way.
 * @fires billing-details-change - The API has taken the changes.
 * @fires billing-sign-in-request - Someone wants to sign in. Unless this is canceled, the session is asked for again.
 * @fires billing-error - The details could not be loaded or saved.
 * @csspart panel - The card.
 * @csspart heading
 * @csspart edit
 * @csspart field - A label with what is filled in.
 * @csspart input
 * @csspart save
 * @csspart cancel
 * @csspart trouble - What went wrong.
 */
@customElement('billing-details')
export class BillingDetails extends PanelElement<Details, typeof english> {
  static override styles = [...PanelElement.styles, styles];

  #form: OnDemand<BillingForm> | undefined;
  /** Whose details are being edited: nobody else may see what one user has typed. */
  #owner: string | null | undefined;
  #isOpening = false;

  constructor() {
    super(billingDetails, english);
  }

  protected override willUpdate(): void {
    const owner = this.billing.client?.session.subject;
    if (this.view.state.status !== 'ready' || owner === this.#owner) return;
    this.#owner = owner;
    this.#form = undefined;
  }

  protected override updated(): void {
    super.updated();
    const first = this.#isOpening && this.renderRoot.querySelector<HTMLElement>('form input');
    if (!first) return;
    this.#isOpening = false;
    first.focus();
  }

  protected override renderReady(details: Details): TemplateResult {
    const form = this.#form?.get();
    if (form) return html`${form.render()} ${this.renderOutcome(undefined, null)}`;
    return html`${this.#renderFacts(details)} ${this.renderOutcome()}`;
  }

  protected override renderBones(): TemplateResult {
    const { words } = this;
    const bone = html`<span class="bone">&nbsp;</span>`;
    const keys = ['name', 'email', 'address', 'taxId'] as const;
    return html`<dl class="facts">${keys.map((key) => html`<div><dt>${words.text(key)}</dt><dd>${bone}</dd></div>`)}</dl> <span class="button bone">&nbsp;</span>`;
  }

  #renderFacts({ name, email, address, taxId }: Details): TemplateResult {
    const { words } = this;
    const fact = (key: 'name' | 'email' | 'address' | 'taxId', lines: readonly (string | null)[]): TemplateResult => html`
      <div>
        <dt>${words.text(key)}</dt>
        <dd>${lines[0] ? lines.map((line, index) => html`${index > 0 ? html`<br />` : nothing}<bdi>${line}</bdi>`) : html`<span class="soft">${words.text('none')}</span>`}</dd>
      </div>
    `;
    const trouble = this.#form?.error;
    return html`
      <dl class="facts">
        ${fact('name', [name])} ${fact('email', [email])} ${fact('address', addressLines(address, words.lang))} ${fact('taxId', [taxId])}
      </dl>
      ${trouble ? html`<p class="trouble" part="trouble" role="alert">${words.text(errorText(trouble))}</p>` : nothing}
      <button class="button" part="edit" type="button" aria-disabled=${this.#form !== undefined && !trouble} @click=${this.#open}>${words.text('edit')}</button>
    `;
  }

  readonly #open = (): void => {
    if (this.#form && !this.#form.error) return;
    this.actions.reset();
    this.actions.news = undefined; // of an earlier edit: it says nothing of this one
    this.#isOpening = true;
    this.#form = new OnDemand(this, async () => {
      const { BillingForm: Form } = await import('./internal/account/billing-form.js');
      const { state } = this.view;
      if (state.status !== 'ready') throw new TypeError('There is nothing to edit');
      return new Form({ host: this, actions: this.actions, billing: this.billing, details: state.data, close: (news) => void this.#close(news) });
    });
    this.requestUpdate();
  };

  /** The form is closed: the focus goes back to where it came from. */
  async #close(news?: string): Promise<void> {
    this.#form = undefined;
    this.actions.reset();
    if (news !== undefined) this.actions.say(news);
    this.requestUpdate();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[part=edit]')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'billing-details': BillingDetails;
  }
}
