import { known } from '../element/known.js';

/** The part of Words that writes numbers. */
interface Numbers {
  number(value: number, options?: Intl.NumberFormatOptions): string;
}

const TWO_DECIMALS: Intl.NumberFormatOptions = { maximumFractionDigits: 2 };

const inUnit = (unit: string): Intl.NumberFormatOptions => ({
  style: 'unit',
  unit,
  unitDisplay: 'short',
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
  const style = unit ? known(KNOWN_UNITS, unit) : undefined;
  if (style) return words.number(value, style);
  const number = words.number(value, TWO_DECIMALS);
  return !unit || NOUN.test(unit) ? number : `${number}\u00a0${unit}`;
}
