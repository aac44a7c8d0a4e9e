import type { AppliedCoupon, Subscription } from '../../../contract/subscriptions.js';
import type { planNotes } from '../../../locales/en/plan-notes.js';
import type { faces } from '../../../locales/en.js';
import { dayText } from '../words/dates.js';
import { numberText } from '../words/formats.js';
import { moneyText } from '../words/money.js';
import type { Words } from '../words/words.js';
import type { Terms } from './subscription-facts.js';

type TermsWords = Words<{ faces: typeof faces; planNotes: typeof planNotes }>;

const PERCENT: Intl.NumberFormatOptions = { style: 'percent', maximumFractionDigits: 4 };

/** What coupon, taxes and a booked change make of a subscription; nothing of one that ends, since nothing more is charged. */
export function termsOf(words: TermsWords, { coupon, nextAmount, amount, currency, cancelAtPeriodEnd }: Subscription): Terms {
  if (cancelAtPeriodEnd) return {};
  const isOther = typeof nextAmount === 'number' && nextAmount !== amount;
  return {
    coupon: coupon ? couponText(words, coupon, currency) : undefined,
    next: isOther ? words.text('thenCosts', { amount: moneyText(words, nextAmount, currency) }) : undefined,
  };
}

function couponText(words: TermsWords, { percentOff, amountOff, until }: AppliedCoupon, currency: string): string {
  const discount = percentOff === null ? moneyText(words, amountOff ?? 0, currency, { whole: true }) : numberText(words.lang, percentOff / 100, PERCENT);
  return until ? words.text('couponUntil', { discount, date: dayText(words, until) }) : words.text('couponForGood', { discount });
}
