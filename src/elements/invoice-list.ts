import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Invoice } from '../contract/invoice.js';
import { invoices, type InvoicePage } from '../core/resources/account.js';
import { faces, invoiceList } from '../locales/en.js';
import { customElement } from './internal/element/custom-element.js';
import { dateText } from './internal/words/dates.js';
import { notice } from './internal/element/faces.js';
import { isFocusFree } from './internal/element/focus.js';
import type { InvoicePay } from './internal/account/invoice-pay.js';
import { InvoicePages } from './internal/account/invoice-pages.js';
import { known } from './internal/element/known.js';
import { linkUrl } from './internal/element/link-url.js';
import { moneyText } from './internal/words/money.js';
import { OnDemand } from './internal/element/on-demand.js';
import { PanelElement } from './internal/element/panel-element.js';
import { property } from './internal/element/property.js';
import { invoiceList as styles } from './styles/invoice-list.js';

const english = { faces, invoiceList };
const DAY: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' };
/** The action of fetching older invoices. The action of paying one has the invoice's id. */
const MORE = 'more';

const PILLS = { draft: '', open: 'warn', paid: 'good', void: '', failed: 'bad' };

/**
 * The customer's invoices with their status, and a way to pay one that is open. After a failed payment it says what would
 * help. "Show more" brings older invoices.
 *
 * @slot heading - Instead of "Invoices".
 * @fires billing-invoice-retry-request - Someone wants to pay an invoice from the card on file; cancel it to collect it your own way.
 * @fires billing-invoice-paid - The API has collected it.
 * @fires billing-payment-method-request - Someone wants to add a card; cancel it to take cards your own way instead of on the hosted page.
 * @fires billing-sign-in-request - Someone wants to sign in. Unless this is canceled, the session is asked for again.
 * @fires billing-error - The invoices could not be loaded, or one could not be paid.
 * @csspart panel - The card.
 * @csspart heading
 * @csspart table
 * @csspart row
 * @csspart status - An invoice's status.
 * @csspart pay - "Pay now".
 * @csspart view - The link to an invoice.
 * @csspart more - "Show more".
 * @csspart trouble - What went wrong.
 */
@customElement('invoice-list')
export class InvoiceList extends PanelElement<InvoicePage, typeof english> {
  static override styles = [...PanelElement.styles, styles];

  /** How many are shown at first, and with each "Show more". */
  @property({ type: Number }) limit = 10;

  readonly #pages = new InvoicePages();
  #shown = 0;
  readonly #payOnDemand = new OnDemand(this, async () => {
    const { InvoicePay: Pay } = await import('./internal/account/invoice-pay.js');
    return new Pay({ host: this, actions: this.actions, paid: (invoice) => void this.#put(invoice) });
  });
  /** Fetched once an invoice is open. */
  #pay: InvoicePay | undefined;

  constructor() {
    super(invoices, english);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { state } = this.view;
    if (state.status === 'ready') this.#pages.take(state.data, this.billing.client?.session.subject);
    if (changed.has('limit')) this.#shown = this.#step;
  }

  protected override renderReady(): TemplateResult {
    const { words } = this;
    const shown = this.#pages.all.slice(0, this.#shown);
    if (shown.length === 0) return notice({ title: words.text('emptyTitle'), text: words.text('emptyText') });
    if (shown.some(({ status }) => status === 'open')) this.#pay = this.#payOnDemand.get();
    const { error } = this.#payOnDemand;
    const { failure } = this.actions;
    return html`
      ${this.#renderTable(shown.map((invoice) => this.#renderRow(invoice)))} ${this.#renderMore()}
      ${this.renderOutcome(undefined, this.#pay?.shows(failure) ? null : (failure ?? (error && { name: 'pay', error })))}
    `;
  }

  protected override renderBones(): TemplateResult {
    const bone = html`<span class="bone">&nbsp;</span>`;
    const row = html`<tr><th>${bone}</th><td class="date">${bone}</td><td class="status">${bone}</td><td class="amount">${bone}</td><td class="actions"></td></tr>`;
    return this.#renderTable(Array.from({ length: Math.min(this.#step, 3) }, () => row));
  }

  get #step(): number {
    return this.limit > 0 ? this.limit : 10;
  }

  /** Roles are explicit, because in some browsers a table with stacked rows is no table. */
  #renderTable(rows: readonly TemplateResult[]): TemplateResult {
    const { words } = this;
    const head = (key: 'number' | 'date' | 'status' | 'amount'): TemplateResult =>
      html`<th role="columnheader" scope="col" class=${key}>${words.text(key)}</th>`;
    return html`
      <table class="table" part="table" role="table" aria-label=${words.text('title')}>
        <thead role="rowgroup">
          <tr role="row">
            ${head('number')} ${head('date')} ${head('status')} ${head('amount')}
            <th role="columnheader" scope="col"><span class="hidden">${words.text('actions')}</span></th>
          </tr>
        </thead>
        <tbody role="rowgroup">${rows}</tbody>
      </table>
    `;
  }

  #renderRow(invoice: Invoice): TemplateResult {
    const { words } = this;
    const status = statusOf(invoice);
    const date = invoice.finalizedAt ?? invoice.createdAt;
    const number = invoice.number ?? words.text('unnumbered');
    const href = linkUrl(invoice.url);
    return html`
      <tr role="row" part="row">
        <th role="rowheader" scope="row" tabindex="-1">${number}</th>
        <td role="cell" class="date"><time datetime=${date}>${dateText(words, date, DAY)}</time></td>
        <td role="cell" class="status"><span class="pill ${known(PILLS, status)}" part="status">${words.text(status)}</span></td>
        <td role="cell" class="amount">${moneyText(words, invoice.total, invoice.currency)}</td>
        <td role="cell" class="actions">
          ${invoice.status === 'open' ? this.#pay?.renderButton(invoice, number) : nothing}
          ${href === undefined
            ? nothing
            : html`<a
                class="button"
                part="view"
                href=${href}
                target="_blank"
                rel="noopener noreferrer"
                aria-label=${words.text('viewNumber', { number })}
                >${words.text('view')}</a
              >`}
        </td>
      </tr>
      ${this.#pay?.renderUnpaid(invoice)}
    `;
  }

  #renderMore(): TemplateResult | typeof nothing {
    const { all, cursor } = this.#pages;
    if (all.length <= this.#shown && !cursor) return nothing;
    const isBusy = this.actions.busy === MORE;
    return html`<button class="button more" part="more" type="button" aria-disabled=${isBusy} @click=${() => void this.#showMore()}>
      ${this.words.text(isBusy ? 'loading' : 'more')}
    </button>`;
  }

  async #showMore(): Promise<void> {
    const from = this.#shown;
    const pages = this.#pages;
    if (pages.all.length < from + this.#step) await this.actions.run(MORE, undefined, (client) => pages.loadOlder(client));
    if (this.actions.failure || pages.all.length <= from) return;
    this.#shown = from + this.#step;
    this.actions.say(this.words.text('moreShown', { count: Math.min(this.#shown, pages.all.length) - from }));
    await this.updateComplete;
    this.#keepFocus(from);
  }

  async #put(invoice: Invoice): Promise<void> {
    this.#pages.put(invoice);
    await this.updateComplete;
    this.#keepFocus(this.#pages.all.indexOf(invoice));
  }

  /** The button that had the focus may be gone: it goes to the row that matters. */
  #keepFocus(index: number): void {
    if (isFocusFree(this)) this.renderRoot.querySelectorAll<HTMLElement>('[role=rowheader]')[index]?.focus();
  }
}

const statusOf = ({ status, paymentFailed }: Invoice): keyof typeof PILLS => (status === 'open' && paymentFailed ? 'failed' : status);

declare global {
  interface HTMLElementTagNameMap {
    'invoice-list': InvoiceList;
  }
}
