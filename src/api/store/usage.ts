import { sql } from 'kysely';
import type { Period } from '../domain/period.js';
import type { Db } from './database.js';
import { json } from './json.js';

export interface CustomerKey {
  readonly projectId: string;
  readonly customerId: string;
}

export interface NewUsage {
  readonly id: string;
  readonly featureKey: string;
  readonly quantity: number;
  readonly occurredAt: Date;
  readonly metadata: Record<string, unknown> | undefined;
}

export interface StoredUsage {
  readonly id: string;
  readonly featureKey: string;
  readonly quantity: number;
  readonly recordedAt: Date;
  readonly consumedAfter: number;
  readonly limitUnits: number | null;
  readonly periodStart: Date;
  readonly periodEnd: Date;
}

const HOUR_MS = 3_600_000;

/**
 * Adds to the counter of one window, unless that would exceed `ceiling`: then undefined, and nothing is changed. The
 * comparison and the addition are one statement on one locked row, so that no two uses can both take the last unit.
 */
export async function addToCounter(
  db: Db,
  { projectId, customerId }: CustomerKey,
  featureKey: string,
  periodStart: Date,
  quantity: number,
  ceiling: number | null,
): Promise<number | undefined> {
  if (ceiling !== null && quantity > ceiling) return undefined;
  const row = await db
    .insertInto('usageCounters')
    .values({ projectId, customerId, featureKey, periodStart, consumed: quantity })
    .onConflict((conflict) =>
      conflict
        .columns(['projectId', 'customerId', 'featureKey', 'periodStart'])
        .doUpdateSet({ consumed: sql<number>`usage_counters.consumed + excluded.consumed` })
        .where(sql<boolean>`cast(${ceiling} as numeric) is null or usage_counters.consumed + excluded.consumed <= cast(${ceiling} as numeric)`),
    )
    .returning('consumed')
    .executeTakeFirst();
  return row?.consumed;
}

export async function consumedIn(db: Db, { projectId, customerId }: CustomerKey, featureKey: string, periodStart: Date): Promise<number> {
  const row = await db
    .selectFrom('usageCounters')
    .select('consumed')
    .where('projectId', '=', projectId)
    .where('customerId', '=', customerId)
    .where('featureKey', '=', featureKey)
    .where('periodStart', '=', periodStart)
    .executeTakeFirst();
  return row?.consumed ?? 0;
}

/** Every counter of a customer whose window began at or after `since`: a handful of rows, however many events there are. */
export const loadCounters = (db: Db, { projectId, customerId }: CustomerKey, since: Date) =>
  db
    .selectFrom('usageCounters')
    .select(['featureKey', 'periodStart', 'consumed'])
    .where('projectId', '=', projectId)
    .where('customerId', '=', customerId)
    .where('periodStart', '>=', since)
    .execute();

/** False when an event of this id is there already; waits for one that is being written just now. */
export async function addEvent(
  db: Db,
  { projectId, customerId }: CustomerKey,
  event: NewUsage,
  recordedAt: Date,
  window: Period,
  limitUnits: number | null,
): Promise<boolean> {
  const added = await db
    .insertInto('usageEvents')
    .values({
      projectId,
      customerId,
      id: event.id,
      featureKey: event.featureKey,
      quantity: event.quantity,
      occurredAt: event.occurredAt,
      recordedAt,
      consumedAfter: 0,
      limitUnits,
      periodStart: window.start,
      periodEnd: window.end,
      metadata: json(event.metadata ?? null),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

export const findEvent = (db: Db, { projectId, customerId }: CustomerKey, id: string): Promise<StoredUsage | undefined> =>
  db
    .selectFrom('usageEvents')
    .select(['id', 'featureKey', 'quantity', 'recordedAt', 'consumedAfter', 'limitUnits', 'periodStart', 'periodEnd'])
    .where('projectId', '=', projectId)
    .where('customerId', '=', customerId)
    .where('id', '=', id)
    .executeTakeFirst();

/** Completes an event with what the counter said, and adds it to its hour. */
export async function settleEvent(db: Db, customer: CustomerKey, event: NewUsage, consumedAfter: number): Promise<void> {
  await db
    .updateTable('usageEvents')
    .set({ consumedAfter })
    .where('projectId', '=', customer.projectId)
    .where('customerId', '=', customer.customerId)
    .where('id', '=', event.id)
    .execute();
  await addToHour(db, customer, event.featureKey, event.occurredAt, event.quantity);
}

/** What charts are drawn from. */
export async function addToHour(db: Db, { projectId, customerId }: CustomerKey, featureKey: string, occurredAt: Date, quantity: number): Promise<void> {
  await db
    .insertInto('usageHours')
    .values({ projectId, customerId, featureKey, hour: new Date(Math.floor(occurredAt.getTime() / HOUR_MS) * HOUR_MS), quantity })
    .onConflict((conflict) =>
      conflict
        .columns(['projectId', 'customerId', 'featureKey', 'hour'])
        .doUpdateSet({ quantity: sql<number>`usage_hours.quantity + excluded.quantity` }),
    )
    .execute();
}

/** Use by the hour, oldest first. */
export const loadHours = (db: Db, { projectId, customerId }: CustomerKey, featureKey: string, { start, end }: Period) =>
  db
    .selectFrom('usageHours')
    .select(['hour', 'quantity'])
    .where('projectId', '=', projectId)
    .where('customerId', '=', customerId)
    .where('featureKey', '=', featureKey)
    .where('hour', '>=', start)
    .where('hour', '<', end)
    .orderBy('hour')
    .execute();
