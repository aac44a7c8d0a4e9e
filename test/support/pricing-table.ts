import { fixture, html, waitUntil } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import { PricingTable } from '../../src/elements/pricing-table.js';
import { find, findAll, textOf } from './elements.js';

interface SomePrice {
  id: string;
  amount: number;
  currency: string;
  interval: string;
  [field: string]: unknown;
}

export const price = (id: string, amount: number, over: Partial<SomePrice> = {}): SomePrice => ({ id, amount, currency: 'USD', interval: 'month', ...over });
export const plan = (id: string, over: Record<string, unknown> = {}) => ({ id, name: id[0]?.toUpperCase() + id.slice(1), ...over });

export const settled = async (el: PricingTable): Promise<void> => {
  await waitUntil(() => !el.shadowRoot?.querySelector('[aria-busy=true]'), 'the table has its answer', { timeout: 4000 });
  await el.updateComplete;
};
export const mounted = async (template: TemplateResult): Promise<PricingTable> => {
  const root = await fixture<HTMLElement>(template);
  const el = root instanceof PricingTable ? root : root.querySelector('pricing-table');
  if (!el) throw new Error('no table in the fixture');
  await settled(el);
  return el;
};
/** The element looks at the width it is given, so a narrow place is as good as a narrow screen. */
export const within = (pixels: number, content: unknown) => html`<div style="inline-size: ${pixels}px">${content}</div>`;
/** A table of plans that stand in the page. */
export const written = (products: unknown[], attributes: Partial<PricingTable> = {}): Promise<PricingTable> => {
  const el = Object.assign(document.createElement('pricing-table'), attributes);
  const script = document.createElement('script');
  script.type = 'application/json';
  script.textContent = JSON.stringify({ products });
  el.append(script);
  return mounted(html`<div>${el}</div>`);
};

export const card = (el: PricingTable, name: string): HTMLElement => {
  const found = findAll(el, '.plan').find((it) => textOf(it.querySelector('.name')) === name);
  if (!found) throw new Error(`no card of ${name}`);
  return found;
};
/** Where a letter of a text is drawn. */
export const leftOf = (root: Node, letter: string): number => {
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const at = texts.currentNode.textContent?.indexOf(letter) ?? -1;
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(texts.currentNode, at);
    range.setEnd(texts.currentNode, at + 1);
    return range.getBoundingClientRect().left;
  }
  throw new Error(`no ${letter} in it`);
};
export const part = (el: PricingTable, name: string, selector: string): string => textOf(card(el, name).querySelector(selector));
export const button = (el: PricingTable, id: string): HTMLElement => find(el, `.action [data-plan="${id}"]`);
export const names = (el: PricingTable): string[] => findAll(el, '.plan .name').map(textOf);
export const buttons = (el: PricingTable): string[] => findAll(el, '.action [data-plan]').map(textOf);
export const visible = (node: Element): string => {
  const copy = node.cloneNode(true) as Element;
  for (const hidden of copy.querySelectorAll('.hidden')) hidden.remove();
  return textOf(copy);
};
export const choose = async (el: PricingTable, rhythm: string): Promise<void> => {
  const input = findAll(el, 'input[type=radio]').find((it) => it instanceof HTMLInputElement && it.value === rhythm);
  input?.click();
  await el.updateComplete;
};
