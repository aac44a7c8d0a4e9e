/**
 * Formatters by options and language. Making one costs more than mounting an element, so each is made once; options
 * that are one constant are found without being read.
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
const numbers = once((lang, options: Intl.NumberFormatOptions) => {
  try {
    return new Intl.NumberFormat(lang, options);
  } catch {
    return new Intl.NumberFormat(lang); // a unit that is none, from data: its number, never a broken page
  }
});
const plurals = once((lang, options: Intl.PluralRulesOptions) => new Intl.PluralRules(lang, options));

export const numberFormat = (lang: string, options: Intl.NumberFormatOptions = DEFAULT): Intl.NumberFormat =>
  numbers(lang, options);
export const pluralRules = (lang: string): Intl.PluralRules => plurals(lang, DEFAULT);
