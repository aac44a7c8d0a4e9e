import type { Interval } from '../../contract/index.js';

const date = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });

/** A day for people: "November 30, 2026". */
export const dayOf = (at: Date): string => date.format(at);

export const perInterval = (interval: Interval, count: number): string => (count === 1 ? `per ${interval}` : `every ${count} ${interval}s`);

/** Minus as a minus sign, as amounts on paper have it. */
export const withMinus = (money: string): string => money.replace('-', '\u2212');
