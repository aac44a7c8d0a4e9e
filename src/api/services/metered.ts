import { sql, type ExpressionBuilder } from 'kysely';
import { fromMillionths, toMillionths } from '../domain/money.js';
import type { Period } from '../domain/period.js';
import { amountOf } from '../domain/price.js';
import type { Feature } from '../domain/entitlement.js';
import type { Db } from '../store/database.js';
import type { Customer, InvoiceLine, Price, Tables } from '../store/tables.js';

/** What is used of a plan within a time, and in which currency it is charged. */
export interface UsageToBill {
  readonly productId: string;
  readonly currency: string;
  readonly period: Period;
}

export const lineOf = (description: string, quantity: number, amount: number, period: Period): InvoiceLine => ({
  description,
  quantity,
  amount,
  periodStart: period.start.toISOString(),
  periodEnd: period.end.toISOString(),
});

type CustomerOf = Pick<Customer, 'projectId' | 'id'>;

const meteredPrices = (db: Db, { projectId }: CustomerOf, { productId, currency }: UsageToBill) =>
  db
    .selectFrom('prices')
    .where('prices.projectId', '=', projectId)
    .where('prices.productId', '=', productId)
    .where('prices.currency', '=', currency)
    .where('prices.active', '=', true)
    .where('prices.meteredFeatureKey', 'is not', null);

/** A flat price is for what is used at all. */
const priceOf = (price: Price, quantity: number): number => (quantity > 0 ? amountOf(price, quantity) : 0);

/** A customer's quota windows of a period. One that was left in its first moment has its first window all the same. */
const within =
  ({ projectId, id }: CustomerOf, { start, end }: Period) =>
  (eb: ExpressionBuilder<Tables, 'usageCounters'>) =>
    eb.and([
      eb('projectId', '=', projectId),
      eb('customerId', '=', id),
      eb('periodStart', '>=', start),
      eb('periodStart', '<', end > start ? end : new Date(start.getTime() + 1)),
    ]);

/** A line about use, and what was used. */
export interface UseLine {
  readonly line: InvoiceLine;
  readonly feature: Pick<Feature, 'title' | 'unit' | 'translations'>;
}

export const meteredLines = async (db: Db, customer: CustomerOf, usage: UsageToBill): Promise<InvoiceLine[]> =>
  (await useLines(db, customer, usage)).map(({ line }) => line);

/**
 * What metered prices of a plan charge for what was used and no invoice has charged for: each quota window is counted by
 * itself, as its limit was. Of a window that was charged for in part, the rest costs what it adds.
 */
export async function useLines(db: Db, customer: CustomerOf, usage: UsageToBill): Promise<UseLine[]> {
  const prices = await meteredPrices(db, customer, usage)
    .innerJoin('features', (join) => join.onRef('features.projectId', '=', 'prices.projectId').onRef('features.key', '=', 'prices.meteredFeatureKey'))
    .selectAll('prices')
    .select(['features.title', 'features.unit', 'features.translations as featureTranslations'])
    .orderBy('prices.position')
    .execute();
  if (prices.length === 0) return [];
  const counters = await db.selectFrom('usageCounters').select(['featureKey', 'consumed', 'settled']).where(within(customer, usage.period)).execute();
  return prices.flatMap((price) => {
    const windows = counters.filter(({ featureKey }) => featureKey === price.meteredFeatureKey);
    const quantity = windows.reduce((sum, { consumed, settled }) => sum + toMillionths(consumed) - toMillionths(settled), 0n);
    const amount = windows.reduce((sum, { consumed, settled }) => sum + Math.max(0, priceOf(price, consumed) - priceOf(price, settled)), 0);
    const { title, unit, featureTranslations: translations } = price;
    return amount > 0 ? [{ line: lineOf(title, fromMillionths(quantity), amount, usage.period), feature: { title, unit, translations } }] : [];
  });
}

/** What `meteredLines` gave is charged for. Needs the customer's lock, and the period closed before it was asked for. */
export async function settleUse(db: Db, customer: CustomerOf, usage: UsageToBill): Promise<void> {
  await db
    .updateTable('usageCounters')
    .set({ settled: sql<number>`consumed` })
    .where(within(customer, usage.period))
    .where('featureKey', 'in', meteredPrices(db, customer, usage).select('prices.meteredFeatureKey').$castTo<{ meteredFeatureKey: string }>())
    .execute();
}
