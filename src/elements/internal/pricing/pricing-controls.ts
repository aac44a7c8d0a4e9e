import { html, nothing, type TemplateResult } from 'lit';
import { savingOf, type Rhythm } from '../plans/plan-prices.js';
import { rhythmText } from '../plans/plan-words.js';
import type { PricingFrame } from './pricing-frame.js';

/** @param choices of seats and currency, if there are any */
export function controls(frame: PricingFrame, choices: TemplateResult | undefined): TemplateResult | typeof nothing {
  const { words, rhythms } = frame;
  const hasSwitch = rhythms.length > 1;
  if (!choices && !hasSwitch) return nothing;
  return html`
    <div class="controls" part="controls">
      ${choices}
      <fieldset class="toggle" part="toggle" ?hidden=${!hasSwitch}>
        <legend class="hidden" .textContent=${words.text('billed')}></legend>
        ${hasSwitch ? rhythms.map((rhythm) => option(frame, rhythm)) : nothing}
      </fieldset>
    </div>
  `;
}

function option({ words, products, rhythm: chosen, currency, change }: PricingFrame, rhythm: Rhythm): TemplateResult {
  const saving = savingOf(products, rhythm, currency);
  const text = saving ? words.text(saving.upTo ? 'saveUpTo' : 'save', { percent: words.percent(saving.ratio) }) : '';
  return html`
    <label part="toggle-option">
      <input type="radio" name="rhythm" .value=${rhythm} .checked=${rhythm === chosen} @change=${() => change({ interval: rhythm })} />
      <span .textContent=${rhythmText(words, rhythm)}></span>
      ${saving ? html`<span class="pill good" part="saving" .textContent=${text}></span>` : nothing}
    </label>
  `;
}
