import { tagsServing } from '../../../language-tags.js';
import { perLanguage } from './per-language.js';
import { loaders, type Locale, type LocaleOverrides, type Message } from '../../../locales/index.js';

/** The groups an element uses, in English: `{ faces, usageMeter }`. */
export type Groups = { readonly [Group in keyof Locale]?: Locale[Group] };
type Texts = Readonly<Record<string, Message>>;

const loaded = new Map<string, Locale>();
const loading = new Map<string, Promise<void>>();
const overrides = new Map<string, LocaleOverrides>();
const watchers = new Set<() => void>();
/** An element's texts for a language tag: the most specific replacement, else the language's text, else English. Made anew when any text changes. */
export let textsFor = perLanguage(mergeTexts);
const forget = (): void => void (textsFor = perLanguage(mergeTexts));

/** Our language for a tag: one with a file, else English. */
export const languageFor = (lang: string): string => tagsServing(lang).find((tag) => tag === 'en' || tag in loaders) ?? 'en';

/** The texts of a language, once they are here. English is built into each element and never asked for. */
export const localeOf = (language: string): Locale | undefined => loaded.get(language);

/** Fetches a language once. A failed fetch leaves the elements in English until the next one asks again. */
export function loadLanguage(language: string): Promise<void> {
  const load = loaders[language];
  if (!load) return Promise.resolve();
  let pending = loading.get(language);
  if (!pending) {
    pending = load().then(
      (locale) => {
        loaded.set(language, locale);
        forget();
      },
      () => void loading.delete(language),
    );
    loading.set(language, pending);
  }
  return pending;
}

/**
 * Replaces single texts of a language, in every element on the page.
 *
 * @example overrideWords('en', { usageMeter: { near: 'Almost there' } });
 */
export function overrideWords(lang: string, words: LocaleOverrides): void {
  const language = lang.toLowerCase();
  const all: Record<string, object> = overrides.get(language) ?? {};
  for (const group in words) all[group] = { ...all[group], ...words[group as keyof Locale] };
  overrides.set(language, all);
  forget();
  for (const tell of watchers) tell();
}

function mergeTexts(lang: string, english: Groups): Texts {
  const replacements = tagsServing(lang).map((tag) => overrides.get(tag));
  const sources = [english, loaded.get(languageFor(lang)), ...replacements.toReversed()];
  const groups = Object.keys(english) as (keyof Groups)[];
  // Without a prototype: a key may come as data.
  return Object.assign(Object.create(null), ...sources.flatMap((source) => groups.map((group) => source?.[group])));
}

export function watchOverrides(tell: () => void): () => void {
  watchers.add(tell);
  return () => void watchers.delete(tell);
}
