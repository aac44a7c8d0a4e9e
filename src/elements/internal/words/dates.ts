import { perLanguage } from './per-language.js';

export const DAY_MS = 86_400_000;

const formats = perLanguage((lang, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(lang, options));

/** @param iso an instant as on the wire; anything else gives an empty text */
export function dateText({ lang }: { readonly lang: string }, iso: string, options: Intl.DateTimeFormatOptions): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? '' : formats(lang, options).format(date);
}

const DAY: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long' };
const DAY_AND_YEAR: Intl.DateTimeFormatOptions = { ...DAY, year: 'numeric' };

/** `December 21`, with its year if that is not the current one. */
export function nearDayText(words: { readonly lang: string }, iso: string, now = Date.now()): string {
  const isThisYear = new Date(iso).getFullYear() === new Date(now).getFullYear();
  return dateText(words, iso, isThisYear ? DAY : DAY_AND_YEAR);
}

/** `December 21, 2026`, for what someone agrees to. */
export const dayText = (words: { readonly lang: string }, iso: string): string => dateText(words, iso, DAY_AND_YEAR);
