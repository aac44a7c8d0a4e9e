import { html, nothing, type TemplateResult } from 'lit';
import { savingOf, type Rhythm } from './plan-prices.js';
import { rhythmText } from './plan-words.js';
import type { PricingFrame } from './pricing-frame.js';

/** As the API takes it. */
const MOST_SEATS = 1_000_000;

export function controls(frame: PricingFrame): TemplateResult | typeof nothing {
  const parts = [seats(frame), currency(frame), rhythms(frame)];
  return parts.every((part) => part === nothing) ? nothing : html`<div class="controls" part="controls">${parts}</div>`;
}

function rhythms(frame: PricingFrame): TemplateResult | typeof nothing {
  const { words, rhythms: all, rhythm: chosen, change } = frame;
  if (all.length < 2) return nothing;
  return html`
    <fieldset class="toggle" part="toggle">
      <legend class="hidden">${words.text('billed')}</legend>
      ${all.map(
        (rhythm) => html`
          <label part="toggle-option">
            <input type="radio" name="rhythm" .value=${rhythm} .checked=${rhythm === chosen} @change=${() => change({ interval: rhythm })} />
            <span>${rhythmText(words, rhythm)}</span>
            ${saving(frame, rhythm)}
          </label>
        `,
      )}
    </fieldset>
  `;
}

function saving({ words, products, currency: chosen }: PricingFrame, rhythm: Rhythm): TemplateResult | typeof nothing {
  const it = savingOf(products, rhythm, chosen);
  if (!it) return nothing;
  const text = words.text(it.upTo ? 'saveUpTo' : 'save', { percent: words.percent(it.ratio) });
  return html`<span class="pill good" part="saving">${text}</span>`;
}

function currency({ words, currencies, currency: chosen, change }: PricingFrame): TemplateResult | typeof nothing {
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

function seats({ words, seats: count, change }: PricingFrame): TemplateResult | typeof nothing {
  if (count === undefined) return nothing;
  const handleChange = ({ target }: Event): void => {
    if (!(target instanceof HTMLInputElement)) return;
    const asked = Math.floor(target.valueAsNumber);
    const next = asked >= 1 && asked <= MOST_SEATS ? asked : count;
    target.value = String(next);
    change({ seats: next });
  };
  const step = (by: number, label: string, sign: string): TemplateResult => html`
    <button class="step" part="step" type="button" aria-label=${label} ?disabled=${count + by < 1 || count + by > MOST_SEATS} @click=${() => change({ seats: count + by })}>
      ${sign}
    </button>
  `;
  return html`
    <div class="field" part="seats">
      <label for="seats">${words.text('seats')}</label>
      <div class="stepper">
        ${step(-1, words.text('fewerSeats'), '−')}
        <input id="seats" class="number" part="input" type="number" inputmode="numeric" min="1" max=${MOST_SEATS} .value=${String(count)} @change=${handleChange} />
        ${step(1, words.text('moreSeats'), '+')}
      </div>
    </div>
  `;
}
