import { html, nothing, type TemplateResult } from 'lit';
import type { ProductFeature } from '../../../contract/product.js';
import { pricingComparison as texts } from '../../../locales/en/pricing-comparison.js';
import { pricingComparison as styles } from '../../styles/pricing-comparison.js';
import { featureOf, isIncluded, type Plan } from '../plans/plan-list.js';
import { billingLine, headline, limitCell, periodOf, taxNote, type Headline } from '../plans/plan-words.js';
import { tiersText } from '../plans/plan-tiers.js';
import { planButton, planFailure } from './pricing-button.js';
import { badgeText, lengthClass } from './pricing-cards.js';
import type { PricingFrame } from './pricing-frame.js';

const english = { pricingComparison: texts };
type Words = PricingFrame['words'];

/** With more columns they would be too narrow on a phone: each cell then names its plan instead. */
const MOST_COLUMNS = 4;

/**
 * All features of all plans as one table. Its rows are laid out as a grid, so that on a narrow screen a feature is above its
 * values. The roles are explicit because in some browsers a table loses its meaning with its layout.
 */
function comparison(frame: PricingFrame): TemplateResult {
  const { words, plans } = frame;
  const columns = plans.length > MOST_COLUMNS ? 'many' : `of-${plans.length}`;
  const headed = plans.map((plan) => ({ plan, head: headline(words, plan) }));
  return html`
    <div class="comparison ${columns} ${lengthClass(headed)}" part="comparison">
      <table role="table" aria-label=${words.text('plans')}>
        <thead role="rowgroup">
          <tr class="heads" role="row">
            <td class="corner" role="cell"></td>
            ${headed.map(({ plan, head }) => planHead(plan, head))}
          </tr>
          <tr class="actions" role="row">
            <td class="corner" role="cell"></td>
            ${plans.map((plan) => html`<td class="cell" role="cell">${action(frame, plan)}</td>`)}
          </tr>
        </thead>
        ${groupsOf(plans).map((group) => body(words, plans, group))}
      </table>
    </div>
  `;
}

function planHead({ product: { name, highlighted } }: Plan, { amount, from, per, spoken }: Headline): TemplateResult {
  return html`
    <th class="plan-head ${highlighted ? 'highlighted' : ''}" role="columnheader" scope="col">
      <span class="name" part="name">${name}</span>
      <span class="headline">
        ${from ? html`<span class="per">${from}</span>` : nothing}
        <strong class="amount number" part="amount">${amount}</strong>
        ${per ? html`<span class="per" part="period"><span aria-hidden="true">${per}</span><span class="hidden">${spoken}</span></span>` : nothing}
      </span>
    </th>
  `;
}

function action(frame: PricingFrame, plan: Plan): TemplateResult {
  const { words } = frame;
  const { id, highlighted = false, name } = plan.product;
  const flag = highlighted && !plan.isCurrent ? html`<span class="pill badge">${words.text('flag')}</span>` : nothing;
  const badge = plan.situation === 'current' ? '' : badgeText(frame, plan);
  return html`
    <p class="billed number" part="billed"><b class="label">${name}</b> ${billingLine(words, plan)}${taxNote(words, plan)}</p>
    ${badge ? html`<span class="pill badge" part="badge">${badge}</span>` : nothing}${flag}
    <div class="action">
      <slot name="action-${id}">${planButton(frame, plan)}</slot>
      ${planFailure(frame, plan)}
    </div>
  `;
}

interface Group {
  readonly title: string;
  /** Each feature once, as in the first plan that has it. */
  readonly features: readonly ProductFeature[];
}

/** In the catalog's order; features without a group have no heading. */
function groupsOf(plans: readonly Plan[]): Group[] {
  const features = new Map<string, ProductFeature>();
  for (const { product } of plans) {
    for (const feature of product.features) if (!features.has(feature.name)) features.set(feature.name, feature);
  }
  const groups = new Map<string, ProductFeature[]>();
  for (const feature of features.values()) {
    const title = feature.properties.group ?? '';
    groups.set(title, [...(groups.get(title) ?? []), feature]);
  }
  return [...groups].map(([title, members]) => ({ title, features: members }));
}

function body(words: Words, plans: readonly Plan[], { title, features }: Group): TemplateResult {
  return html`
    <tbody role="rowgroup">
      <tr class="group" role="row">
        <th role="rowheader" scope="rowgroup" colspan=${plans.length + 1} part="group">${title || words.and(english).text('features')}</th>
      </tr>
      ${features.map(
        (feature) => html`
          <tr class="feature" role="row">
            <th role="rowheader" scope="row">${feature.title}${period(words, feature)}</th>
            ${plans.map((plan) => cell(words, plan, feature.name))}
          </tr>
        `,
      )}
    </tbody>
  `;
}

function period(words: Words, feature: ProductFeature): TemplateResult | typeof nothing {
  const text = periodOf(words, feature);
  return text ? html` <span class="soft">${text}</span>` : nothing;
}

function cell(words: Words, { product, usage }: Plan, name: string): TemplateResult {
  const feature = featureOf(product, name);
  const metered = usage.find((price) => price.meteredFeatureKey === name);
  return html`
    <td class="cell ${product.highlighted ? 'highlighted' : ''} ${metered ? 'metered' : ''}" role="cell">
      <span class="label" aria-hidden="true">${product.name}</span>
      <span class="value number">${value(words, feature)}</span>
      ${metered ? html`<span class="then"><b class="label" aria-hidden="true">${product.name} </b>${tiersText(words, metered)}</span>` : nothing}
    </td>
  `;
}

function value(words: Words, feature: ProductFeature | undefined): string | TemplateResult {
  if (!feature || !isIncluded(feature)) return html`<span class="none"></span><span class="hidden">${words.and(english).text('notIncluded')}</span>`;
  return limitCell(words, feature) ?? html`<span class="tick"></span><span class="hidden">${words.and(english).text('included')}</span>`;
}

export const comparisonPart = [comparison, styles] as const;
