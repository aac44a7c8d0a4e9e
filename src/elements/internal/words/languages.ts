import { loaders, type Locale, type LocaleOverrides, type Message } from '../../../locales/index.js';

/** The groups an element uses, in English: `{ faces, usageMeter }`. */
export type Groups = { readonly [Group in keyof Locale]?: Locale[Group] };
type Texts = Readonly<Record<string, Message>>;

const loaded = new Map<string, Locale>();
const loading = new Map<string, Promise<void>>();
const overrides = new Map<string, LocaleOverrides>();
const watchers = new Set<() => void>();
/** By an element's groups, which are constants, and the language tag. Emptied when any text changes. */
const merged = new Map<Groups, Map<string, Texts>>();

/** The languages to try for a tag, best first: `pt-BR` then `pt`. */
const candidates = (lang: string): string[] => {
  const parts = lang.toLowerCase().split('-');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
};

/** Our language for a tag: one with a file, else English. */
export const languageFor = (lang: string): string => candidates(lang).find((tag) => tag === 'en' || tag in loaders) ?? 'en';

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
        merged.clear();
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
  merged.clear();
  for (const tell of watchers) tell();
}

/** An element's texts for a language tag: the most specific replacement, else the language's text, else English. */
export function textsFor(english: Groups, lang: string): Texts {
  const byTag = merged.get(english) ?? new Map<string, Texts>();
  merged.set(english, byTag);
  let texts = byTag.get(lang);
  if (!texts) byTag.set(lang, (texts = mergeTexts(english, lang)));
  return texts;
}

function mergeTexts(english: Groups, lang: string): Texts {
  const replacements = candidates(lang).flatMap((tag) => overrides.get(tag) ?? []);
  const sources = [english, loaded.get(languageFor(lang)) ?? {}, ...replacements.toReversed()];
  const groups = Object.keys(english) as (keyof Groups)[];
  // Without a prototype: a key may come as data.
  return Object.assign(Object.create(null), ...sources.flatMap((source) => groups.map((group) => source[group])));
}

export function watchOverrides(tell: () => void): () => void {
  watchers.add(tell);
  return () => void watchers.delete(tell);
}
