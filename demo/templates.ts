import { readFileSync } from 'node:fs';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

/** Fills the `{{names}}` of a page; every value is escaped, so it is text wherever it stands. */
export function fill(page: string, values: Readonly<Record<string, string>>): string {
  return page.replace(/\{\{(\w+)\}\}/g, (_, name: string) => escapeHtml(values[name] ?? ''));
}

/** Fills `{{#each}}…{{/each}}` once per item. */
export function fillEach(page: string, items: readonly Readonly<Record<string, string>>[]): string {
  return page.replace(/\{\{#each\}\}([\s\S]*?)\{\{\/each\}\}/g, (_, part: string) => items.map((item) => fill(part, item)).join(''));
}

const read = (name: string): string => readFileSync(new URL(`pages/${name}.html`, import.meta.url), 'utf8').trimEnd();

/** A page of the demo, with the `{{> parts}}` that it shares with others in their places. */
export const readPage = (name: string): string => read(name).replace(/\{\{> (\w+)\}\}/g, (_, part: string) => read(`parts/${part}`));
