import { known } from '../element/known.js';
import { inUnit, type Numbers } from './amount.js';

const SPANS: Readonly<Record<string, Intl.NumberFormatOptions>> = {
  day: inUnit('day', 'long'),
  week: inUnit('week', 'long'),
  month: inUnit('month', 'long'),
  year: inUnit('year', 'long'),
};

/** `3 months`; of a unit that is none, from data, its number. */
export const spanText = (words: Numbers, count: number | undefined, interval: string | undefined): string =>
  words.number(count ?? 1, known(SPANS, interval ?? ''));
