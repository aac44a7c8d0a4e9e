import { html, nothing, type TemplateResult } from 'lit';
import { pricingChoices } from '../../../locales/en/pricing-choices.js';
import { pricingChoices as styles } from '../../styles/pricing-choices.js';
import { MOST_SEATS } from '../plans/plan-prices.js';
import type { PricingFrame } from './pricing-frame.js';
import type { WordsOf } from '../words/words.js';

const english = { pricingChoices };
type ChoiceWords = WordsOf<typeof english>;

/** The choice of seats and currency, fetched if there is one. */
function choices(frame: PricingFrame): TemplateResult {
  const words = frame.words.and(english);
  return html`${seats(words, frame)}${currency(words, frame)}`;
}

function currency(words: ChoiceWords, { currencies, currency: chosen, change }: PricingFrame): TemplateResult | typeof nothing {
  if (currencies.length < 2) return nothing;
  const handleChange = ({ target }: Event): void => {
    if (target instanceof HTMLSelectElement) change({ currency: target.value });
  };
  return html`
    <label class="field" part="currency">
      <span>${words.text('currency')}</span>
      <select class="input" part="input" @change=${handleChange}>
        ${currencies.map((code) => html`<option .value=${code} .selected=${code === chosen}>${code}</option>`)}
      </select>
    </label>
  `;
}

function seats(words: ChoiceWords, { words: table, seats: count, change }: PricingFrame): TemplateResult | typeof nothing {
  if (count === undefined) return nothing;
  const handleChange = ({ target }: Event): void => {
    if (!(target instanceof HTMLInputElement)) return;
    const asked = Math.floor(target.valueAsNumber);
    const next = asked >= 1 && asked <= MOST_SEATS ? asked : count;
    target.value = String(next);
    change({ seats: next });
  };
  const step = (by: number, label: string, sign: string): TemplateResult => {
    const next = count + by;
    const isEnd = next < 1 || next > MOST_SEATS;
    return html`
      <button class="step" part="step" type="button" aria-label=${label} aria-disabled=${isEnd} @click=${() => isEnd || change({ seats: next })}>
        ${sign}
      </button>
    `;
  };
  return html`
    <div class="field" part="seats">
      <label for="seats">${table.text('seats')}</label>
      <div class="stepper">
        ${step(-1, words.text('fewerSeats'), '−')}
        <input id="seats" class="number" part="input" type="number" inputmode="numeric" min="1" max=${MOST_SEATS} .value=${String(count)} @change=${handleChange} />
        ${step(1, words.text('moreSeats'), '+')}
      </div>
    </div>
  `;
}

export const choicesPart = [choices, styles] as const;
