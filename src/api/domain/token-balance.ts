const DAY_MS = 86_400_000;

/** Days since 1970, in UTC: daily trials begin at its midnight. */
export const dayOf = (now: Date): number => Math.floor(now.getTime() / DAY_MS);

export interface CountedBalance {
  readonly count: number;
  readonly toppedUpDay: number;
}

/**
 * A balance on a given day. The daily trial raises a lower balance and leaves a higher one. It is applied when somebody looks,
 * so that no job has to visit every customer at midnight.
 */
export function countOn(day: number, balance: CountedBalance | undefined, dailyTrial: number | null): number {
  const { count, toppedUpDay } = balance ?? { count: 0, toppedUpDay: -1 };
  return toppedUpDay < day ? Math.max(count, dailyTrial ?? 0) : count;
}
