import type { faces, usageMeter } from '../../locales/en.js';
import { amountText } from './amount.js';
import type { UsageReading } from './usage-reading.js';
import type { Words } from './words.js';

export type UsageWords = Words<{ faces: typeof faces; usageMeter: typeof usageMeter }>;

/** Stands for a value within a text; no text has it. */
const MARK = '\u0000';
/** The amount, cut so that what is used can stand out: texts before and after it. */
export function amountTexts(words: UsageWords, { consumed, limit, unit }: UsageReading): [string, string, string] {
  const whole =
    limit === undefined
      ? words.text('amountUnlimited', { consumed: MARK })
      : words.text('amount', { consumed: MARK, limit: amountText(words, limit, unit) });
  const [before = '', after = ''] = whole.split(MARK);
  return [before, amountText(words, consumed, unit), after];
}

/** Colour never speaks alone: the word that stands beside it, or nothing at a normal level. */
export function levelText(words: UsageWords, { level, consumed, limit = 0, unit }: UsageReading): string | undefined {
  if (level === 'normal') return undefined;
  if (consumed < limit) return words.text('near');
  return consumed > limit ? words.text('exceeded', { amount: amountText(words, consumed - limit, unit) }) : words.text('over');
}

export function leftText(words: UsageWords, { limit, remaining, unit }: UsageReading): string {
  return limit === undefined ? words.text('unlimited') : words.text('left', { amount: amountText(words, remaining, unit) });
}

export function resetText(words: UsageWords, { resetsInDays }: UsageReading): string | undefined {
  if (resetsInDays === undefined) return undefined;
  return resetsInDays < 1 ? words.text('resetsToday') : words.text('resets', { count: resetsInDays });
}

/** What stands in the middle of a ring. */
export const shareText = (words: UsageWords, { ratio, limit }: UsageReading): string =>
  limit === undefined ? '∞' : percentText(words, ratio);

/** Never 100 % before the limit is reached. */
const percentText = (words: UsageWords, ratio: number): string => words.percent(Math.floor(ratio * 100 + 1e-9) / 100);

/** The meter in one sentence, for who does not see it. */
export function valueText(words: UsageWords, { consumed, limit, ratio, unit }: UsageReading): string {
  const used = amountText(words, consumed, unit);
  if (limit === undefined) return words.text('valueTextUnlimited', { consumed: used });
  return words.text('valueText', { consumed: used, limit: amountText(words, limit, unit), percent: percentText(words, ratio) });
}

/** What is said aloud when the level changes. */
export function announcementText(words: UsageWords, reading: UsageReading): string {
  const level = levelText(words, reading) ?? leftText(words, reading);
  return words.text('announcement', { feature: reading.title, level, value: valueText(words, reading) });
}
