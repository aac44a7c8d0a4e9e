import { tagsServing } from '../language-tags.js';

type Translations = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

/**
 * Data with the texts of a language: wherever an object has `translations`, and among them one for the language, its own
 * text gives way. A text, and only to a text: what is malformed changes nothing. Data without any is given back as it is.
 */
export function inLanguage<T>(lang: string, data: T): T {
  const json = JSON.stringify(data);
  if (!json.includes('"translations":')) return data;
  const tags = tagsServing(lang);
  return JSON.parse(json, function (this: { translations?: Translations | null }, field, own: unknown) {
    if (typeof own !== 'string') return own;
    return tags.map((tag) => this.translations?.[tag]?.[field]).find((it) => typeof it === 'string') ?? own;
  }) as T;
}
