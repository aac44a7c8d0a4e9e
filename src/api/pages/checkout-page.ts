import { html } from 'hono/html';
import type { CardField } from '../domain/cards.js';
import { isPending } from '../services/change.js';
import type { Quote } from '../services/quote.js';
import type { Checkout, PendingCard, Project } from '../store/tables.js';
import { lineText } from './checkout-lines.js';
import { placeFields, placeOf, type Whereabouts } from './checkout-place.js';
import { taxLabel } from './invoice-page.js';
import { seller, type Html } from './page.js';
import type { PageWords, TextKey } from './words/index.js';

/** What a page about a checkout is made of. */
export interface CheckoutView {
  readonly project: Project;
  readonly checkout: Checkout;
  readonly quote: Quote;
  readonly words: PageWords;
  /** What is asked of where the payer is, and said of it; undefined where nothing depends on it, or it is on file. */
  readonly where?: Whereabouts | undefined;
}

/** Until the payer has said where they are, nobody knows what is due: the page asks for that first. */
const isDueKnown = ({ where }: CheckoutView): boolean => !where || placeOf(where) !== undefined;

/** What is wrong with what was typed, by field. */
export type Problems = Readonly<Partial<Record<CardField | 'email' | 'name' | 'country' | 'state', TextKey>>>;

export interface FormState {
  readonly email: string;
  readonly name: string;
  readonly problems: Problems;
  /** What went wrong as a whole; the title says that of the payment where there is no other. */
  readonly title?: string;
  readonly message?: string | undefined;
}

export function checkoutPage(view: CheckoutView, form: FormState): Html {
  const { project, quote, words } = view;
  return html`<main class="two">
    <section class="summary">${summary(view)}</section>
    <section>
      <h2>${words.text(quote.needsCard ? 'payByCard' : 'confirmPlanTitle')}</h2>
      ${paymentForm(view, form)}
      ${project.mode === 'test' && quote.needsCard && isDueKnown(view) ? testCardList(words) : ''}
    </section>
  </main>`;
}

function summary(view: CheckoutView): Html {
  const { project, quote, words } = view;
  const { product, price, quantity, recurring, parts, taxLines, due, trialEnd, change } = quote;
  const money = (amount: number): string => words.money(amount, price.currency);
  const line = (label: string, amount: number): Html => html`<div><dt>${label}</dt><dd>${money(amount)}</dd></div>`;
  const units = { count: words.number(quantity), price: money(price.amount), unit: price.unitLabel ?? 'unit' };
  return html`
    ${seller(words, project)}
    <h1>${change ? words.text(isKept(change) ? 'keepNamed' : 'switchTo', { plan: product.name }) : product.name}</h1>
    <p class="hero">${money(recurring)}<small>${words.perInterval(price.interval, price.intervalCount)}</small></p>
    ${price.scheme === 'per_unit' ? html`<p class="soft">${words.text('perUnit', units)}</p>` : ''}
    ${product.description ? html`<p class="soft">${product.description}</p>` : ''}
    <dl>
      ${parts.map((part) => line(lineText(words, quote, part), part.amount))}
      ${taxLines.map((tax) => line(taxLabel(words, tax), tax.amount))}
      ${trialEnd && !change ? line(words.text('freeUntil', { date: words.day(trialEnd) }), 0) : ''}
      ${isDueKnown(view) ? html`<div class="sum"><dt>${words.text('dueToday')}</dt><dd>${money(due)}</dd></div>` : ''}
    </dl>
    <p class="soft">${isDueKnown(view) ? [whatThen, nextPayment, taxesThen].flatMap((say) => say(quote, words) || []).join(' ') : words.text('taxesDepend')}</p>`;
}

/** Nothing changes but that it goes on. */
const isKept = ({ change }: NonNullable<Quote['change']>): boolean => change.type === 'none';

function whatThen({ product, price: { currency, interval, intervalCount }, later: { total }, trialEnd, change, periodEnd, free }: Quote, words: PageWords): string {
  const then = { price: words.money(total, currency), rhythm: words.perInterval(interval, intervalCount) };
  if (change && isPending(change)) {
    const { productName, currentPeriodEnd } = change.changes;
    return words.text('changesLater', { ...then, plan: productName, date: words.day(currentPeriodEnd), next: product.name });
  }
  if (free) return words.text('noCardNeeded');
  return trialEnd && trialEnd >= periodEnd
    ? words.text('afterTrial', { ...then, date: words.day(trialEnd) })
    : words.text('renews', { ...then, date: words.day(periodEnd) });
}

/** Of the payment that comes next, where a coupon that ends makes it less than those after it. */
const nextPayment = ({ price: { currency }, next, later, periodEnd }: Quote, words: PageWords): string =>
  next.total === later.total ? '' : words.text('nextPayment', { date: words.day(periodEnd), price: words.money(next.total, currency) });

/** Of what comes later, where nothing is taxed today. */
function taxesThen({ price: { currency }, taxLines, later, free }: Quote, words: PageWords): string {
  if (free || taxLines.length > 0 || later.taxLines.length === 0) return '';
  const taxes = later.taxLines.map((tax) => `${taxLabel(words, tax)} (${words.money(tax.amount, currency)})`);
  return words.text('priceIncludes', { price: words.money(later.total, currency), taxes: words.list(taxes) });
}

function paymentForm(view: CheckoutView, { email, name, problems, title, message }: FormState): Html {
  const { checkout, quote, words, where } = view;
  const isKnown = isDueKnown(view);
  const wantsCard = quote.needsCard && isKnown;
  const again = !message && Object.keys(problems).length > 0 && wantsCard;
  return html`<form method="post" action="/checkout/${checkout.id}" novalidate>
    ${where && isKnown ? html`<button class="enter" tabindex="-1" aria-hidden="true"></button>` : ''}
    <input type="hidden" name="due" value="${quote.due}">
    <input type="hidden" name="next" value="${quote.next.total}">
    <input type="hidden" name="later" value="${quote.later.total}">
    ${message ? html`<div class="note bad" role="alert"><strong>${title ?? words.text('notPaid')}</strong>${message}</div>` : ''}
    ${again ? html`<p class="note info">${words.text('typeAgain')}</p>` : ''}
    ${field(words, { name: 'email', label: 'email', value: email, problem: problems.email, type: 'email', autocomplete: 'email' })}
    ${where ? placeFields(words, where, problems) : ''}
    ${where ? html`<button class="${isKnown ? 'small' : 'primary'}" name="step" value="total">${words.text('showTotal')}</button>` : ''}
    ${wantsCard ? cardFields(words, name, problems) : ''}
    ${isKnown ? html`<button class="primary">${buttonText(quote, words)}</button>` : ''}
    ${checkout.cancelUrl ? html`<a class="quiet" href="/checkout/${checkout.id}/cancel">${words.text('leave')}</a>` : ''}
  </form>`;
}

function buttonText({ free, due, price, trialEnd, change, product }: Quote, words: PageWords): string {
  const plan = product.name;
  if (free && !change) return words.text('startPlan', { plan });
  if (due > 0) return words.text('pay', { amount: words.money(due, price.currency) });
  if (change) return words.text(isKept(change) ? 'keepNamed' : 'confirmPlan', { plan });
  return words.text(trialEnd ? 'startTrial' : 'confirmPlan', { plan });
}

/** The card's own fields are never filled in again: nothing of a card goes back over the wire. */
export const cardFields = (words: PageWords, name: string, problems: Problems): Html => html`
  ${field(words, { name: 'name', label: 'nameOnCard', value: name, problem: problems.name, autocomplete: 'cc-name' })}
  ${field(words, { name: 'number', label: 'cardNumber', problem: problems.number, autocomplete: 'cc-number', placeholder: '1234 5678 9012 3456', digits: true })}
  <div class="pair">
    ${field(words, { name: 'expiry', label: 'expires', problem: problems.expiry, autocomplete: 'cc-exp', placeholder: words.text('monthYear'), digits: true })}
    ${field(words, { name: 'cvc', label: 'securityCode', problem: problems.cvc, autocomplete: 'cc-csc', placeholder: '123', digits: true })}
  </div>`;

interface Field {
  readonly name: string;
  readonly label: TextKey;
  readonly value?: string;
  readonly problem?: TextKey | undefined;
  readonly type?: string;
  readonly autocomplete: string;
  readonly placeholder?: string;
  readonly digits?: boolean;
}

const field = (words: PageWords, { name, label, value = '', problem, type = 'text', autocomplete, placeholder = '', digits = false }: Field): Html => html`<label>${words.text(label)}
  <input name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}" placeholder="${placeholder}" maxlength="200" required ${digits ? html`dir="ltr"` : ''}
    inputmode="${digits ? 'numeric' : type === 'email' ? 'email' : 'text'}" aria-invalid="${problem ? 'true' : 'false'}" ${problem ? html`aria-describedby="${name}-wrong"` : ''}>
  ${problem ? html`<span class="wrong" id="${name}-wrong" role="alert">${words.text(problem)}</span>` : ''}
</label>`;

const TEST_CARDS: readonly (readonly [TextKey, string])[] = [
  ['testSucceeds', '4242 4242 4242 4242'],
  ['testDeclined', '4000 0000 0000 0002'],
  ['testAsks', '4000 0025 0000 3155'],
  ['testFailsLater', '4000 0000 0000 0341'],
];

export const testCardList = (words: PageWords): Html => html`<details class="cards">
  <summary>${words.text('testCards')}</summary>
  <ul>${TEST_CARDS.map(([outcome, number]) => html`<li><span>${words.text(outcome)}</span><code dir="ltr">${number}</code></li>`)}</ul>
  <p>${words.text('testAnyDate')}</p>
</details>`;

/** The bank's own step: in test mode this page plays the bank. */
export function confirmPage({ project, checkout, quote, words }: CheckoutView, { brand, last4 }: PendingCard): Html {
  return html`<main class="one"><div>
    ${seller(words, { ...project, name: words.text('yourBank') })}
    <h1>${words.text('isThisYou')}</h1>
    <p class="hero">${words.money(quote.due, quote.price.currency)}</p>
    <p class="soft">${words.text('asksToPay', { seller: project.name, brand, last4, plan: quote.product.name })}</p>
    <div class="stack">
      <form method="post" action="/checkout/${checkout.id}/confirm">
        <input type="hidden" name="due" value="${quote.due}">
        <button class="primary" name="answer" value="confirm">${words.text('confirmPayment')}</button>
        <button name="answer" value="refuse">${words.text('notMe')}</button>
      </form>
    </div>
  </div></main>`;
}
