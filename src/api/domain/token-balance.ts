const DAY_MS = 86_400_000;

/** Days since 1970, in UTC: daily trials begin at its midnight. */
export const dayOf = (now: Date): number => Math.floor(now.getTime() / DAY_MS);

export interface CountedBalance {
  readonly count: number;
  readonly toppedUpDay: number;
}

/**
 * What a balance comes to on a day. The daily trial raises a lower one and leaves a higher one; it is worked out when
 * somebody looks, so that no job has to visit every customer at midnight.
 */
export function countOn(day: number, balance: CountedBalance | undefined, dailyTrial: number | null): number {
  const { count, toppedUpDay } = balance ?? { count: 0, toppedUpDay: -1 };
  return toppedUpDay < day ? Math.max(count, dailyTrial ?? 0) : count;
}
