import type { SeriesBucket, UsageSeries } from '../../contract/usage.js';
import type { faces, usageChart, usageMeter } from '../../locales/en.js';
import { amountText } from './amount.js';
import type { Words } from './words.js';

export type ChartWords = Words<{ faces: typeof faces; usageMeter: typeof usageMeter; usageChart: typeof usageChart }>;

/** What a chart says around its bars. */
export interface ChartTexts {
  readonly heading: string;
  readonly total: string;
  /** Empty where there is no limit. */
  readonly share: string;
}

const PER = { hour: 'perHour', day: 'perDay', month: 'perMonth' } as const;
const HOUR_MS = 3_600_000;
const BUCKET_MS: Readonly<Record<SeriesBucket, number>> = { hour: HOUR_MS, day: 24 * HOUR_MS, month: 730 * HOUR_MS };

/** What each bar may be if the limit is to last to the end of its period; undefined where there is none. */
export function evenShare({ limit, period_start, period_end }: UsageSeries, interval: SeriesBucket): number | undefined {
  const length = Date.parse(period_end ?? '') - Date.parse(period_start ?? '');
  if (limit === null || limit < 0 || !(length > 0)) return undefined;
  return limit / Math.max(1, Math.round(length / BUCKET_MS[interval]));
}

export const sumOf = ({ series }: UsageSeries): number => series.reduce((sum, { quantity }) => sum + quantity, 0);

export function chartTexts(words: ChartWords, series: UsageSeries, chart: { feature: string; interval: SeriesBucket; days?: number | undefined }): ChartTexts {
  const { unit } = series;
  const amount = amountText(words, sumOf(series), unit);
  const share = evenShare(series, chart.interval);
  return {
    heading: words.text(PER[chart.interval], { feature: series.feature_title || chart.feature }),
    total: chart.days ? words.text('sumDays', { amount, count: chart.days }) : words.text('sumPeriod', { amount }),
    share: share === undefined ? '' : words.text('share', { amount: amountText(words, share > 10 ? Math.round(share) : share, unit) }),
  };
}
