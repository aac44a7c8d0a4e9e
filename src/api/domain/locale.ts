import { tagsServing } from '../../language-tags.js';

/** The best of `available` for an `Accept-Language` header: `de-AT` finds `de`. `fallback` if nothing fits. */
export function chooseLocale(acceptLanguage: string | null, available: readonly string[], fallback: string): string {
  for (const tag of wishesIn(acceptLanguage ?? '').flatMap(tagsServing)) {
    const match = available.find((it) => it.toLowerCase() === tag);
    if (match) return match;
  }
  return fallback;
}

/** The country that the first tag with one names: a language alone names none. */
export const regionOf = (acceptLanguage: string | null): string | undefined =>
  wishesIn(acceptLanguage ?? '').flatMap((tag) => /^[a-z]{2,3}(?:-[a-z]{4})?-([a-z]{2})\b/.exec(tag)?.[1]?.toUpperCase() ?? [])[0];

/** Language tags in lower case, most wanted first. */
export const wishesIn = (header: string): string[] =>
  header
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(/\s*;\s*/);
      const weight = parameters.find((it) => it.startsWith('q='));
      return { tag, weight: weight ? Number(weight.slice(2)) : 1 };
    })
    .filter(({ tag, weight }) => tag && weight > 0)
    .toSorted((left, right) => right.weight - left.weight)
    .map(({ tag }) => tag);

/** A span of time in words: `1 month`, `3 Monate`. */
export const spanInWords = (count: number, unit: 'day' | 'week' | 'month' | 'year', locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
