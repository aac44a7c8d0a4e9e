import { html, nothing, type TemplateResult } from 'lit';
import { dateText } from './dates.js';
import type { Plan } from './plan-list.js';
import { billingLine, featureLine, headline } from './plan-words.js';
import { planAction } from './pricing-button.js';
import type { PricingFrame } from './pricing-frame.js';

/** More than these are folded away: a card is to be taken in at a glance. */
const MOST_FEATURES = 12;

export function cards(frame: PricingFrame): TemplateResult {
  return html`
    <ul class="plans ${lengthClass(frame)}" part="plans" role="list" aria-label=${frame.words.text('plans')}>
      ${frame.plans.map((plan) => card(frame, plan))}
    </ul>
  `;
}

/** All amounts have one size, which the longest of them must fit: ¥12,800 beside 1.234,56 €. */
export function lengthClass({ words, plans }: PricingFrame): string {
  const longest = Math.max(0, ...plans.map((plan) => headline(words, plan).amount.length));
  return longest > 11 ? 'longest' : longest > 8 ? 'long' : '';
}

function card(frame: PricingFrame, plan: Plan): TemplateResult {
  const { words, compact } = frame;
  const { product } = plan;
  const { highlighted = false } = product;
  return html`
    <li class="plan ${highlighted ? 'highlighted' : ''}" part="plan ${highlighted ? 'plan-highlighted' : ''} ${plan.isCurrent ? 'plan-current' : ''}">
      <div class="head">
        ${highlighted ? html`<p class="pill flag" part="flag">${words.text('flag')}</p>` : nothing}
        <h3 class="name" part="name">${product.name}</h3>
        ${badge(frame, plan)}
      </div>
      <p class="description" part="description">${compact ? nothing : product.description}</p>
      ${price(frame, plan)}
      <div class="action">${planAction(frame, plan)}</div>
      <div class="more">${features(frame, plan)}<slot name="plan-${product.id}"></slot></div>
    </li>
  `;
}

export function badge({ words }: PricingFrame, { isCurrent, endsAt }: Plan): TemplateResult | typeof nothing {
  if (!isCurrent) return nothing;
  const date = endsAt && dateText(words, endsAt, { day: 'numeric', month: 'long' });
  return html`<span class="pill badge" part="badge">${date ? words.text('ends', { date }) : words.text('current')}</span>`;
}

function price({ words }: PricingFrame, plan: Plan): TemplateResult {
  const { amount, from, per, spoken } = headline(words, plan);
  return html`
    <div class="price" part="price">
      <p class="headline">
        ${from ? html`<span class="per">${from}</span>` : nothing}
        <strong class="amount number" part="amount">${amount}</strong>
        ${per ? html`<span class="per" part="period"><span aria-hidden="true">${per}</span><span class="hidden">${spoken}</span></span>` : nothing}
      </p>
      <p class="billed number" part="billed">${billingLine(words, plan)}</p>
    </div>
  `;
}

function features(frame: PricingFrame, plan: Plan): TemplateResult | typeof nothing {
  const { words, compact } = frame;
  const { news, usage, base, product, situation } = plan;
  const lines = news.map((feature) => html`<li>${featureLine(words, feature, usage)}</li>`);
  if (situation === 'trial') lines.push(html`<li>${words.text('trial', { count: product.trialDays })}</li>`);
  if (lines.length === 0) return nothing;
  const lead = base ? html`<p class="lead">${words.text('everythingIn', { plan: base.name })}</p>` : nothing;
  if (compact) return html`<details part="details"><summary>${words.text('whatIsIn')}</summary>${lead}${list(lines)}</details>`;
  const [first, rest] = [lines.slice(0, MOST_FEATURES), lines.slice(MOST_FEATURES)];
  return html`
    ${lead}${list(first)}
    ${rest.length > 0
      ? html`<details part="details"><summary>${words.text('moreFeatures', { count: rest.length })}</summary>${list(rest)}</details>`
      : nothing}
  `;
}

const list = (lines: readonly TemplateResult[]): TemplateResult => html`<ul class="features" part="features" role="list">${lines}</ul>`;
