import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { LitElement, TemplateResult } from 'lit';
import type { TestProject } from './api.js';

/** What stands in a node, on one line. */
export const textOf = (node: Node | null | undefined): string => node?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

/** What an element says, on one line. */
export const words = (el: Element): string => {
  const copy = document.createElement('div');
  copy.append(...Array.from(el.shadowRoot?.childNodes ?? [], (node) => node.cloneNode(true)));
  for (const style of copy.querySelectorAll('style')) style.remove();
  return textOf(copy);
};

/** Of several that match, the first. */
export const find = <T extends Element = HTMLElement>(el: Element, selector: string): T => {
  const found = el.shadowRoot?.querySelector<T>(selector);
  if (!found) throw new Error(`nothing in <${el.localName}> matches ${selector}: ${words(el)}`);
  return found;
};

export const findAll = <T extends Element = HTMLElement>(el: Element, selector: string): T[] => Array.from(el.shadowRoot?.querySelectorAll<T>(selector) ?? []);

/** The button or link of this name. */
export const control = (el: Element, name: string): HTMLElement => {
  const found = findAll(el, 'button, a').find((it) => (it.getAttribute('aria-label') ?? it.textContent?.trim()) === name);
  if (!found) throw new Error(`<${el.localName}> offers no "${name}": ${words(el)}`);
  return found;
};

export const settled = (el: Element): Promise<void> =>
  waitUntil(() => el.shadowRoot?.querySelector('section, .notice, form') && !el.shadowRoot.querySelector('[aria-busy=true]'), `<${el.localName}> has its answer`, { timeout: 4000 });

/** Waits until the element says so; `read` is where. What it said instead is in the error. */
export async function says<E extends Element>(el: E, text: string | RegExp, read: (el: E) => string = words): Promise<void> {
  const isSaid = (): boolean => (typeof text === 'string' ? read(el).includes(text) : text.test(read(el)));
  await waitUntil(isSaid, '', { timeout: 4000 }).catch(() => {
    throw new Error(`<${el.localName}> does not say "${text}", but "${read(el)}"`);
  });
}

/** Mounts an element and waits until it has its answer. */
export async function mount<E extends LitElement>(template: TemplateResult): Promise<E> {
  const el = await fixture<E>(template);
  await settled(el);
  return el;
}

/** What an assistive technology is told: of everything, the news alone. */
export const news = (el: Element): string => find(el, '[role=status]').textContent?.trim() ?? '';

/** On a page of this scheme. */
export const onPage = (scheme: string, content: unknown): TemplateResult =>
  html`<div style="color-scheme: ${scheme}; --billing-scheme: ${scheme}; background: Canvas; color: CanvasText">${content}</div>`;

/** As high before the answer as after it, at this width; a tenth of a pixel is the browser's rounding. */
export async function expectSameHeight(el: LitElement, part: string, answer: () => void, tolerancePx = 0.1): Promise<void> {
  const height = (): number => find(el, part).getBoundingClientRect().height;
  const before = height();
  answer();
  await settled(el);
  expect(before).to.be.above(20);
  expect(height()).to.be.closeTo(before, tolerancePx);
}

/** Back on this page by the back button. */
export const comeBack = (): void => void window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));

/** What the customer does on the hosted page. The card is the default one then. */
export async function addCard({ api }: TestProject, user: string, number = '4242424242424242'): Promise<void> {
  const { url } = await api<{ url: string }>('/sdk/payment-methods/setup-intent', { body: { customerId: user } });
  const body = new URLSearchParams({ name: 'Somebody', number, expiry: '12/39', cvc: '123' });
  await fetch(url, { method: 'POST', mode: 'no-cors', body });
}
