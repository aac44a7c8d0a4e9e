import type { Address } from '../../../contract/billing-details.js';

/** An address as it is written on an envelope, without what is not given. */
export function addressLines(address: Address | null, lang: string): string[] {
  const { line1, line2, postalCode, city, state, country } = address ?? {};
  const joined = (...parts: (string | null | undefined)[]): string => parts.filter(Boolean).join(' ');
  return [line1, line2, joined(postalCode, city), state, country && countryName(country, lang)].filter((line): line is string => Boolean(line));
}

/** In the reader's language; a code that is none is shown as it is. */
function countryName(code: string, lang: string): string {
  try {
    return new Intl.DisplayNames(lang, { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}
