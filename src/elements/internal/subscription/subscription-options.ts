import { html, nothing, type TemplateResult } from 'lit';
import type { PlanOption } from '../../../contract/subscriptions.js';
import { MOST_SEATS } from '../plans/plan-prices.js';
import { taxText } from '../plans/tax-text.js';
import type { ChangeWords } from './subscription-preview.js';
import { recurringText, type SubscriptionWords } from './subscription-words.js';

/** The plans that a subscription can be on, the current one among them, and what is chosen. */
export interface PlanOptions {
  readonly all: readonly PlanOption[];
  readonly current: PlanOption;
  readonly chosen: PlanOption;
  readonly quantity: number;
  choose(option: PlanOption): void;
  setSeats(seats: number): void;
}

/** The fields of the form: a plan and, if it is sold by number, how many. */
export function planFields(words: ChangeWords, panelWords: SubscriptionWords, options: PlanOptions): TemplateResult {
  return html`
    <fieldset class="options">
      <legend class="hidden">${words.text('plans')}</legend>
      ${options.all.map((option) => planField(words, panelWords, option, options))}
    </fieldset>
    ${isCounted(options.chosen) ? seatsField(words, options) : nothing}
  `;
}

function planField(words: ChangeWords, panelWords: SubscriptionWords, option: PlanOption, { chosen, current, choose }: PlanOptions): TemplateResult {
  const tax = taxText(panelWords, option.tax_behavior);
  return html`
    <label class="option">
      <input type="radio" name="plan" .value=${option.price_id} .checked=${option === chosen} @change=${() => choose(option)} />
      <span class="strong">
        ${option.product_name} ${option === current ? html`<span class="pill">${words.text('current')}</span>` : nothing}
      </span>
      <span class="cost number">${priceText(words, panelWords, option)}</span>
      ${tax ? html`<span class="hint">${tax}</span>` : nothing}
    </label>
  `;
}

function seatsField(words: ChangeWords, { quantity, setSeats }: PlanOptions): TemplateResult {
  const change = ({ target }: Event): void => {
    if (target instanceof HTMLInputElement) setSeats(target.valueAsNumber);
  };
  return html`
    <label class="field seats">
      <span>${words.text('seatCount')}</span>
      <input
        class="input number"
        type="number"
        inputmode="numeric"
        required
        min="1"
        max=${MOST_SEATS}
        .value=${String(quantity)}
        @input=${change}
      />
    </label>
  `;
}

function priceText(words: ChangeWords, panelWords: SubscriptionWords, option: PlanOption): string {
  const { amount, currency, interval, interval_count: intervalCount, scheme, quantity, unit_label: unit } = option;
  const each = scheme === 'per_unit' ? Math.round(amount / quantity) : amount;
  const price = recurringText(panelWords, { amount: each, currency, interval, intervalCount });
  return scheme === 'per_unit' && unit ? words.text('perUnit', { price, unit }) : price;
}

/** Whether it is sold by number. If the API does not say, the number stays. */
const isCounted = ({ scheme = 'flat' }: PlanOption): boolean => scheme !== 'flat';
