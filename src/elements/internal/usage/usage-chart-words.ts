import type { SeriesBucket, UsageSeries } from '../../../contract/usage.js';
import type { faces } from '../../../locales/en.js';
import { usageDrawing } from '../../../locales/en/usage-drawing.js';
import { amountText } from '../words/amount.js';
import type { WordsOf } from '../words/words.js';

/** All that a chart is drawn from. */
export interface ChartFrame {
  /** The element's words, to which the drawing adds its own. */
  readonly words: WordsOf<{ faces: typeof faces }>;
  readonly series: UsageSeries;
  readonly feature: string;
  readonly interval: SeriesBucket;
  /** Undefined for the current period. */
  readonly days: number | undefined;
  readonly showsTable: boolean;
  readonly toggle: () => void;
}

const english = { usageDrawing };
export type ChartWords = WordsOf<typeof english>;

export const wordsOf = ({ words }: ChartFrame): ChartWords => words.and(english);

/** What a chart says around its bars. */
export interface ChartTexts {
  readonly heading: string;
  readonly total: string;
  /** Empty if there is no limit. */
  readonly share: string;
}

const PER = { hour: 'perHour', day: 'perDay', month: 'perMonth' } as const;
const HOUR_MS = 3_600_000;
const BUCKET_MS: Readonly<Record<SeriesBucket, number>> = { hour: HOUR_MS, day: 24 * HOUR_MS, month: 730 * HOUR_MS };

/** How high each bar may be for the limit to last until the end of its period; undefined without a limit. */
export function evenShare({ limit, period_start, period_end }: UsageSeries, interval: SeriesBucket): number | undefined {
  const length = Date.parse(period_end ?? '') - Date.parse(period_start ?? '');
  if (limit === null || limit < 0 || !(length > 0)) return undefined;
  return limit / Math.max(1, Math.round(length / BUCKET_MS[interval]));
}

export const sumOf = ({ series }: UsageSeries): number => series.reduce((sum, { quantity }) => sum + quantity, 0);

export function texts(frame: ChartFrame): ChartTexts {
  const { series, feature, interval, days } = frame;
  const words = wordsOf(frame);
  const { unit } = series;
  const amount = amountText(words, sumOf(series), unit);
  const share = evenShare(series, interval);
  return {
    heading: words.text(PER[interval], { feature: series.feature_title || feature }),
    total: days ? words.text('sumDays', { amount, count: days }) : words.text('sumPeriod', { amount }),
    share: share === undefined ? '' : words.text('share', { amount: amountText(words, share > 10 ? Math.round(share) : share, unit) }),
  };
}
