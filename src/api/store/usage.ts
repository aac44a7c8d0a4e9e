import { sql } from 'kysely';
import type { Period } from '../domain/period.js';
import type { Db } from './database.js';

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
 * Adds to the counter of one window; undefined, with nothing changed, if that would exceed `ceiling`. The comparison and
 * the addition are one statement on one locked row, so that two uses cannot both take the last unit.
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

/** A customer's counters of windows that began at or after `since`: a few rows, however many events there are. */
export const loadCounters = (db: Db, { projectId, customerId }: CustomerKey, since: Date) =>
  db
    .selectFrom('usageCounters')
    .select(['featureKey', 'periodStart', 'consumed'])
    .where('projectId', '=', projectId)
    .where('customerId', '=', customerId)
    .where('periodStart', '>=', since)
    .execute();

export interface CounterKey {
  readonly featureKey: string;
  readonly periodStart: Date;
}

/**
 * Locks counters for this transaction, making rows that are missing, and gives their counts. Always in the same order, so
 * that transactions cannot deadlock.
 */
export async function holdCounters(db: Db, { projectId, customerId }: CustomerKey, counters: readonly CounterKey[]) {
  if (counters.length === 0) return [];
  const inOrder = counters.toSorted((left, right) => (left.featureKey < right.featureKey ? -1 : left.featureKey > right.featureKey ? 1 : left.periodStart.getTime() - right.periodStart.getTime()));
  return db
    .insertInto('usageCounters')
    .values(inOrder.map((counter) => ({ projectId, customerId, ...counter, consumed: 0 })))
    .onConflict((conflict) =>
      conflict.columns(['projectId', 'customerId', 'featureKey', 'periodStart']).doUpdateSet({ consumed: sql<number>`usage_counters.consumed` }),
    )
    .returning(['featureKey', 'periodStart', 'consumed'])
    .execute();
}

export const findEvents = (db: Db, { projectId, customerId }: CustomerKey, ids: readonly string[]): Promise<StoredUsage[]> =>
  db
    .selectFrom('usageEvents')
    .select(['id', 'featureKey', 'quantity', 'recordedAt', 'consumedAfter', 'limitUnits', 'periodStart', 'periodEnd'])
    .where('projectId', '=', projectId)
    .where('customerId', '=', customerId)
    .where('id', 'in', ids)
    .execute();

export interface CounterTotal extends CounterKey {
  /** What the counter now holds, in millionths. */
  readonly millionths: bigint;
}

/** Meanwhile another transaction wrote an event of the same id for another feature: try again. */
class EventTakenError extends Error {
  readonly code = '40001';
}

/**
 * Writes events, counters and hours in one statement, with all values in one JSON text: a thousand events cost one round
 * trip, and every driver reads them alike. The counters have to be locked.
 */
export async function writeUsage(
  db: Db,
  { projectId, customerId }: CustomerKey,
  events: readonly (NewUsage & StoredUsage)[],
  totals: readonly CounterTotal[],
): Promise<void> {
  const { rows } = await sql<{ written: number }>`
    with given as (
      select * from json_to_recordset(cast(cast(${JSON.stringify(events)} as text) as json)) as event (
        "id" text, "featureKey" text, "quantity" numeric, "occurredAt" timestamptz, "recordedAt" timestamptz, "consumedAfter" numeric,
        "limitUnits" numeric, "periodStart" timestamptz, "periodEnd" timestamptz, "metadata" jsonb)
    ), written as (
      insert into usage_events (project_id, customer_id, id, feature_key, quantity, occurred_at, recorded_at, consumed_after, limit_units, period_start, period_end, metadata)
      select ${projectId}, ${customerId}, "id", "featureKey", "quantity", "occurredAt", "recordedAt", "consumedAfter", "limitUnits", "periodStart", "periodEnd", "metadata" from given
      on conflict do nothing
      returning 1
    ), counted as (
      update usage_counters set consumed = total."millionths" / 1000000
      from json_to_recordset(cast(cast(${JSON.stringify(totals, asText)} as text) as json)) as total ("featureKey" text, "periodStart" timestamptz, "millionths" numeric)
      where project_id = ${projectId} and customer_id = ${customerId} and feature_key = total."featureKey" and period_start = total."periodStart"
    ), charted as (
      insert into usage_hours (project_id, customer_id, feature_key, hour, quantity)
      select ${projectId}, ${customerId}, "featureKey", date_trunc('hour', "occurredAt", 'UTC'), sum("quantity") from given group by 3, 4 order by 3, 4
      on conflict (project_id, customer_id, feature_key, hour) do update set quantity = usage_hours.quantity + excluded.quantity
    )
    select cast(count(*) as integer) as written from written`.execute(db);
  if (rows[0]?.written !== events.length) throw new EventTakenError('an event of this id was written meanwhile');
}

const asText = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);

/** The hourly counters that charts are made of. */
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
