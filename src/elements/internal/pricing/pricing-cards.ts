import { html, nothing, type TemplateResult } from 'lit';
import { nearDayText } from '../words/dates.js';
import { featureLines } from '../plans/feature-lines.js';
import type { Plan } from '../plans/plan-list.js';
import { billingLine, featureLine, headline, taxNote, type FeatureLine, type Headline } from '../plans/plan-words.js';
import { planButton, planFailure } from './pricing-button.js';
import type { PricingFrame } from './pricing-frame.js';

/** More than these are folded away: a card should be taken in at a glance. */
const MOST_FEATURES = 12;

export function cards(frame: PricingFrame): TemplateResult {
  const { words, plans } = frame;
  const headed = plans.map((plan) => ({ plan, head: headline(words, plan) }));
  return html`
    <ul class="plans ${lengthClass(headed)}" part="plans" role="list" aria-label=${words.text('plans')}>
      ${headed.map(({ plan, head }) => card(frame, plan, head))}
    </ul>
  `;
}

/** All amounts have one size, in which the longest has to fit: ¥12,800 beside 1.234,56 €. */
export function lengthClass(headed: readonly { readonly head: Headline }[]): string {
  const longest = Math.max(0, ...headed.map(({ head }) => head.amount.length));
  return longest > 11 ? 'longest' : longest > 8 ? 'long' : '';
}

/** One template for a whole card: many cards are drawn at once, and a text that is alone in its element needs no marker. */
function card(frame: PricingFrame, plan: Plan, { amount, from, per, spoken }: Headline): TemplateResult {
  const { words, compact } = frame;
  const { id, name, description = '', highlighted = false } = plan.product;
  const badge = badgeText(frame, plan);
  const lead = plan.base ? words.text('everythingIn', { plan: plan.base.name }) : '';
  const lines = linesOf(frame, plan);
  const shown = compact ? [] : lines.splice(0, MOST_FEATURES);
  return html`
    <li class=${highlighted ? 'plan highlighted' : 'plan'} part=${`plan${highlighted ? ' plan-highlighted' : ''}${plan.isCurrent ? ' plan-current' : ''}`}>
      <div class="head">
        <p class="pill flag" part="flag" ?hidden=${!highlighted} .textContent=${words.text('flag')}></p>
        <h3 class="name" part="name" .textContent=${name}></h3>
        <span class="pill badge" part="badge" ?hidden=${!badge} .textContent=${badge}></span>
      </div>
      <p class="description" part="description"><bdi .textContent=${compact ? '' : description}></bdi></p>
      <div class="price" part="price">
        <p class="headline">
          ${from ? html`<span class="per">${from}</span>` : nothing}
          <strong class="amount number" part="amount" .textContent=${amount}></strong>
          <span class="per" part="period" ?hidden=${!per}>
            <span aria-hidden="true" .textContent=${per}></span><span class="hidden" .textContent=${spoken}></span>
          </span>
        </p>
        <p class="billed number" part="billed">${billingLine(words, plan)}${taxNote(words, plan)}</p>
      </div>
      <div class="action">
        <slot name="action-${id}">${planButton(frame, plan)}</slot>
        ${planFailure(frame, plan)}
      </div>
      <div class="more">
        <p class="lead" ?hidden=${!lead} .textContent=${lead}></p>
        <ul class="features" part="features" role="list" ?hidden=${shown.length === 0}>${featureLines(shown)}</ul>
        ${lines.length > 0 ? folded(frame, lines) : nothing}
        <slot name="plan-${id}"></slot>
      </div>
    </li>
  `;
}

/** The badge beside the name of the customer's own plan. */
export function badgeText({ words }: PricingFrame, { isCurrent, endsAt }: Plan): string {
  if (!isCurrent) return '';
  const date = endsAt && nearDayText(words, endsAt);
  return date ? words.text('ends', { date }) : words.text('current');
}

function linesOf({ words }: PricingFrame, { news, usage, product, situation }: Plan): FeatureLine[] {
  const lines = news.map((feature) => featureLine(words, feature, usage));
  if (situation === 'trial') lines.push({ before: words.text('trial', { count: product.trialDays }), amount: '', after: '' });
  return lines;
}

const folded = ({ words, compact }: PricingFrame, lines: readonly FeatureLine[]): TemplateResult => html`
  <details part="details">
    <summary>${compact ? words.text('whatIsIn') : words.text('moreFeatures', { count: lines.length })}</summary>
    <ul class="features" part="features" role="list">${featureLines(lines)}</ul>
  </details>
`;
