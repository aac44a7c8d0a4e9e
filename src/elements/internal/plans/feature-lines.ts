import { html, type TemplateResult } from 'lit';
import type { FeatureLine } from './plan-words.js';

const templates = new Map<number, TemplateStringsArray>();

/** The strings of a template with this many items, each with three values. */
function templateFor(count: number): TemplateStringsArray {
  const strings = ['<li>'];
  for (let rest = count - 1; rest >= 0; rest--) strings.push('<b .textContent=', '></b>', rest > 0 ? '</li><li>' : '</li>');
  return Object.assign(strings, { raw: strings });
}

/**
 * The lines of a list. Lit would draw each item as a template of its own, which is most of the cost of a card. All lines
 * are alike, so one template per length, made once, halves that.
 */
export function featureLines(lines: readonly FeatureLine[]): TemplateResult | undefined {
  const { length } = lines;
  if (length === 0) return undefined;
  const template = templates.get(length) ?? templateFor(length);
  templates.set(length, template);
  return html(template, ...lines.flatMap(({ before, amount, after }) => [before, amount, after]));
}
