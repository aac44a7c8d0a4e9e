import type { PaymentMethod } from '../../../contract/payment-method.js';
import type { Interval } from '../../../contract/common.js';
import type { Subscription } from '../../../contract/subscriptions.js';
import type { faces, subscriptionPanel } from '../../../locales/en.js';
import { moneyText } from '../words/money.js';
import { spanText } from '../words/span.js';
import type { Words } from '../words/words.js';

export type SubscriptionWords = Words<{ faces: typeof faces; subscriptionPanel: typeof subscriptionPanel }>;

/** The states of subscriptions that have not ended, the one that matters most first, with the colour of each. */
const TONES = { active: 'good', trialing: 'good', past_due: 'bad', unpaid: 'bad', incomplete: 'warn' } as const;
export type LiveSubscription = Subscription & { readonly status: keyof typeof TONES };
const ORDER: readonly string[] = Object.keys(TONES);

const PER = { day: 'perDay', week: 'perWeek', month: 'perMonth', year: 'perYear' } as const;

/** The one that matters of all subscriptions that a customer ever had; none if all have ended. */
export const liveSubscriptionOf = (all: readonly Subscription[]): LiveSubscription | undefined =>
  all.filter(isLive).toSorted((one, other) => rank(one) - rank(other))[0];

const isLive = (it: Subscription): it is LiveSubscription => !it.endedAt && ORDER.includes(it.status);
const rank = ({ status }: Subscription): number => ORDER.indexOf(status);

export const toneOf = ({ status, cancelAtPeriodEnd }: LiveSubscription): string =>
  cancelAtPeriodEnd ? 'warn' : TONES[status];

/** Whether a payment is missing: before it is made, nothing else matters or can be done. */
export const isUnpaid = ({ status, endedAt }: Subscription): boolean => !endedAt && ['past_due', 'unpaid', 'incomplete'].includes(status);

/** Whether what is charged next is not simply its price, or a coupon lowers it. */
export const hasTerms = ({ coupon, nextAmount, amount }: Subscription): boolean => Boolean(coupon) || (nextAmount ?? amount) !== amount;

interface Recurring {
  readonly amount: number;
  readonly currency: string;
  readonly interval: Interval;
  readonly intervalCount?: number | undefined;
}

/** `$23 a month` */
export function recurringText(words: SubscriptionWords, { amount, currency, interval, intervalCount = 1 }: Recurring): string {
  if (amount === 0) return words.text('free');
  const price = moneyText(words, amount, currency, { whole: true });
  if (intervalCount === 1 && Object.hasOwn(PER, interval)) return words.text(PER[interval], { price });
  return words.text('perOther', { price, period: spanText(words, intervalCount, interval) });
}

export const cardText = (words: SubscriptionWords, card: PaymentMethod | null): string =>
  card ? `${card.brand} ··\u00a0${card.last4}` : words.text('none');
