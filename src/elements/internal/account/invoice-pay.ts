import { html, nothing, type TemplateResult } from 'lit';
import type { Invoice } from '../../../contract/invoice.js';
import { retryInvoice } from '../../../core/actions/account.js';
import { invoicePay } from '../../../locales/en/invoice-pay.js';
import { faces } from '../../../locales/en.js';
import { BillingInvoicePaidEvent, BillingInvoiceRetryRequestEvent } from '../../events.js';
import type { ActionController } from '../element/action-controller.js';
import { ADD_CARD, addCard } from './add-card.js';
import type { BillingHost } from '../client/billing-controller.js';
import { known } from '../element/known.js';
import { PAYMENT_REFUSALS } from './payment-refusals.js';
import { Words } from '../words/words.js';

const english = { faces, invoicePay };

const REFUSALS = { ...PAYMENT_REFUSALS, invoice_not_open: 'settled' } as const;

export interface InvoicePayFrame {
  readonly host: BillingHost;
  /** An action named by an invoice's id is its payment. */
  readonly actions: ActionController;
  /** Called with the API's answer when an invoice is paid. */
  paid(invoice: Invoice): void;
}

/** Pays open invoices. Most lists have none, so this is fetched by those that do. */
export class InvoicePay {
  readonly #frame: InvoicePayFrame;
  readonly #words: Words<typeof english>;
  /** The invoice that could not be paid, and why; it stays to be read while a card is being added. */
  #unpaid: ActionController['failure'];

  constructor(frame: InvoicePayFrame) {
    this.#frame = frame;
    this.#words = new Words(frame.host, english);
  }

  /** Whether this failure is shown below its invoice. */
  shows(failure: ActionController['failure']): boolean {
    return failure !== undefined && failure === this.#unpaid;
  }

  renderButton(invoice: Invoice, number: string): TemplateResult {
    const words = this.#words;
    const { busy } = this.#frame.actions;
    const isBusy = busy === invoice.id;
    return html`<button
      class="button"
      part="pay"
      type="button"
      aria-disabled=${busy !== undefined}
      aria-label=${words.text(isBusy ? 'payingNumber' : 'payNumber', { number })}
      @click=${() => void this.#pay(invoice, number)}
    >${words.text(isBusy ? 'paying' : 'pay')}</button>`;
  }

  /** A row below the invoice: why it could not be paid, and what to do. */
  renderUnpaid({ id, status }: Invoice): TemplateResult | typeof nothing {
    if (this.#unpaid?.name !== id || (this.#unpaid.isUnknown && status !== 'open')) return nothing;
    const words = this.#words;
    const { host, actions } = this.#frame;
    const { error } = this.#unpaid;
    const refusal = known(REFUSALS, error.code);
    return html`
      <tr role="row" class="unpaid">
        <td role="cell" colspan="5">
          <p class="row start">
            <span class="trouble" part="trouble" role="alert">${refusal ? words.text(refusal) : actions.explain(this.#unpaid)}</span>
            ${refusal && refusal !== 'settled'
              ? html`<button class="button" type="button" aria-disabled=${actions.busy === ADD_CARD} @click=${() => void addCard(host, actions)}>
                  ${words.text('addCard')}
                </button>`
              : nothing}
          </p>
        </td>
      </tr>
    `;
  }

  async #pay(invoice: Invoice, number: string): Promise<void> {
    const { host, actions, paid } = this.#frame;
    const { id: invoiceId } = invoice;
    const answer = await actions.run(invoiceId, new BillingInvoiceRetryRequestEvent(invoice), (client) => retryInvoice(client, { invoiceId }));
    if (answer) {
      this.#unpaid = undefined;
      actions.say(this.#words.text('nowPaid', { number }));
      host.dispatchEvent(new BillingInvoicePaidEvent(answer));
      return paid(answer);
    }
    if (actions.failure?.name !== invoiceId) return; // the page does it, or another action is under way
    this.#unpaid = actions.failure;
    host.requestUpdate();
  }
}
