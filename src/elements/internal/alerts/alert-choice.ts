import type { Invoice } from '../../../contract/invoice.js';
import type { PaymentMethod } from '../../../contract/payment-method.js';
import type { Subscription } from '../../../contract/subscriptions.js';
import type { UsageMetric } from '../../../contract/usage.js';
import { isUnpaid } from '../subscription/subscription-words.js';
import { DAY_MS } from '../words/dates.js';

/** A card is mentioned when it expires within this time. */
const CARD_DAYS = 30;

/** What there is to say, and where it may be dismissed, under which name and until when (ms since 1970). */
export type Alert = (
  | { readonly kind: 'unpaid' | 'incomplete'; readonly subscription: Subscription; readonly invoice: Invoice | undefined }
  | { readonly kind: 'trial' | 'ending'; readonly subscription: Subscription }
  | { readonly kind: 'over' | 'near'; readonly metric: UsageMetric }
  | { readonly kind: 'card'; readonly card: PaymentMethod; readonly hasExpired: boolean }
) & { readonly memory?: { readonly what: string; readonly untilMs: number } };

/** What there is to say about subscriptions, the most urgent first. */
export function subscriptionAlerts(all: readonly Subscription[], invoices: readonly Invoice[], { now, days }: { now: number; days: number }): Alert[] {
  const living = all.filter(({ endedAt }) => !endedAt);
  const unpaid = living.filter(isUnpaid).toSorted((one, other) => rank(one) - rank(other));
  return [
    ...unpaid.map((subscription): Alert => ({
      kind: subscription.status === 'incomplete' ? 'incomplete' : 'unpaid',
      subscription,
      invoice: invoices.find((it) => it.subscriptionId === subscription.id && it.status === 'open'),
    })),
    ...living.flatMap((it): Alert[] => {
      const end = Date.parse(it.trialEnd ?? '');
      const isSoon = it.status === 'trialing' && !it.cancelAtPeriodEnd && end - now < days * DAY_MS;
      return isSoon ? [{ kind: 'trial', subscription: it, memory: { what: `trial ${it.id} ${end}`, untilMs: end } }] : [];
    }),
    ...living.flatMap((it): Alert[] => {
      const end = Date.parse(it.currentPeriodEnd);
      return it.cancelAtPeriodEnd ? [{ kind: 'ending', subscription: it, memory: { what: `ending ${it.id} ${end}`, untilMs: end } }] : [];
    }),
  ];
}

const rank = ({ status }: Subscription): number => (status === 'incomplete' ? 1 : 0);

/** What is used up, then what nearly is; the fullest first. */
export function usageAlerts(metrics: readonly UsageMetric[], near: number): Alert[] {
  const percent = ({ consumed, limit }: UsageMetric): number => (limit === null ? 0 : limit > 0 ? (consumed / limit) * 100 : 100);
  return metrics
    .filter((metric) => !metric.overage && percent(metric) >= near)
    .toSorted((one, other) => percent(other) - percent(one))
    .map((metric) => {
      if (percent(metric) >= 100) return { kind: 'over', metric };
      const { feature_key: key, period_end: end } = metric;
      return { kind: 'near', metric, memory: { what: `near ${key} ${end}`, untilMs: Date.parse(end) } };
    });
}

/** The card that is charged, when it expires soon. It works until the end of its month. */
export function cardAlerts(cards: readonly PaymentMethod[], now: number): Alert[] {
  const card = cards.find(({ isDefault }) => isDefault);
  if (!card) return [];
  const end = Date.UTC(card.expYear, card.expMonth, 1);
  if (end - now > CARD_DAYS * DAY_MS) return [];
  if (end <= now) return [{ kind: 'card', card, hasExpired: true }];
  return [{ kind: 'card', card, hasExpired: false, memory: { what: `card ${card.id}`, untilMs: end } }];
}
