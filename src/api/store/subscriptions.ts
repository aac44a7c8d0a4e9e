import type { Standing } from '../domain/entitlement.js';
import type { Db } from './database.js';
import type { Price, Subscription } from './tables.js';

/** A subscription with what it was sold as. */
export type SubscriptionOnPlan = Subscription & Standing & { readonly price: Price };

/** A customer's subscriptions, newest first; those that ended too. */
export async function loadSubscriptions(db: Db, projectId: string, customerId: string): Promise<SubscriptionOnPlan[]> {
  const subscriptions = await db
    .selectFrom('subscriptions')
    .innerJoin('products', (join) =>
      join.onRef('products.projectId', '=', 'subscriptions.projectId').onRef('products.id', '=', 'subscriptions.productId'),
    )
    .selectAll('subscriptions')
    .select('products.name as productName')
    .where('subscriptions.projectId', '=', projectId)
    .where('subscriptions.customerId', '=', customerId)
    .orderBy('subscriptions.createdAt', 'desc')
    .orderBy('subscriptions.id', 'desc')
    .execute();
  if (subscriptions.length === 0) return [];
  const prices = await db
    .selectFrom('prices')
    .selectAll()
    .where('projectId', '=', projectId)
    .where('id', 'in', subscriptions.map((subscription) => subscription.priceId))
    .execute();
  return subscriptions.flatMap((subscription) => {
    const price = prices.find((it) => it.id === subscription.priceId);
    return price ? [{ ...subscription, price }] : [];
  });
}

export async function updateSubscription(
  db: Db,
  subscription: Pick<Subscription, 'projectId' | 'customerId' | 'id'>,
  change: Partial<Omit<Subscription, 'metadata' | 'projectId' | 'customerId' | 'id'>>,
): Promise<void> {
  await db
    .updateTable('subscriptions')
    .set(change)
    .where('projectId', '=', subscription.projectId)
    .where('customerId', '=', subscription.customerId)
    .where('id', '=', subscription.id)
    .execute();
}
