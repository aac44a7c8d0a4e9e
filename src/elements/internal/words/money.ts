import { numberText, remembered } from './formats.js';

type Writer = (minorUnits: number) => string;

/** Made once each: a formatter is dear, and so is asking it how many decimals it writes. */
const writers = new Map<string, Writer>();

/** Money from minor units. Whole amounts lose their zeros where `whole` asks for it ($19 on a card, $19.00 in a sum). */
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
    // Arabic ends with a symbol that begins in Latin letters, `US$`: without the mark its sign is shown before them.
    return (minorUnits) => format.format(minorUnits / unit).replace(/[A-Z]\p{Sc}$/u, '$&\u200e');
  } catch {
    // Not three letters, so no currency that Intl knows: number and code, never a broken page.
    return (minorUnits) => `${numberText(lang, minorUnits / 100)} ${currency}`;
  }
}
