import type { Interval } from '../../../contract/common.js';
import type { PendingChange } from '../../../contract/subscription.js';
import { nextPlan } from '../../../locales/en/next-plan.js';
import { known } from '../element/known.js';
import { dayText } from '../words/dates.js';
import { spanText } from '../words/span.js';
import type { WordsOf } from '../words/words.js';
import { rhythmOf } from './plan-prices.js';

const english = { nextPlan };
type AnyWords = Pick<WordsOf<object>, 'and'>;

/** The terms of a subscription: which price, for how many, how often. */
export interface Terms {
  readonly productId: string;
  readonly quantity?: number | undefined;
  readonly interval?: Interval | undefined;
  readonly intervalCount?: number | undefined;
}

const RHYTHMS = { day: 'byDay', week: 'byWeek', month: 'byMonth', year: 'byYear' } as const;

/** A plan as compared with another: `Starter`, or if it is the same plan `Pro, 1 seat` or `Pro, monthly`. */
export function planText(words: AnyWords, it: Terms & { readonly productName: string }, other: Terms): string {
  const { quantity: count = 1 } = it;
  const details: string[] = [];
  const say = words.and(english);
  if (count !== 1 || (it.productId === other.productId && other.quantity !== undefined && other.quantity !== 1)) details.push(say.text('seatsInPlan', { count }));
  const rhythm = rhythmText(words, it);
  if (rhythm && rhythm !== (rhythmText(words, other) ?? rhythm)) details.push(rhythm);
  return details.reduce((plan, detail) => say.text('withDetail', { plan, detail }), it.productName);
}

function rhythmText(words: AnyWords, { interval, intervalCount = 1 }: Terms): string | undefined {
  if (!interval) return undefined;
  const say = words.and(english);
  const common = known(RHYTHMS, rhythmOf({ interval, intervalCount }));
  if (common) return say.text(common);
  return say.text('byOther', { period: spanText(say, intervalCount, interval) });
}

/** `You change to Starter on December 21, 2026.` */
export const changeText = (words: AnyWords & { readonly lang: string }, now: Terms, next: PendingChange): string =>
  words.and(english).text('changesOn', { plan: planText(words, next, now), date: dayText(words, next.effectiveAt) });
