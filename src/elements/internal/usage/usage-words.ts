import type { faces, usageMeter } from '../../../locales/en.js';
import { amountText } from '../words/amount.js';
import { around } from '../words/around.js';
import type { UsageReading } from './usage-reading.js';
import type { WordsOf } from '../words/words.js';

export type UsageWords = WordsOf<{ faces: typeof faces; usageMeter: typeof usageMeter }>;

/** All that a meter says, in the reader's language. */
export interface UsageTexts {
  readonly consumed: string;
  /** The words before and after the consumed amount, which is set off between them. */
  readonly before: string;
  readonly after: string;
  readonly left: string;
  readonly reset: string | undefined;
  /** The words beside a colour, which never speaks alone; none at a normal level. */
  readonly level: string | undefined;
  /** The used part, for the middle of a ring. */
  readonly share: string;
  /** The meter in one sentence, for people who do not see it. */
  readonly sentence: string;
}

export function usageTexts(words: UsageWords, reading: UsageReading): UsageTexts {
  const { limit, unit } = reading;
  const consumed = amountText(words, reading.consumed, unit);
  const most = limit === undefined ? '' : amountText(words, limit, unit);
  const [before, after] = around((value) =>
    words.text(limit === undefined ? 'amountUnlimited' : 'amount', { consumed: value, limit: most }),
  );
  const share = limit === undefined ? '∞' : words.percent(wholePercent(reading.ratio) / 100);
  return {
    consumed,
    before,
    after,
    left: leftText(words, reading),
    reset: resetText(words, reading),
    level: levelText(words, reading),
    share,
    sentence: words.text(limit === undefined ? 'valueTextUnlimited' : 'valueText', { consumed, limit: most, percent: share }),
  };
}

function leftText(words: UsageWords, { limit, consumed, remaining, overage, unit }: UsageReading): string {
  if (limit === undefined) return words.text('unlimited');
  const isExtra = overage && consumed > limit;
  return words.text(isExtra ? 'extra' : 'left', { amount: amountText(words, isExtra ? consumed - limit : remaining, unit) });
}

/** What is said aloud when the level changes. */
export const announcement = (words: UsageWords, { title }: UsageReading, { level, left, sentence }: UsageTexts): string =>
  words.text('announcement', { feature: title, level: level ?? left, value: sentence });

function levelText(words: UsageWords, { level, consumed, limit = 0, unit }: UsageReading): string | undefined {
  if (level === 'normal') return undefined;
  if (consumed < limit) return words.text('near');
  return consumed > limit ? words.text('exceeded', { amount: amountText(words, consumed - limit, unit) }) : words.text('over');
}

function resetText(words: UsageWords, { resetsInDays }: UsageReading): string | undefined {
  if (resetsInDays === undefined) return undefined;
  return resetsInDays < 1 ? words.text('resetsToday') : words.text('resets', { count: resetsInDays });
}

/** Rounded down, so that it does not say 100 before the limit is reached. (0.29 × 100 is 28.999999999999996.) */
const wholePercent = (ratio: number): number => Math.floor(ratio * 100 + 1e-9);
