import { numberText, remembered } from './formats.js';

type Writer = (minorUnits: number) => string;

/** Each is made once: a formatter is expensive, and so is asking it for its number of decimals. */
const writers = new Map<string, Writer>();

/** Money from minor units. With `whole`, whole amounts lose their zeros ($19 on a card, $19.00 in a sum). */
export function moneyText({ lang }: { readonly lang: string }, minorUnits: number, currency: string, { whole = false } = {}): string {
  const key = `${lang} ${currency} ${whole}`;
  let write = writers.get(key);
  if (!write) writers.set(key, (write = remembered(writerOf(lang, currency, whole))));
  return write(minorUnits);
}

function writerOf(lang: string, currency: string, whole: boolean): Writer {
  const options: Intl.NumberFormatOptions = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' };
  if (whole) options.trailingZeroDisplay = 'stripIfInteger';
  try {
    const format = new Intl.NumberFormat(lang, options);
    const unit = 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2);
    // In Arabic the symbol comes last; in `US$` the `$` would be shown before the letters without this mark.
    return (minorUnits) => format.format(minorUnits / unit).replace(/[A-Z]\p{Sc}$/u, '$&\u200e');
  } catch {
    // Not three letters, so Intl does not know it: number and code, never a broken page.
    return (minorUnits) => `${numberText(lang, minorUnits / 100)} ${currency}`;
  }
}
