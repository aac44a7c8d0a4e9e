import { html, nothing, type TemplateResult } from 'lit';
import type { Plan } from './plan-list.js';
import { buttonText } from './plan-words.js';
import type { PricingFrame } from './pricing-frame.js';

/** What can be done about a plan, and what went wrong with it. A page may put its own into the slot `action-<id>`. */
export function planAction(frame: PricingFrame, plan: Plan): TemplateResult {
  const failure = frame.failureOf(plan);
  return html`
    <slot name="action-${plan.product.id}">${planButton(frame, plan)}</slot>
    ${failure ? html`<p class="failure" part="failure" role="alert">${failure}</p>` : nothing}
  `;
}

function planButton(frame: PricingFrame, plan: Plan): TemplateResult {
  const { id, name } = plan.product;
  const text = buttonText(frame.words, plan);
  const label = text.includes(name) ? nothing : `${text}, ${name}`; // alone in a list of buttons, one says of which plan
  const isFirst = plan.product.highlighted === true || frame.plans.length === 1;
  const isPrimary = isFirst && !['current', 'downgrade'].includes(plan.situation);
  const names = isPrimary ? 'button primary' : 'button';
  const part = isPrimary ? 'button button-primary' : 'button';
  const choose = (event: Event): void => frame.choose(plan, event);
  if (plan.situation === 'current') {
    return html`<button class=${names} part=${part} type="button" disabled aria-label=${label} data-plan=${id}>${text}</button>`;
  }
  const link = frame.linkFor(plan);
  if (link !== undefined) {
    return html`<a class=${names} part=${part} href=${link} aria-label=${label} data-plan=${id} @click=${choose}>${text}</a>`;
  }
  const isBusy = frame.busy === id;
  return html`<button
    class=${names}
    part=${part}
    type="button"
    aria-label=${label}
    aria-disabled=${frame.busy === undefined ? nothing : 'true'}
    aria-busy=${isBusy ? 'true' : nothing}
    data-plan=${id}
    @click=${choose}
  >${isBusy ? html`<span class="spinner"></span>` : nothing}${text}</button>`;
}
