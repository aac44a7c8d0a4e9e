import { html, nothing, type TemplateResult } from 'lit';
import type { faces, pricingTable } from '../../../locales/en.js';
import type { costEstimate } from '../../../locales/en/cost-estimate.js';
import { amountText } from '../words/amount.js';
import type { Estimate, PlanEstimate } from './estimate.js';
import { placeOf, type Scale } from './estimate-scale.js';
import { moneyText } from '../words/money.js';
import { taxNote } from '../plans/plan-words.js';
import { planButton, planFailure } from '../pricing/pricing-button.js';
import { controls } from '../pricing/pricing-controls.js';
import type { PricingFrame } from '../pricing/pricing-frame.js';
import type { WordsOf } from '../words/words.js';

type EstimateWords = WordsOf<{ faces: typeof faces; pricingTable: typeof pricingTable; costEstimate: typeof costEstimate }>;

/** What the templates of an estimate need besides a pricing table's. */
export interface EstimateFrame extends PricingFrame {
  readonly words: EstimateWords;
  /** The choice of a currency, if there is one. */
  readonly choices: ((frame: PricingFrame) => TemplateResult) | undefined;
  readonly estimate: Estimate;
  readonly scales: readonly Scale[];
  readonly chosen: PlanEstimate | undefined;
  readonly amountOf: (scale: Scale) => number;
  readonly set: (scale: Scale, amount: number) => void;
  readonly take: (plan: PlanEstimate) => void;
  /** Read aloud; empty until somebody estimates. */
  readonly news: string;
}

export function drawEstimate(frame: EstimateFrame): TemplateResult {
  const { words, estimate, scales, chosen, news } = frame;
  return html`
    ${controls(frame, frame.choices?.(frame))}
    <div class="fields" part="amounts">${scales.map((scale, index) => slider(frame, scale, index))}</div>
    <fieldset class="plans" part="plans">
      <legend class="hidden">${words.text('plans')}</legend>
      ${estimate.plans.map((one) => row(frame, one))}
    </fieldset>
    ${chosen ? html`${sums(frame, chosen)}${action(frame, chosen)}` : html`<p class="soft">${words.text('nothingFits')}</p>`}
    <p class="hidden" role="status">${news}</p>
  `;
}

export function estimateNews(words: EstimateWords, { best }: Estimate): string {
  if (!best) return words.text('nothingFits');
  const plan = best.plan.product.name;
  return best.status === 'sum' ? words.text('news', { plan, price: moneyText(words, best.monthly, best.currency) }) : words.text('newsPlain', { plan });
}

/** A slider, and an input beside it for readers who know the number. */
function slider({ words, amountOf, set }: EstimateFrame, scale: Scale, index: number): TemplateResult {
  const amount = amountOf(scale);
  const { feature, title, unit, steps } = scale;
  const written = amountText(words, amount, unit);
  const label = feature === undefined ? title : words.text('aMonthOf', { feature: title });
  const handleSlide = ({ target }: Event): void => {
    if (target instanceof HTMLInputElement) set(scale, steps[target.valueAsNumber] ?? 0);
  };
  const handleType = ({ target }: Event): void => {
    if (target instanceof HTMLInputElement) set(scale, target.valueAsNumber);
  };
  return html`
    <div class="amount">
      <label id="label-${index}" for="amount-${index}">${label}</label>
      <span class="typed number">
        <input
          id="amount-${index}"
          class="input"
          part="input"
          type="number"
          inputmode="decimal"
          min=${feature === undefined ? 1 : 0}
          step=${feature === undefined ? 1 : 'any'}
          .value=${String(amount)}
          @change=${handleType}
        />
        <span class="written" aria-hidden="true">${written}</span>
      </span>
      <input
        class="slider"
        part="slider"
        type="range"
        aria-labelledby="label-${index}"
        aria-valuetext=${written}
        min="0"
        max=${steps.length - 1}
        .value=${String(placeOf(scale, amount))}
        @input=${handleSlide}
      />
    </div>
  `;
}

function row(frame: EstimateFrame, one: PlanEstimate): TemplateResult {
  const { words, estimate, chosen, take } = frame;
  const { plan, status } = one;
  const isChosen = one === chosen;
  return html`
    <label class="plan ${isChosen ? 'chosen' : ''}" part="plan ${isChosen ? 'plan-chosen' : ''}">
      <input type="radio" name="plan" ?disabled=${status === 'over'} .checked=${isChosen} @change=${() => take(one)} />
      <span class="name">${plan.product.name}</span>
      ${one === estimate.best ? html`<span class="pill best" part="best">${words.text('bestFit')}</span>` : nothing}
      ${plan.isCurrent ? html`<span class="pill">${words.text('current')}</span>` : nothing}
      ${one.status === 'sum'
        ? html`<b class="sum number" part="sum">${moneyText(words, one.monthly, one.currency)}</b>`
        : html`<span class="sum soft" part="sum">${words.text(one.status === 'over' ? 'overLimit' : 'talkToUs')}</span>`}
    </label>
  `;
}

/** The parts of a sum. */
function sums({ words, scales }: EstimateFrame, one: PlanEstimate): TemplateResult | typeof nothing {
  if (one.status !== 'sum') return nothing;
  const { plan, currency, lines, monthly } = one;
  const { name } = plan.product;
  const money = (amount: number): string => moneyText(words, Math.round(amount), currency);
  const titleOf = (feature: string | undefined): string =>
    feature === undefined
      ? plan.quantity > 1 ? words.text('timesSeats', { plan: name, count: plan.quantity }) : name
      : (scales.find((scale) => scale.feature === feature)?.title ?? feature);
  return html`
    <dl class="sums" part="sums">
      ${lines.map(({ feature, amount }) => html`<div><dt>${titleOf(feature)}</dt><dd>${money(amount)}</dd></div>`)}
      <div class="total"><dt>${words.text('total')}${taxNote(words, plan)}</dt><dd>${money(monthly)}</dd></div>
    </dl>
  `;
}

function action(frame: EstimateFrame, { plan }: PlanEstimate): TemplateResult {
  const alone = { ...frame, plans: [plan] };
  return html`<div>${planButton(alone, plan)}${planFailure(frame, plan)}</div>`;
}
