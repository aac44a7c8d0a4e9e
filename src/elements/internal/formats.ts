/**
 * Formatters by options and language. Making one costs more than mounting an element, so each is made once; options
 * that are one constant are found without being read.
 */
function once<O extends object, F>(make: (lang: string, options: O) => F): (lang: string, options: O) => F {
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
const numbers = once((lang, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(lang, options));
const plurals = once((lang, options: Intl.PluralRulesOptions) => new Intl.PluralRules(lang, options));

export const dateFormat = once((lang, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(lang, options));
export const numberFormat = (lang: string, options: Intl.NumberFormatOptions = DEFAULT): Intl.NumberFormat =>
  numbers(lang, options);
export const pluralRules = (lang: string): Intl.PluralRules => plurals(lang, DEFAULT);

/**
 * Money from minor units. Whole amounts lose their zeros where `whole` asks for it ($19 on a card, $19.00 in a sum).
 * A currency that Intl does not know is shown as number and code.
 */
export function formatMoney(lang: string, minorUnits: number, currency: string, { whole = false } = {}): string {
  const options = moneyOptions(lang, currency, whole);
  if (!options) return `${numberFormat(lang).format(minorUnits / 100)} ${currency}`;
  const format = numberFormat(lang, options);
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minorUnits / 10 ** digits);
}

function moneyOptions(lang: string, currency: string, whole: boolean): Intl.NumberFormatOptions | undefined {
  const options: Intl.NumberFormatOptions = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' };
  if (whole) options.trailingZeroDisplay = 'stripIfInteger';
  try {
    numberFormat(lang, options);
    return options;
  } catch {
    return undefined; // not three letters: never worth a broken page
  }
}
