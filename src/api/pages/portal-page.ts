import { html } from 'hono/html';
import { formatMoney } from '../domain/money.js';
import { amountOf } from '../domain/price.js';
import type { SubscriptionOnPlan } from '../store/subscriptions.js';
import type { Customer, HostedPage, Invoice, PaymentMethod, Project } from '../store/tables.js';
import { statusPill } from './invoice-page.js';
import type { Html } from './page.js';
import { dayOf, perInterval, withMinus } from './words.js';

export interface PortalView {
  readonly project: Project;
  readonly portal: HostedPage;
  readonly customer: Customer;
  readonly subscriptions: readonly SubscriptionOnPlan[];
  readonly invoices: readonly { readonly invoice: Invoice; readonly url: string }[];
  readonly cards: readonly PaymentMethod[];
  /** What became of the last act. */
  readonly message?: { readonly kind: 'info' | 'bad'; readonly title: string; readonly text: string } | undefined;
}

export function portalPage(view: PortalView): Html {
  const { project, portal, subscriptions, message } = view;
  return html`<main class="wide">
    <section>
      <p class="seller"><span>${project.name}</span>${project.mode === 'test' ? html`<span class="pill">Test mode</span>` : ''}</p>
      ${message ? html`<div class="note ${message.kind}" role="${message.kind === 'bad' ? 'alert' : 'status'}"><strong>${message.title}</strong>${message.text}</div><br>` : ''}
      <h2 class="small">Your plan</h2>
      ${subscriptions.length === 0 ? html`<p class="soft">You have no plan at the moment.</p>` : subscriptions.map((it) => planRow(portal, it))}
    </section>
    ${cardSection(view)}
    ${invoiceSection(view)}
    ${portal.returnUrl ? html`<section><a class="button" href="${portal.returnUrl}">Back to ${project.name}</a></section>` : ''}
  </main>`;
}

/** One act on one thing, as a form that works without a script. */
const act = (portal: HostedPage, action: string, id: string, label: string, primary = false): Html => html`<form method="post" action="/portal/${portal.id}">
  <input type="hidden" name="id" value="${id}"><button name="action" value="${action}" ${primary ? html`class="primary"` : ''}>${label}</button>
</form>`;

const STATUS: Record<SubscriptionOnPlan['status'], readonly [string, string]> = {
  active: ['good', 'Active'],
  trialing: ['good', 'Trial'],
  past_due: ['bad', 'Payment failed'],
  unpaid: ['bad', 'Unpaid'],
  incomplete: ['bad', 'Not paid yet'],
  incomplete_expired: ['plain', 'Ended'],
  canceled: ['plain', 'Ended'],
};

function planRow(portal: HostedPage, it: SubscriptionOnPlan): Html {
  const [kind, words] = it.cancelAtPeriodEnd ? ['plain', 'Ends soon'] : STATUS[it.status];
  const price = `${formatMoney(amountOf(it.price, it.quantity), it.price.currency)} ${perInterval(it.price.interval, it.price.intervalCount)}`;
  return html`<div class="row">
    <div><h1>${it.productName} <span class="pill ${kind}">${words}</span></h1><p class="soft number">${price}</p><p class="soft">${whatNext(it)}</p></div>
    ${it.cancelAtPeriodEnd ? act(portal, 'reactivate', it.id, 'Keep my plan', true) : act(portal, 'cancel', it.id, 'Cancel plan')}
  </div>`;
}

function whatNext({ cancelAtPeriodEnd, currentPeriodEnd, status, pending }: SubscriptionOnPlan): string {
  const day = dayOf(currentPeriodEnd);
  if (cancelAtPeriodEnd) return `Everything works until ${day}. Nothing is charged after that.`;
  if (status === 'past_due' || status === 'unpaid' || status === 'incomplete') return 'The last payment did not go through. Pay the open invoice below.';
  if (pending) return `Changes to ${pending.productName} on ${day}.`;
  return status === 'trialing' ? `Your trial ends on ${day}; the first payment is due then.` : `Renews on ${day}.`;
}

const cardSection = ({ portal, cards }: PortalView): Html => html`<section>
  <h2 class="small">Cards</h2>
  ${cards.map(
    (card) => html`<div class="row">
      <div><strong>${card.brand} ·· ${card.last4}</strong> ${card.isDefault ? html`<span class="pill plain">In use</span>` : ''}<p class="soft number">Expires ${String(card.expMonth).padStart(2, '0')} / ${card.expYear}</p></div>
      ${card.isDefault ? '' : html`<div class="row">${act(portal, 'use-card', card.id, 'Use this card')}${act(portal, 'remove-card', card.id, 'Remove')}</div>`}
    </div>`,
  )}
  <div class="row">${act(portal, 'add-card', '', 'Add a card')}</div>
</section>`;

const invoiceSection = ({ portal, invoices }: PortalView): Html => html`<section>
  <h2 class="small">Invoices</h2>
  ${invoices.length === 0 ? html`<p class="soft">None yet.</p>` : ''}
  ${invoices.map(
    ({ invoice, url }) => html`<div class="row">
      <div><a href="${url}">${invoice.number ?? 'Draft'}</a> ${statusPill(invoice)}<p class="soft">${dayOf(invoice.createdAt)}</p></div>
      <div class="row"><strong class="number">${withMinus(formatMoney(invoice.total, invoice.currency))}</strong>${invoice.status === 'open' ? act(portal, 'pay', invoice.id, 'Pay now', true) : ''}</div>
    </div>`,
  )}
</section>`;
