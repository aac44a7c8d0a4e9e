import { html, nothing, type TemplateResult } from 'lit';
import { savingOf, type Rhythm } from './plan-prices.js';
import { rhythmText } from './plan-words.js';
import type { PricingFrame } from './pricing-frame.js';

/** @param choices seats and currency, where there are any to choose */
export function controls(frame: PricingFrame, choices: TemplateResult | undefined): TemplateResult | typeof nothing {
  return choices || frame.rhythms.length > 1 ? html`<div class="controls" part="controls">${choices}${rhythms(frame)}</div>` : nothing;
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
