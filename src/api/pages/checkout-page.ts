import { html } from 'hono/html';
import type { CardProblems } from '../domain/cards.js';
import { formatMoney } from '../domain/money.js';
import { isPending } from '../services/change.js';
import type { Quote } from '../services/quote.js';
import type { Checkout, PendingCard, Project } from '../store/tables.js';
import type { Html } from './page.js';
import { dayOf, perInterval, withMinus } from './words.js';

export interface FormState {
  readonly email: string;
  readonly name: string;
  readonly problems: CardProblems & { readonly email?: string; readonly name?: string };
  /** What went wrong as a whole; the title says that of the payment where there is no other. */
  readonly title?: string;
  readonly message?: string | undefined;
}

export function checkoutPage(project: Project, checkout: Checkout, quote: Quote, form: FormState): Html {
  return html`<main class="two">
    <section class="summary">${summary(project, quote)}</section>
    <section>
      <h2>${quote.free ? 'Confirm your plan' : 'Pay by card'}</h2>
      ${paymentForm(checkout, quote, form)}
      ${project.mode === 'test' && !quote.free ? testCardList : ''}
    </section>
  </main>`;
}

function summary(project: Project, quote: Quote): Html {
  const { product, price, quantity, recurring, lines, tax, due, trialEnd, change } = quote;
  const money = (amount: number) => withMinus(formatMoney(amount, price.currency));
  const seats = price.scheme === 'per_unit' ? `${quantity} ${price.unitLabel ?? 'unit'}${quantity === 1 ? '' : 's'} at ${money(price.amount)}` : null;
  return html`
    <p class="seller"><span>${project.name}</span>${project.mode === 'test' ? html`<span class="pill">Test mode</span>` : ''}</p>
    <h1>${change ? `Switch to ${product.name}` : product.name}</h1>
    <p class="hero">${money(recurring)}<small>${perInterval(price.interval, price.intervalCount)}</small></p>
    ${seats ? html`<p class="soft">${seats}</p>` : ''}
    ${product.description ? html`<p class="soft">${product.description}</p>` : ''}
    <dl>
      ${lines.map((line) => html`<div><dt>${line.description}</dt><dd>${money(line.amount)}</dd></div>`)}
      ${tax > 0 ? html`<div><dt>${price.taxBehavior === 'inclusive' ? 'Tax, included' : 'Tax'}</dt><dd>${money(tax)}</dd></div>` : ''}
      ${trialEnd && !change ? html`<div><dt>Free trial until ${dayOf(trialEnd)}</dt><dd>${money(0)}</dd></div>` : ''}
      <div class="sum"><dt>Due today</dt><dd>${money(due)}</dd></div>
    </dl>
    <p class="soft">${whatThen(quote, money)}</p>`;
}

function whatThen({ product, price, recurring, trialEnd, change, periodEnd, free }: Quote, money: (amount: number) => string): string {
  const rhythm = perInterval(price.interval, price.intervalCount);
  if (free) return 'No card needed. You can upgrade whenever you like.';
  if (change && isPending(change)) {
    return `You keep ${change.changes.productName} until ${dayOf(change.changes.currentPeriodEnd)}. Then ${product.name} starts at ${money(recurring)} ${rhythm}.`;
  }
  if (trialEnd && trialEnd >= periodEnd) return `Then ${money(recurring)} ${rhythm}, from ${dayOf(trialEnd)}. Cancel before that and you pay nothing.`;
  return `Then ${money(recurring)} ${rhythm}, next on ${dayOf(periodEnd)}. Cancel whenever you like.`;
}

function paymentForm(checkout: Checkout, quote: Quote, { email, name, problems, title, message }: FormState): Html {
  const button = quote.free ? `Start ${quote.product.name}` : quote.due > 0 ? `Pay ${formatMoney(quote.due, quote.price.currency)}` : startWords(quote);
  return html`<form method="post" action="/checkout/${checkout.id}" novalidate>
    <input type="hidden" name="due" value="${quote.due}">
    ${message ? html`<div class="note bad" role="alert"><strong>${title ?? 'The payment did not go through'}</strong>${message}</div>` : ''}
    ${!message && Object.keys(problems).length > 0 && !quote.free ? html`<p class="note info">Nothing was charged. Card details are never kept: please type them again.</p>` : ''}
    ${field({ name: 'email', label: 'Email for receipts', value: email, problem: problems.email, type: 'email', autocomplete: 'email' })}
    ${quote.free
      ? ''
      : cardFields(name, problems)}
    <button class="primary">${button}</button>
    ${checkout.cancelUrl ? html`<a class="quiet" href="/checkout/${checkout.id}/cancel">Go back without paying</a>` : ''}
  </form>`;
}

/** The card's own fields are never filled in again: nothing of a card goes back over the wire. */
export const cardFields = (name: string, problems: FormState['problems']): Html => html`
  ${field({ name: 'name', label: 'Name on card', value: name, problem: problems.name, autocomplete: 'cc-name' })}
  ${field({ name: 'number', label: 'Card number', problem: problems.number, autocomplete: 'cc-number', placeholder: '1234 5678 9012 3456', digits: true })}
  <div class="pair">
    ${field({ name: 'expiry', label: 'Expires', problem: problems.expiry, autocomplete: 'cc-exp', placeholder: 'MM / YY', digits: true })}
    ${field({ name: 'cvc', label: 'Security code', problem: problems.cvc, autocomplete: 'cc-csc', placeholder: '123', digits: true })}
  </div>`;

const startWords = ({ trialEnd, change, product }: Quote): string =>
  trialEnd && !change ? 'Start free trial' : `Confirm ${product.name}`;

interface Field {
  readonly name: string;
  readonly label: string;
  readonly value?: string;
  readonly problem?: string | undefined;
  readonly type?: string;
  readonly autocomplete: string;
  readonly placeholder?: string;
  readonly digits?: boolean;
}

export const field = ({ name, label, value = '', problem, type = 'text', autocomplete, placeholder = '', digits = false }: Field): Html => html`<label>${label}
  <input name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}" placeholder="${placeholder}" maxlength="200" required
    inputmode="${digits ? 'numeric' : type === 'email' ? 'email' : 'text'}" aria-invalid="${problem ? 'true' : 'false'}" ${problem ? html`aria-describedby="${name}-wrong"` : ''}>
  ${problem ? html`<span class="wrong" id="${name}-wrong" role="alert">${problem}</span>` : ''}
</label>`;

export const testCardList = html`<details class="cards">
  <summary>Cards for testing</summary>
  <ul>
    <li><span>Succeeds</span><code>4242 4242 4242 4242</code></li>
    <li><span>Declined</span><code>4000 0000 0000 0002</code></li>
    <li><span>Bank asks to confirm</span><code>4000 0025 0000 3155</code></li>
    <li><span>Later payments fail</span><code>4000 0000 0000 0341</code></li>
  </ul>
  <p>Any future date and any three digits will do.</p>
</details>`;

/** The bank's own step: in test mode this page plays the bank. */
export const confirmPage = (project: Project, checkout: Checkout, quote: Quote, card: PendingCard): Html => html`<main class="one"><div>
  <p class="seller"><span>Your bank</span>${project.mode === 'test' ? html`<span class="pill">Test mode</span>` : ''}</p>
  <h1>Is this you?</h1>
  <p class="hero">${formatMoney(quote.due, quote.price.currency)}</p>
  <p class="soft">${project.name} asks to use your ${card.brand} card ending in ${card.last4} for ${quote.product.name}.
    Nothing is charged before you confirm.</p>
  <div class="stack">
    <form method="post" action="/checkout/${checkout.id}/confirm">
      <input type="hidden" name="due" value="${quote.due}">
      <button class="primary" name="answer" value="confirm">Confirm payment</button>
      <button name="answer" value="refuse">This is not me</button>
    </form>
  </div>
</div></main>`;
