import { perLanguage } from './per-language.js';

const DEFAULT = {};

const MOST_REMEMBERED = 1000;

/** A page shows few numbers, but often, and Intl takes as long to write one as Lit to draw it. */
export function remembered(write: (value: number) => string): (value: number) => string {
  const texts = new Map<number, string>();
  return (value) => {
    if (texts.size > MOST_REMEMBERED) texts.clear();
    let text = texts.get(value);
    if (text === undefined) texts.set(value, (text = write(value)));
    return text;
  };
}

/** Making a formatter costs more than mounting an element. Options are constants: they are not read to find one. */
const numbers = perLanguage((lang, options: Intl.NumberFormatOptions) => remembered(new Intl.NumberFormat(lang, options).format));
const plurals = perLanguage((lang, options: Intl.PluralRulesOptions) => new Intl.PluralRules(lang, options));

export const numberText = (lang: string, value: number, options: Intl.NumberFormatOptions = DEFAULT): string => numbers(lang, options)(value);
export const pluralRules = (lang: string): Intl.PluralRules => plurals(lang, DEFAULT);
