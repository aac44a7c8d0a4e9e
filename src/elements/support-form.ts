import { html, type TemplateResult } from 'lit';
import type { CustomerSelf } from '../contract/customer.js';
import { customer } from '../core/resources/customer.js';
import { faces, supportForm } from '../locales/en.js';
import { customElement } from './internal/element/custom-element.js';
import { errorText, notice } from './internal/element/faces.js';
import { OnDemand } from './internal/element/on-demand.js';
import { PanelElement } from './internal/element/panel-element.js';
import type { TicketForm } from './internal/support/ticket-form.js';
import { supportForm as styles } from './styles/support-form.js';

const english = { faces, supportForm };

/**
 * A message to the merchant's support, with files. It says what may be attached before anything is chosen, and what is typed
 * stays until it is sent.
 *
 * @slot heading - Instead of "Contact support".
 * @fires billing-ticket-request - Someone wants to send a message; cancel it to send it your own way.
 * @fires billing-ticket-created - The API has it, under this id.
 * @fires billing-sign-in-request - Someone wants to sign in. Unless this is canceled, the session is asked for again.
 * @fires billing-error - The form could not be loaded, or the message could not be sent.
 * @csspart panel - The card.
 * @csspart heading
 * @csspart field - A label with what is filled in.
 * @csspart input
 * @csspart drop - Where files are dropped.
 * @csspart file - An attached file.
 * @csspart send
 * @csspart cancel
 * @csspart progress
 * @csspart trouble - What went wrong.
 */
@customElement('support-form')
export class SupportForm extends PanelElement<CustomerSelf, typeof english> {
  static override styles = [...PanelElement.styles, styles];

  #form = this.#fetchForm();
  #owner: string | undefined;

  constructor() {
    super(customer, english);
  }

  protected override willUpdate(): void {
    const { state } = this.view;
    if (state.status !== 'ready' || state.data.customer.id === this.#owner) return;
    // Nobody else may see what one user has typed.
    if (this.#owner !== undefined) this.#form = this.#fetchForm();
    this.#owner = state.data.customer.id;
  }

  protected override renderReady({ customer: { email } }: CustomerSelf): TemplateResult {
    const { error } = this.#form;
    const form = this.#form.get();
    if (form) return html`${form.render(email)} ${this.renderOutcome(undefined, null)}`;
    if (!error) return html`<div class="bones" aria-hidden="true" aria-busy="true">${this.renderBones()}</div>`;
    const again = { label: this.words.text('retry'), run: () => this.#retry() };
    return notice({ title: this.words.text('errorTitle'), text: this.words.text(errorText(error)), action: again });
  }

  protected override renderBones(): TemplateResult {
    this.#form.get(); // fetched while the customer is loading
    return html`<p class="bone">&nbsp;</p><p class="bone"></p><p class="bone"></p><p class="bone"></p><p class="button bone">&nbsp;</p>`;
  }

  #retry(): void {
    this.#form = this.#fetchForm();
    this.requestUpdate();
  }

  #fetchForm(): OnDemand<TicketForm> {
    return new OnDemand(this, async () => {
      const { TicketForm: Form } = await import('./internal/support/ticket-form.js');
      return new Form({ host: this, actions: this.actions });
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-form': SupportForm;
  }
}
