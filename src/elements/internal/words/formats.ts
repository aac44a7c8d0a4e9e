/**
 * Formatters by options and language. Making one costs more than mounting an element, so each is made once. Options that
 * are a constant are found by identity, without being read.
 */
export function once<O extends object, F>(make: (lang: string, options: O) => F): (lang: string, options: O) => F {
  const byText = new Map<string, Map<string, F>>();
  const byOptions = new WeakMap<O, Map<string, F>>();

  function byLanguage(options: O): Map<string, F> {
    const text = JSON.stringify(options);
    const formats = byText.get(text) ?? new Map<string, F>();
    byText.set(text, formats);
    byOptions.set(options, formats);
    return formats;
  }

  return (lang, options) => {
    const formats = byOptions.get(options) ?? byLanguage(options);
    let format = formats.get(lang);
    if (!format) formats.set(lang, (format = make(lang, options)));
    return format;
  };
}

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

const numbers = once((lang, options: Intl.NumberFormatOptions) => {
  try {
    return remembered(new Intl.NumberFormat(lang, options).format);
  } catch {
    return remembered(new Intl.NumberFormat(lang).format); // data with a unit that Intl does not know: just the number, never a broken page
  }
});
const plurals = once((lang, options: Intl.PluralRulesOptions) => new Intl.PluralRules(lang, options));

export const numberText = (lang: string, value: number, options: Intl.NumberFormatOptions = DEFAULT): string => numbers(lang, options)(value);
export const pluralRules = (lang: string): Intl.PluralRules => plurals(lang, DEFAULT);
