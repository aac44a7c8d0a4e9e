import type { PaywallPurchase, PaywallUser } from '../../contract/index.js';
import { isInForce } from '../domain/entitlement.js';
import { amountOf, isFree } from '../domain/price.js';
import { dayOf } from '../domain/token-balance.js';
import type { Db } from '../store/database.js';
import { loadSubscriptions, type SubscriptionOnPlan } from '../store/subscriptions.js';
import type { Customer } from '../store/tables.js';
import { loadBalances } from '../store/token-balances.js';

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

export const toPurchase = (it: SubscriptionOnPlan): PaywallPurchase => ({
  id: it.id,
  status: it.status,
  current_period_start: iso(it.currentPeriodStart),
  current_period_end: iso(it.currentPeriodEnd),
  cancel_at_period_end: it.cancelAtPeriodEnd,
  cancel_at: it.cancelAtPeriodEnd ? iso(it.currentPeriodEnd) : null,
  canceled_at: iso(it.canceledAt),
  created: it.createdAt.toISOString(),
  ended_at: iso(it.endedAt),
  unit_amount: amountOf(it.price, 1),
  currency: it.price.currency,
  interval: it.price.interval,
});

/** What the customer bought. Free plans do not count: customers who only have those see the paywall. */
export const loadPurchases = async (db: Db, customer: Customer): Promise<SubscriptionOnPlan[]> =>
  (await loadSubscriptions(db, customer.projectId, customer.id)).filter((it) => !isFree(it.price));

/** A purchase that has not ended, though it may be unpaid. */
export const hasStanding = ({ status, endedAt }: SubscriptionOnPlan, now: Date): boolean =>
  status !== 'canceled' && status !== 'incomplete_expired' && (endedAt === null || endedAt > now);

export async function paywallUser(db: Db, customer: Customer, now: Date): Promise<PaywallUser> {
  const purchases = await loadPurchases(db, customer);
  const inForce = purchases.filter((it) => isInForce(it, now));
  const trial = purchases.find((it) => it.trialEnd !== null);
  return {
    user: { id: customer.id, email: customer.email, user_id: customer.externalUserId },
    has_active_subscription: inForce.length > 0,
    purchases: purchases.map(toPurchase),
    trial: trial ? { active: trial.status === 'trialing' && inForce.includes(trial), ends_at: iso(trial.trialEnd) } : null,
    balances: await loadBalances(db, { projectId: customer.projectId, customerId: customer.id }, dayOf(now)),
  };
}
