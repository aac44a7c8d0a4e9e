import { known } from '../element/known.js';

/** The part of Words that writes numbers. */
export interface Numbers {
  number(value: number, options?: Intl.NumberFormatOptions): string;
}

const TWO_DECIMALS: Intl.NumberFormatOptions = { maximumFractionDigits: 2 };

export const inUnit = (unit: string, unitDisplay: 'short' | 'long' = 'short'): Intl.NumberFormatOptions => ({
  style: 'unit',
  unit,
  unitDisplay,
  maximumFractionDigits: 2,
});

/** Units that differ between languages (French: 8,6 Go). */
const KNOWN_UNITS: Readonly<Record<string, Intl.NumberFormatOptions>> = {
  B: inUnit('byte'),
  KB: inUnit('kilobyte'),
  kB: inUnit('kilobyte'),
  MB: inUnit('megabyte'),
  GB: inUnit('gigabyte'),
  TB: inUnit('terabyte'),
  minute: inUnit('minute'),
  hour: inUnit('hour'),
};

/** Such a unit ("call", "member") repeats the title, and has no plural and no translations here. */
const NOUN = /^\p{Ll}{3,}$/u;

/** A number of units of a feature, in the reader's language: 8.6 GB. */
export function amountText(words: Numbers, value: number, unit: string | null | undefined): string {
  const style = known(KNOWN_UNITS, unit ?? '');
  const number = words.number(value, style ?? TWO_DECIMALS);
  return style || !unit || NOUN.test(unit) ? number : `${number}\u00a0${unit}`;
}
