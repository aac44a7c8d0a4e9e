import type { Interval } from '../../contract/index.js';

export interface Period {
  readonly start: Date;
  readonly end: Date;
}

export interface Rhythm {
  readonly interval: Interval;
  readonly intervalCount: number;
}

export const sameRhythm = (one: Rhythm, other: Rhythm): boolean => one.interval === other.interval && one.intervalCount === other.intervalCount;

const DAY_MS = 86_400_000;

/** `count` intervals after `date`, in UTC. The 31st of January plus a month is the last day of February. */
export function addIntervals(date: Date, interval: Interval, count: number): Date {
  switch (interval) {
    case 'day':
      return new Date(date.getTime() + count * DAY_MS);
    case 'week':
      return new Date(date.getTime() + count * 7 * DAY_MS);
    case 'month':
      return addMonths(date, count);
    case 'year':
      return addMonths(date, 12 * count);
  }
}

function addMonths(date: Date, count: number): Date {
  const result = new Date(date);
  result.setUTCDate(1);
  result.setUTCMonth(result.getUTCMonth() + count);
  const lastDay = new Date(Date.UTC(result.getUTCFullYear(), result.getUTCMonth() + 1, 0)).getUTCDate();
  result.setUTCDate(Math.min(date.getUTCDate(), lastDay));
  return result;
}

/**
 * The step of `interval` that holds `at`, counted from `anchor`: always from the anchor and never from the step before,
 * so that a subscription begun on the 31st does not drift to the 28th.
 */
export function stepHolding(anchor: Date, interval: Interval, intervalCount: number, at: Date): Period {
  let index = Math.max(0, Math.floor((at.getTime() - anchor.getTime()) / (longest(interval) * intervalCount)));
  while (addIntervals(anchor, interval, (index + 1) * intervalCount) <= at) index += 1;
  return {
    start: addIntervals(anchor, interval, index * intervalCount),
    end: addIntervals(anchor, interval, (index + 1) * intervalCount),
  };
}

const longest = (interval: Interval): number => ({ day: 1, week: 7, month: 31, year: 366 })[interval] * DAY_MS;

/**
 * The window in which a quota is counted: a step of the quota's own length inside the billing period. A quota without
 * a length of its own is counted over the billing period.
 */
export function quotaWindow(billing: Period, interval: Interval | null, at: Date): Period {
  if (interval === null) return billing;
  const step = stepHolding(billing.start, interval, 1, at);
  return { start: step.start, end: step.end < billing.end ? step.end : billing.end };
}

const wholeUntil = (lengthMs: number) => (end: Date, now: Date): number => Math.max(0, Math.ceil((end.getTime() - now.getTime()) / lengthMs));

/** Whole days until `end`, begun days counted: "Resets in 1 day" until the moment it does. */
export const daysUntil = wholeUntil(DAY_MS);
export const hoursUntil = wholeUntil(DAY_MS / 24);

const DURATION = /^P(?!$)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?!$)(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?$/;

/** `date` plus an ISO 8601 duration such as `P1M` or `PT90S`; undefined when the text is not one. */
export function addDuration(date: Date, duration: string): Date | undefined {
  const match = DURATION.exec(duration);
  if (!match) return undefined;
  const [years, months, weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number, number, number, number, number, number, number,
  ];
  const moved = addMonths(date, years * 12 + months);
  return new Date(moved.getTime() + (weeks * 7 + days) * DAY_MS + ((hours * 60 + minutes) * 60 + seconds) * 1000);
}
