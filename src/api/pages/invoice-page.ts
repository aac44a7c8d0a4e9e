import { html } from 'hono/html';
import { formatMoney } from '../domain/money.js';
import type { Customer, Invoice, Project } from '../store/tables.js';
import type { Html } from './page.js';
import { dayOf, withMinus } from './words.js';

const STATUS = { draft: ['plain', 'Draft'], open: ['bad', 'To pay'], paid: ['good', 'Paid'], void: ['plain', 'Void'] } as const;

export const statusPill = ({ status, attempts }: Pick<Invoice, 'status' | 'attempts'>): Html => {
  const [kind, words] = STATUS[status];
  return html`<span class="pill ${kind}">${status === 'open' && attempts > 0 ? 'Payment failed' : words}</span>`;
};

/** An invoice on paper: the browser's own print makes the PDF. */
export function invoicePage(project: Project, customer: Customer, invoice: Invoice): Html {
  const money = (amount: number) => withMinus(formatMoney(amount, invoice.currency));
  return html`<main class="wide"><section>
    <p class="seller"><span>${project.name}</span>${project.mode === 'test' ? html`<span class="pill">Test mode</span>` : ''}</p>
    <div class="row"><h1>${invoice.number ? `Invoice ${invoice.number}` : 'Draft invoice'}</h1>${statusPill(invoice)}</div>
    <p class="hero">${money(invoice.total)}</p>
    <dl class="facts">
      <div><dt>Date</dt><dd>${dayOf(invoice.finalizedAt ?? invoice.createdAt)}</dd></div>
      ${invoice.paidAt ? html`<div><dt>Paid on</dt><dd>${dayOf(invoice.paidAt)}</dd></div>` : ''}
      <div><dt>Billed to</dt><dd>${billedTo(customer).map((line) => html`${line}<br>`)}</dd></div>
      ${customer.taxId ? html`<div><dt>Tax id</dt><dd>${customer.taxId}</dd></div>` : ''}
    </dl>
    <dl>
      ${invoice.lines.map((line) => html`<div><dt>${line.description}${line.quantity === 1 ? '' : ` × ${line.quantity.toLocaleString('en-US')}`}</dt><dd>${money(line.amount)}</dd></div>`)}
      ${invoice.taxLines.map((tax) => html`<div><dt>${tax.name} ${tax.percentage} %${tax.inclusive ? ', included' : ''}</dt><dd>${money(tax.amount)}</dd></div>`)}
      <div class="sum"><dt>Total</dt><dd>${money(invoice.total)}</dd></div>
    </dl>
    <p class="soft no-print">To keep a copy, print this page or save it as PDF.</p>
  </section></main>`;
}

const billedTo = ({ name, email, address }: Customer): string[] =>
  [
    name ?? email ?? '',
    address?.line1 ?? '',
    address?.line2 ?? '',
    [address?.postalCode, address?.city].filter(Boolean).join(' '),
    [address?.state, address?.country].filter(Boolean).join(', '),
  ].filter(Boolean);
