import { html, nothing, type TemplateResult } from 'lit';
import { isSettled, type Plan } from '../plans/plan-list.js';
import { buttonText } from '../plans/plan-words.js';
import type { PricingFrame } from './pricing-frame.js';

/** What went wrong with a plan's checkout. */
export function planFailure(frame: PricingFrame, plan: Plan): TemplateResult | typeof nothing {
  const failure = frame.failureOf(plan);
  return failure ? html`<p class="failure" part="failure" role="alert">${failure}</p>` : nothing;
}

/** The button of a plan. A page may put its own into the slot `action-<id>`. */
export function planButton(frame: PricingFrame, plan: Plan): TemplateResult {
  const { id, name } = plan.product;
  const text = buttonText(frame.words, plan);
  const label = text.includes(name) ? nothing : `${text}, ${name}`; // in a list of buttons it has to say which plan it belongs to
  const isFirst = plan.product.highlighted === true || frame.plans.length === 1;
  const settled = isSettled(plan);
  const isPrimary = isFirst && !settled && plan.situation !== 'downgrade';
  const names = isPrimary ? 'button primary' : 'button';
  const part = isPrimary ? 'button button-primary' : 'button';
  const link = settled ? undefined : frame.linkFor(plan);
  const choose = (event: Event): void => void (settled || frame.choose(plan, event));
  if (link !== undefined) {
    return html`<a class=${names} part=${part} href=${link} aria-label=${label} data-plan=${id} @click=${choose}>${text}</a>`;
  }
  const { busy } = frame;
  return html`<button
    class=${names}
    part=${part}
    type="button"
    aria-label=${label}
    aria-disabled=${settled || busy !== undefined}
    aria-busy=${busy === id ? 'true' : nothing}
    data-plan=${id}
    @click=${choose}
  ><span class="spinner" ?hidden=${busy !== id}></span>${text}</button>`;
}
