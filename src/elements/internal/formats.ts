/** Formatters by language. Making one costs more than mounting an element, so each is made once. */
const made = new Map<string, unknown>();

const keys = new WeakMap<object, string>();

function keyOf(options: object): string {
  let key = keys.get(options);
  if (key === undefined) keys.set(options, (key = JSON.stringify(options)));
  return key;
}

/** @param options best a constant: its key is then made once, too */
function cached<T>(kind: string, lang: string, options: object, make: () => T): T {
  const key = `${kind} ${lang} ${keyOf(options)}`;
  const known = made.get(key) as T | undefined;
  if (known) return known;
  const fresh = make();
  made.set(key, fresh);
  return fresh;
}

const NONE = {};

export const numberFormat = (lang: string, options: Intl.NumberFormatOptions = NONE): Intl.NumberFormat =>
  cached('number', lang, options, () => new Intl.NumberFormat(lang, options));

export const dateFormat = (lang: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  cached('date', lang, options, () => new Intl.DateTimeFormat(lang, options));

export const pluralRules = (lang: string): Intl.PluralRules => cached('plural', lang, NONE, () => new Intl.PluralRules(lang));

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
