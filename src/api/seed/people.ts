import type { SubscriptionStatus } from '../../contract/index.js';

/** A customer of the demo with the history that its name promises. Days count back from the moment of seeding. */
export interface Person {
  readonly user: string;
  readonly name: string;
  readonly email: string;
  readonly plan: string;
  readonly priceId: string;
  readonly quantity?: number;
  readonly status?: SubscriptionStatus;
  /** When the current period began. */
  readonly periodBeganDaysAgo: number;
  /** Paid periods before the current one. */
  readonly pastPeriods?: number;
  readonly trialDays?: number;
  readonly cancelAtPeriodEnd?: boolean;
  readonly card?: { readonly brand: string; readonly last4: string; readonly token: string };
  /** Token balances as of today. */
  readonly tokens?: Readonly<Record<string, number>>;
  /** Used in the current period so far. */
  readonly usage: { readonly api_calls: number; readonly transfer_gb: number };
}

const VISA = { brand: 'Visa', last4: '4242', token: 'card_test_ok' };
const FAILING = { brand: 'Visa', last4: '0341', token: 'card_test_fails_later' };

export const people: readonly Person[] = [
  {
    user: 'user_free', name: 'Frida Lindqvist', email: 'frida@example.com', plan: 'hobby', priceId: 'price_hobby_month_usd',
    periodBeganDaysAgo: 11, pastPeriods: 2, usage: { api_calls: 342, transfer_gb: 0.4 },
  },
  {
    user: 'user_pro', name: 'Priya Raman', email: 'priya@example.com', plan: 'pro', priceId: 'price_pro_month_usd', quantity: 3,
    periodBeganDaysAgo: 17, pastPeriods: 5, card: VISA, usage: { api_calls: 64_210, transfer_gb: 112.6 },
    tokens: { 'gpt-4': 480, image: 25 },
  },
  {
    user: 'user_near_limit', name: 'Nadia Haddad', email: 'nadia@example.com', plan: 'starter', priceId: 'price_starter_month_usd',
    periodBeganDaysAgo: 21, pastPeriods: 3, card: VISA, usage: { api_calls: 9_210, transfer_gb: 8.6 },
    tokens: { 'gpt-4': 3, image: 2 },
  },
  {
    user: 'user_over_limit', name: 'Oskar Brandt', email: 'oskar@example.com', plan: 'starter', priceId: 'price_starter_month_eur',
    periodBeganDaysAgo: 24, pastPeriods: 4, card: VISA, usage: { api_calls: 10_000, transfer_gb: 9.8 },
    tokens: { 'gpt-4': 0 },
  },
  {
    user: 'user_trialing', name: 'Tomás Silva', email: 'tomas@example.com', plan: 'pro', priceId: 'price_pro_month_usd', quantity: 2,
    status: 'trialing', periodBeganDaysAgo: 11, trialDays: 14, card: VISA, usage: { api_calls: 4_120, transfer_gb: 12.3 },
  },
  {
    user: 'user_past_due', name: 'Paula Novak', email: 'paula@example.com', plan: 'starter', priceId: 'price_starter_month_usd',
    status: 'past_due', periodBeganDaysAgo: 2, pastPeriods: 3, card: FAILING, usage: { api_calls: 1_130, transfer_gb: 2.9 },
  },
  {
    user: 'user_canceling', name: 'Kenji Mori', email: 'kenji@example.com', plan: 'pro', priceId: 'price_pro_month_usd', quantity: 1,
    periodBeganDaysAgo: 23, pastPeriods: 6, cancelAtPeriodEnd: true, card: VISA, usage: { api_calls: 21_480, transfer_gb: 38.2 },
  },
];
