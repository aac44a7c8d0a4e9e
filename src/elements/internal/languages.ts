import { loaders, type Locale, type LocaleOverrides } from '../../locales/index.js';

const loaded = new Map<string, Locale>();
const loading = new Map<string, Promise<void>>();
const overrides = new Map<string, LocaleOverrides>();
const watchers = new Set<() => void>();

/** The languages to try for a tag, best first: `pt-BR` then `pt`. */
const candidates = (lang: string): string[] => {
  const parts = lang.toLowerCase().split('-');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
};

/** The language of ours that serves a tag: one with a file, else English. */
export const languageFor = (lang: string): string => candidates(lang).find((tag) => tag === 'en' || tag in loaders) ?? 'en';

/** The texts of a language once they are here; English is not asked for, it is built into each element. */
export const localeOf = (language: string): Locale | undefined => loaded.get(language);

/** Fetches a language once. A failed fetch leaves the elements in English until the next one asks again. */
export function loadLanguage(language: string): Promise<void> {
  const load = loaders[language];
  if (!load) return Promise.resolve();
  let pending = loading.get(language);
  if (!pending) {
    pending = load().then(
      (locale) => void loaded.set(language, locale),
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
  const before = overrides.get(language) ?? {};
  const merged = Object.fromEntries(
    Object.entries({ ...before, ...words }).map(([group, texts]) => [group, { ...before[group as keyof Locale], ...texts }]),
  );
  overrides.set(language, merged);
  for (const tell of watchers) tell();
}

/** The replacements that hold for a tag, the most particular first. */
export const overridesFor = (lang: string): LocaleOverrides[] =>
  candidates(lang).flatMap((tag) => overrides.get(tag) ?? []);

export function watchOverrides(tell: () => void): () => void {
  watchers.add(tell);
  return () => void watchers.delete(tell);
}
