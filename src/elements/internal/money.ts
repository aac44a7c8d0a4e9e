import { numberFormat } from './formats.js';

/**
 * Money from minor units. Whole amounts lose their zeros where `whole` asks for it ($19 on a card, $19.00 in a sum).
 * A currency that Intl does not know is shown as number and code.
 */
export function moneyText({ lang }: { readonly lang: string }, minorUnits: number, currency: string, { whole = false } = {}): string {
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
