import type { UsageMetric } from '../../../contract/usage.js';
import type { UsageLevel } from '../../events.js';

/** What a meter shows follows from this and the language alone. */
export interface UsageReading {
  readonly title: string;
  readonly unit: string | undefined;
  readonly consumed: number;
  /** Undefined if it is unlimited. */
  readonly limit: number | undefined;
  readonly remaining: number;
  /** Use beyond the limit is allowed, and billed, so no level warns of it. */
  readonly overage: boolean;
  /** consumed ÷ limit: 0.42 is 42 %, above 1 is beyond the limit; 0 if it is unlimited. */
  readonly ratio: number;
  /** How much of the gauge is filled, 0 to 1; all of it without a limit. */
  readonly fill: number;
  /** The value at which the gauge is full. */
  readonly highest: number;
  readonly level: UsageLevel;
  /** Whole days until it starts anew; undefined if it never does. */
  readonly resetsInDays: number | undefined;
}

/** The percentages from which a meter is near its limit, and over it. */
export interface Thresholds {
  readonly near: number;
  readonly over: number;
}

export function readUsage(metric: UsageMetric, thresholds: Thresholds): UsageReading {
  const consumed = Math.max(0, metric.consumed);
  const limit = metric.limit ?? undefined;
  const { overage = false } = metric;
  const ratio = ratioOf(consumed, limit);
  return {
    title: metric.feature_title || metric.feature_key,
    unit: metric.unit ?? undefined,
    consumed,
    limit,
    remaining: limit === undefined ? Infinity : Math.max(0, metric.remaining ?? limit - consumed),
    ratio,
    overage,
    fill: limit === undefined ? 1 : Math.min(ratio, 1),
    highest: limit ?? consumed,
    level: overage ? 'normal' : levelOf(ratio * 100, thresholds),
    resetsInDays: metric.resets_in_days ?? undefined,
  };
}

function ratioOf(consumed: number, limit: number | undefined): number {
  if (limit === undefined) return 0;
  return limit > 0 ? consumed / limit : 1; // a limit of 0 is reached from the start
}

function levelOf(percent: number, { near, over }: Thresholds): UsageLevel {
  if (percent >= over) return 'over';
  return percent >= near ? 'near' : 'normal';
}
