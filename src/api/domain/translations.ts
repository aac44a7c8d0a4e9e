import { tagsServing } from '../../language-tags.js';

/** Texts in other languages: by language tag in lower case, then by the field that each stands in for. */
export type Translations<Field extends string = string> = Readonly<Record<string, Readonly<Partial<Record<Field, string | undefined>>>>>;

/** A row in the words of a language: of each text the most particular translation, else as it is. */
export function inLanguage<T extends { readonly translations: Translations }>(row: T, lang: string): T {
  return Object.assign({}, row, ...tagsServing(lang).toReversed().map((tag) => row.translations[tag]));
}

/** What a plan is called, and what in other languages. */
export interface NamedPlan {
  readonly productName: string;
  readonly productTranslations: Translations;
}

export const planName = ({ productName: name, productTranslations: translations }: NamedPlan, lang: string): string => inLanguage({ name, translations }, lang).name;

/**
 * The field `translations` of an answer: of each of its texts, where that comes from and its name there. Nothing where
 * none is translated.
 */
export function translationsFor<Field extends string>(
  texts: Readonly<Record<Field, readonly [from: Translations, name: string]>>,
): { readonly translations?: Record<string, Partial<Record<Field, string>>> } {
  const translations: Record<string, Partial<Record<Field, string>>> = {};
  for (const field in texts) {
    const [from, name] = texts[field];
    for (const [lang, words] of Object.entries(from)) {
      const text = words[name];
      if (text !== undefined) translations[lang] = { ...translations[lang], [field]: text } as Partial<Record<Field, string>>;
    }
  }
  return Object.keys(translations).length > 0 ? { translations } : {};
}
