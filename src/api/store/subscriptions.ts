import { sql } from 'kysely';
import type { SubscriptionStatus } from '../../contract/index.js';
import type { Standing } from '../domain/entitlement.js';
import type { CouponTerms } from '../domain/invoice.js';
import type { NamedPlan } from '../domain/translations.js';
import type { Db } from './database.js';
import type { Position } from './paging.js';
import { soldPrices, type SoldPrice } from './catalog.js';
import type { Subscription } from './tables.js';

/** A subscription with its product, price and coupon. */
export type SubscriptionOnPlan = Subscription &
  Standing &
  NamedPlan & {
    readonly price: SoldPrice;
    readonly pending: (NamedPlan & { readonly price: SoldPrice }) | null;
    /** The coupon it has, whether or not its time is over. */
    readonly coupon: CouponTerms | null;
  };

export interface SubscriptionFilter {
  readonly projectId: string;
  readonly customerId?: string | undefined;
  readonly id?: string;
  readonly status?: SubscriptionStatus | undefined;
  readonly after?: Position | undefined;
  readonly limit?: number;
}

/** A customer's subscriptions, newest first; those that ended too. */
export const loadSubscriptions = (db: Db, projectId: string, customerId: string): Promise<SubscriptionOnPlan[]> =>
  findSubscriptions(db, { projectId, customerId });

export async function findSubscriptions(db: Db, filter: SubscriptionFilter): Promise<SubscriptionOnPlan[]> {
  const { projectId, customerId, id, status, after, limit } = filter;
  let query = db
    .selectFrom('subscriptions')
    .innerJoin('products', (join) =>
      join.onRef('products.projectId', '=', 'subscriptions.projectId').onRef('products.id', '=', 'subscriptions.productId'),
    )
    .selectAll('subscriptions')
    .select(['products.name as productName', 'products.translations as productTranslations'])
    .where('subscriptions.projectId', '=', projectId)
    .orderBy('subscriptions.createdAt', 'desc')
    .orderBy('subscriptions.id', 'desc');
  if (customerId !== undefined) query = query.where('subscriptions.customerId', '=', customerId);
  if (id !== undefined) query = query.where('subscriptions.id', '=', id);
  if (status !== undefined) query = query.where('subscriptions.status', '=', status);
  if (after) query = query.where(sql<boolean>`(subscriptions.created_at, subscriptions.id) < (${after.createdAt}, ${after.id})`);
  if (limit !== undefined) query = query.limit(limit);
  return withPlans(db, projectId, await query.execute());
}

async function withPlans(db: Db, projectId: string, subscriptions: readonly (Subscription & NamedPlan)[]): Promise<SubscriptionOnPlan[]> {
  if (subscriptions.length === 0) return [];
  const priceIds = [...new Set(subscriptions.flatMap((it) => [it.priceId, it.pendingPriceId ?? []].flat()))];
  const prices = await soldPrices(db, projectId)
    .innerJoin('products', (join) => join.onRef('products.projectId', '=', 'prices.projectId').onRef('products.id', '=', 'prices.productId'))
    .select(['products.name as productName', 'products.translations as productTranslations'])
    .where('prices.id', 'in', priceIds)
    .execute();
  const couponIds = [...new Set(subscriptions.flatMap((it) => it.couponId ?? []))];
  const coupons =
    couponIds.length > 0
      ? await db
          .selectFrom('coupons')
          .select(['id', 'percentOff', 'amountOff', 'currency', 'duration'])
          .where('projectId', '=', projectId)
          .where('id', 'in', couponIds)
          .execute()
      : [];
  return subscriptions.flatMap((subscription) => {
    const price = prices.find((it) => it.id === subscription.priceId);
    const next = prices.find((it) => it.id === subscription.pendingPriceId);
    const coupon = coupons.find((it) => it.id === subscription.couponId) ?? null;
    const pending = next ? { price: next, productName: next.productName, productTranslations: next.productTranslations } : null;
    return price ? [{ ...subscription, price, coupon, pending }] : [];
  });
}

/** Locks the current period against further use until the transaction ends, so that what is read of it is complete. */
export async function closePeriod(db: Db, { projectId, customerId, id }: Pick<Subscription, 'projectId' | 'customerId' | 'id'>): Promise<void> {
  await db.selectFrom('subscriptions').select('id').where('projectId', '=', projectId).where('customerId', '=', customerId).where('id', '=', id).forUpdate().execute();
}

/**
 * Only what decides access, since recording uses reads this often. In a transaction, periods cannot close until it ends, so
 * what it counts is part of their invoice.
 */
export const loadStandings = (db: Db, { projectId, customerId }: { projectId: string; customerId: string }): Promise<Standing[]> =>
  db
    .selectFrom('subscriptions')
    .innerJoin('products', (join) =>
      join.onRef('products.projectId', '=', 'subscriptions.projectId').onRef('products.id', '=', 'subscriptions.productId'),
    )
    .select(['subscriptions.id', 'subscriptions.productId', 'products.name as productName', 'subscriptions.status'])
    .select(['subscriptions.currentPeriodStart', 'subscriptions.currentPeriodEnd', 'subscriptions.createdAt', 'subscriptions.endedAt'])
    .where('subscriptions.projectId', '=', projectId)
    .where('subscriptions.customerId', '=', customerId)
    .orderBy('subscriptions.createdAt', 'desc')
    .orderBy('subscriptions.id', 'desc')
    .forShare('subscriptions')
    .execute();

export const findSubscription = async (db: Db, projectId: string, id: string): Promise<SubscriptionOnPlan | undefined> =>
  (await findSubscriptions(db, { projectId, id }))[0];

export type SubscriptionChange = Partial<Omit<Subscription, 'metadata' | 'projectId' | 'customerId' | 'id'>>;

export async function updateSubscription(
  db: Db,
  subscription: Pick<Subscription, 'projectId' | 'customerId' | 'id'>,
  change: SubscriptionChange,
): Promise<void> {
  await db
    .updateTable('subscriptions')
    .set(change)
    .where('projectId', '=', subscription.projectId)
    .where('customerId', '=', subscription.customerId)
    .where('id', '=', subscription.id)
    .execute();
}
