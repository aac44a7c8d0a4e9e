import { html } from 'hono/html';
import { amountOf } from '../domain/price.js';
import { planName } from '../domain/translations.js';
import { couponOf, type AppliedCoupon } from '../services/next-period.js';
import type { SubscriptionOnPlan } from '../store/subscriptions.js';
import type { Customer, HostedPage, Invoice, PaymentMethod, Project } from '../store/tables.js';
import { statusPill } from './invoice-page.js';
import { seller, type Html } from './page.js';
import type { PageWords, TextKey } from './words/index.js';

/** With what is charged for it next, as `nextAmount` works it out. */
export type ShownSubscription = SubscriptionOnPlan & { readonly nextAmount: number | null };

export interface PortalView {
  readonly words: PageWords;
  readonly project: Project;
  readonly portal: HostedPage;
  readonly customer: Customer;
  readonly subscriptions: readonly ShownSubscription[];
  readonly invoices: readonly { readonly invoice: Invoice; readonly url: string }[];
  readonly cards: readonly PaymentMethod[];
  /** What became of the last action. */
  readonly message?: { readonly kind: 'info' | 'bad'; readonly title: string; readonly text: string } | undefined;
}

export function portalPage(view: PortalView): Html {
  const { words, project, portal, subscriptions, message } = view;
  return html`<main class="wide">
    <section>
      ${seller(words, project)}
      <h1 class="title">${words.text('yourBilling')}</h1>
      ${message ? html`<div class="note ${message.kind}" role="${message.kind === 'bad' ? 'alert' : 'status'}"><strong>${message.title}</strong>${message.text}</div>` : ''}
      <h2 class="small">${words.text('yourPlan')}</h2>
      ${subscriptions.length === 0 ? html`<p class="soft">${words.text('noPlan')}</p>` : subscriptions.map((it) => planRow(view, it))}
    </section>
    ${cardSection(view)}
    ${invoiceSection(view)}
    ${portal.returnUrl ? html`<section><a class="button" href="${portal.returnUrl}">${words.text('backTo', { seller: project.name })}</a></section>` : ''}
  </main>`;
}

/** One action on one thing, as a form that works without a script. */
const actionForm = (portal: HostedPage, action: string, id: string, label: string, primary = false): Html => html`<form method="post" action="/portal/${portal.id}">
  <input type="hidden" name="id" value="${id}"><button name="action" value="${action}" ${primary ? html`class="primary"` : ''}>${label}</button>
</form>`;

const STATUS: Readonly<Record<SubscriptionOnPlan['status'], readonly [kind: string, words: TextKey]>> = {
  active: ['good', 'statusActive'],
  trialing: ['good', 'statusTrial'],
  past_due: ['bad', 'statusFailed'],
  unpaid: ['bad', 'statusUnpaid'],
  incomplete: ['bad', 'statusIncomplete'],
  incomplete_expired: ['plain', 'statusEnded'],
  canceled: ['plain', 'statusEnded'],
};

function planRow({ words, portal }: PortalView, it: ShownSubscription): Html {
  const [kind, status] = it.cancelAtPeriodEnd ? (['plain', 'statusEnding'] as const) : STATUS[it.status];
  const price = `${words.money(amountOf(it.price, it.quantity), it.price.currency)} ${words.perInterval(it.price.interval, it.price.intervalCount)}`;
  const coupon = it.cancelAtPeriodEnd ? undefined : couponOf(it);
  return html`<div class="row">
    <div><h3>${planName(it, words.tag)} <span class="pill ${kind}">${words.text(status)}</span></h3><p class="soft number">${price}</p>${coupon ? html`<p class="soft">${couponText(words, coupon, it.price.currency)}</p>` : ''}<p class="soft">${[whatNext(words, it), ...nextPayment(words, it)].join(' ')}</p></div>
    ${it.cancelAtPeriodEnd ? actionForm(portal, 'reactivate', it.id, words.text('keepPlan'), true) : actionForm(portal, 'cancel', it.id, words.text('cancelPlan'))}
  </div>`;
}

function whatNext(words: PageWords, { cancelAtPeriodEnd, currentPeriodEnd, status, pending }: SubscriptionOnPlan): string {
  const date = words.day(currentPeriodEnd);
  if (cancelAtPeriodEnd) return words.text('worksUntil', { date });
  if (status === 'past_due' || status === 'unpaid' || status === 'incomplete') return words.text('payBelow');
  if (pending) return words.text('changesTo', { plan: planName(pending, words.tag), date });
  return words.text(status === 'trialing' ? 'trialEnds' : 'renewsOn', { date });
}

/** Where coupon, tax or a change make it other than the price that stands above. */
const nextPayment = (words: PageWords, { nextAmount, price, quantity, currentPeriodEnd }: ShownSubscription): string[] =>
  nextAmount === null || nextAmount === amountOf(price, quantity)
    ? []
    : [words.text('nextPayment', { date: words.day(currentPeriodEnd), price: words.money(nextAmount, price.currency) })];

function couponText(words: PageWords, { terms, until }: AppliedCoupon, currency: string): string {
  const discount = terms.percentOff === null ? words.money(terms.amountOff ?? 0, currency) : words.percent(terms.percentOff);
  return until ? words.text('couponUntil', { discount, date: words.day(until) }) : words.text('couponForGood', { discount });
}

const cardSection = ({ words, portal, cards }: PortalView): Html => html`<section>
  <h2 class="small">${words.text('cards')}</h2>
  ${cards.map(
    (card) => html`<div class="row">
      <div><strong>${card.brand} ·· ${card.last4}</strong> ${card.isDefault ? html`<span class="pill plain">${words.text('inUse')}</span>` : ''}<p class="soft number">${words.text('expiresOn', { date: expiry(card) })}</p></div>
      ${card.isDefault ? '' : html`<div class="row">${actionForm(portal, 'use-card', card.id, words.text('useCard'))}${actionForm(portal, 'remove-card', card.id, words.text('remove'))}</div>`}
    </div>`,
  )}
  <div class="row">${actionForm(portal, 'add-card', '', words.text('addCard'))}</div>
</section>`;

const expiry = ({ expMonth, expYear }: PaymentMethod): string => `${String(expMonth).padStart(2, '0')} / ${expYear}`;

const invoiceSection = ({ words, portal, invoices }: PortalView): Html => html`<section>
  <h2 class="small">${words.text('invoices')}</h2>
  ${invoices.length === 0 ? html`<p class="soft">${words.text('noneYet')}</p>` : ''}
  ${invoices.map(
    ({ invoice, url }) => html`<div class="row">
      <div><a href="${url}">${invoice.number ?? words.text('draft')}</a> ${statusPill(words, invoice)}<p class="soft">${words.day(invoice.createdAt)}</p></div>
      <div class="row">${invoice.status === 'open' ? actionForm(portal, 'pay', invoice.id, words.text('payNow'), true) : ''}<strong class="number">${words.money(invoice.total, invoice.currency)}</strong></div>
    </div>`,
  )}
</section>`;
