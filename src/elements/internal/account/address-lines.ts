import type { Address } from '../../../contract/billing-details.js';

/** An address as on an envelope, without the lines that are not given. */
export function addressLines(address: Address | null, lang: string): string[] {
  const { line1, line2, postalCode, city, state, country } = address ?? {};
  const joined = (...parts: (string | null | undefined)[]): string => parts.filter(Boolean).join(' ');
  return [line1, line2, joined(postalCode, city), state, country && countryName(country, lang)].filter((line): line is string => Boolean(line));
}

/** In the reader's language; an unknown code is shown as it is. */
function countryName(code: string, lang: string): string {
  try {
    return new Intl.DisplayNames(lang, { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}
