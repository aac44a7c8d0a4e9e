import { sql } from 'kysely';
import type { Db } from './database.js';
import { json } from './json.js';
import type { Meter, MeterEvent, Subscription } from './tables.js';

export const loadMeters = (db: Db, projectId: string): Promise<Meter[]> =>
  db.selectFrom('meters').selectAll().where('projectId', '=', projectId).where('active', '=', true).orderBy('position').execute();

/** False if the customer has an event of this id. Waits for one that is being written now. */
export async function addMeterEvent(db: Db, { properties, ...event }: MeterEvent): Promise<boolean> {
  const added = await db
    .insertInto('meterEvents')
    .values({ ...event, properties: json(properties) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

export const findMeterEvent = (db: Db, { projectId, customerId, id }: Pick<MeterEvent, 'projectId' | 'customerId' | 'id'>): Promise<MeterEvent> =>
  db
    .selectFrom('meterEvents')
    .selectAll()
    .where('projectId', '=', projectId)
    .where('customerId', '=', customerId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();

/** One period of one subscription's meter. */
export interface MeterSlot {
  readonly projectId: string;
  readonly customerId: string;
  readonly subscriptionId: string;
  readonly meterKey: string;
  readonly periodStart: Date;
}

/** Keeps the period from ending while this transaction counts in it: its last invoice waits, other events do not. */
export async function holdPeriod(db: Db, { projectId, customerId, id }: Pick<Subscription, 'projectId' | 'customerId' | 'id'>): Promise<Date> {
  const { currentPeriodStart } = await db
    .selectFrom('subscriptions')
    .select('currentPeriodStart')
    .where('projectId', '=', projectId)
    .where('customerId', '=', customerId)
    .where('id', '=', id)
    .forShare()
    .executeTakeFirstOrThrow();
  return currentPeriodStart;
}

/** Adds to a meter, in the event's own transaction. */
export async function addToMeter(db: Db, slot: MeterSlot, number: number): Promise<void> {
  await db
    .insertInto('meterValues')
    .values({ ...slot, value: number })
    .onConflict((conflict) => conflict.columns(SLOT).doUpdateSet({ value: sql<number>`meter_values.value + excluded.value` }))
    .execute();
}

/** Raises a meter to a number, and gives by how much: 0 if it is there already. */
export async function raiseMeter(db: Db, slot: MeterSlot, number: number): Promise<number> {
  // The row is made before it is compared, so that two events at once lock the same one.
  await db.insertInto('meterValues').values({ ...slot, value: 0 }).onConflict((conflict) => conflict.columns(SLOT).doNothing()).execute();
  const { value } = await ofSlot(db, slot).forUpdate().executeTakeFirstOrThrow();
  if (number <= value) return 0;
  await addToMeter(db, slot, number - value);
  return number - value;
}

/** True when the value is new to the period. */
export async function addDistinct(db: Db, slot: MeterSlot, hash: string): Promise<boolean> {
  const added = await db
    .insertInto('meterUniques')
    .values({ ...slot, hash })
    .onConflict((conflict) => conflict.doNothing())
    .returning('hash')
    .executeTakeFirst();
  return added !== undefined;
}

const SLOT = ['projectId', 'customerId', 'subscriptionId', 'meterKey', 'periodStart'] as const;

const ofSlot = (db: Db, { projectId, customerId, subscriptionId, meterKey, periodStart }: MeterSlot) =>
  db
    .selectFrom('meterValues')
    .select('value')
    .where('projectId', '=', projectId)
    .where('customerId', '=', customerId)
    .where('subscriptionId', '=', subscriptionId)
    .where('meterKey', '=', meterKey)
    .where('periodStart', '=', periodStart);

/** The counts of a subscription's meters in its current period: one row per meter, however many events there are. */
export async function readMeters(db: Db, it: Pick<Subscription, 'projectId' | 'customerId' | 'id' | 'currentPeriodStart'>): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('meterValues')
    .select(['meterKey', 'value'])
    .where('projectId', '=', it.projectId)
    .where('customerId', '=', it.customerId)
    .where('subscriptionId', '=', it.id)
    .where('periodStart', '=', it.currentPeriodStart)
    .execute();
  return new Map(rows.map(({ meterKey, value }) => [meterKey, value]));
}
