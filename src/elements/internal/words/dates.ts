import { once } from './formats.js';

export const DAY_MS = 86_400_000;

const formats = once((lang, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(lang, options));

/** @param iso an instant on the wire; what is not one is shown as nothing */
export function dateText({ lang }: { readonly lang: string }, iso: string, options: Intl.DateTimeFormatOptions): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? '' : formats(lang, options).format(date);
}
