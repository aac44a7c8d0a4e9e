import { html, type TemplateResult } from 'lit';
import type { FeatureLine } from './plan-words.js';

const templates = new Map<number, TemplateStringsArray>();

/** As many items as there are lines, each with three values: as if they were written one after the other. */
function templateFor(count: number): TemplateStringsArray {
  const strings = ['<li>'];
  for (let rest = count - 1; rest >= 0; rest--) strings.push('<b .textContent=', '></b>', rest > 0 ? '</li><li>' : '</li>');
  return Object.assign(strings, { raw: strings });
}

/**
 * The lines of a list. Lit draws each item of a list as a template of its own, which is most of what a card costs:
 * lines are all alike, so that one template for each length, made once, draws them for half.
 */
export function featureLines(lines: readonly FeatureLine[]): TemplateResult | undefined {
  const { length } = lines;
  if (length === 0) return undefined;
  const template = templates.get(length) ?? templateFor(length);
  templates.set(length, template);
  return html(template, ...lines.flatMap(({ before, amount, after }) => [before, amount, after]));
}
