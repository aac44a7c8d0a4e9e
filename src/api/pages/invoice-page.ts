import { html } from 'hono/html';
import type { BilledTo, Customer, Invoice, Project, TaxLine } from '../store/tables.js';
import { seller, type Html } from './page.js';
import type { PageWords, TextKey } from './words/index.js';

const STATUS: Readonly<Record<Invoice['status'], readonly [kind: string, words: TextKey]>> = {
  draft: ['plain', 'draft'],
  open: ['bad', 'toPay'],
  paid: ['good', 'statusPaid'],
  void: ['plain', 'void'],
};

export const statusPill = (words: PageWords, { status, attempts }: Pick<Invoice, 'status' | 'attempts'>): Html => {
  const [kind, key] = STATUS[status];
  return html`<span class="pill ${kind}">${words.text(status === 'open' && attempts > 0 ? 'statusFailed' : key)}</span>`;
};

/** An invoice on paper: the browser's own print makes the PDF. */
export const invoiceTitle = (words: PageWords, { number }: Invoice): string => (number ? words.text('invoiceNumber', { number }) : words.text('draftInvoice'));

export const taxLabel = (words: PageWords, { name, percentage, inclusive }: TaxLine): string =>
  words.text(inclusive ? 'taxNamedIncluded' : 'taxNamed', { name, percent: words.percent(percentage) });

export function invoicePage(words: PageWords, project: Project, customer: Customer, invoice: Invoice): Html {
  const to = invoice.billedTo ?? customer;
  const money = (amount: number): string => words.money(amount, invoice.currency);
  return html`<main class="wide"><section>
    ${seller(words, project)}
    <div class="row"><h1>${invoiceTitle(words, invoice)}</h1>${statusPill(words, invoice)}</div>
    <p class="hero">${money(invoice.total)}</p>
    <dl class="facts">
      <div><dt>${words.text('date')}</dt><dd>${words.day(invoice.finalizedAt ?? invoice.createdAt)}</dd></div>
      ${invoice.paidAt ? html`<div><dt>${words.text('paidOn')}</dt><dd>${words.day(invoice.paidAt)}</dd></div>` : ''}
      <div><dt>${words.text('billedTo')}</dt><dd>${linesOf(to).map((line) => html`${line}<br>`)}</dd></div>
      ${to.taxId ? html`<div><dt>${words.text('taxId')}</dt><dd>${to.taxId}</dd></div>` : ''}
    </dl>
    <dl>
      ${invoice.lines.map((line) => html`<div><dt>${line.description}${line.quantity === 1 ? '' : ` × ${words.number(line.quantity)}`}</dt><dd>${money(line.amount)}</dd></div>`)}
      ${invoice.taxLines.map((tax) => html`<div><dt>${taxLabel(words, tax)}</dt><dd>${money(tax.amount)}</dd></div>`)}
      <div class="sum"><dt>${words.text('total')}</dt><dd>${money(invoice.total)}</dd></div>
    </dl>
    <p class="soft no-print">${words.text('keepCopy')}</p>
  </section></main>`;
}

const linesOf = ({ name, email, address }: BilledTo): string[] =>
  [
    name ?? email ?? '',
    address?.line1 ?? '',
    address?.line2 ?? '',
    [address?.postalCode, address?.city].filter(Boolean).join(' '),
    [address?.state, address?.country].filter(Boolean).join(', '),
  ].filter(Boolean);
