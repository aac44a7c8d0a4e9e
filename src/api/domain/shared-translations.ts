import type { Catalog } from './catalog-file.js';
import type { Translations } from './translations.js';

/** What a text is in another language. */
type Other = readonly [lang: string, text: string];

/**
 * A text that stands in several places is translated in one of them: `seat` at the first of ten prices, a group at its
 * first feature. What a place says itself comes first.
 */
export function shareTranslations(catalog: Catalog): Catalog {
  const { features, products } = catalog;
  const others = new Map<string, Other[]>();

  for (const { translations, ...own } of [...features, ...products, ...products.flatMap(({ prices }) => prices)]) {
    for (const [field, text] of Object.entries(own)) {
      const key = keyOf(field, text);
      others.set(key, [...(others.get(key) ?? []), ...othersOf(translations, field)]);
    }
  }

  const complete = <T extends { readonly translations: Translations }>(it: T): T => {
    const translations = { ...it.translations };
    for (const [field, text] of Object.entries(it)) {
      for (const [lang, other] of others.get(keyOf(field, text)) ?? []) translations[lang] = { [field]: other, ...translations[lang] };
    }
    return { ...it, translations };
  };
  return {
    ...catalog,
    features: features.map(complete),
    products: products.map((product) => complete({ ...product, prices: product.prices.map(complete) })),
  };
}

const othersOf = (translations: Translations, field: string): Other[] =>
  Object.entries(translations).flatMap(([lang, { [field]: text }]) => (text === undefined ? [] : [[lang, text] as const]));

const keyOf = (field: string, text: unknown): string => `${field}: ${String(text)}`;
