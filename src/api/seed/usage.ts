import { sql } from 'kysely';
import { newId } from '../domain/ids.js';
import { addIntervals, daysUntil } from '../domain/period.js';
import type { Db } from '../store/database.js';
import { json } from '../store/json.js';
import type { Person } from './people.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** How busy each weekday is, from Sunday on: what makes a chart look lived in. */
const WEEK = [4, 11, 13, 12, 12, 10, 5];

export interface Use {
  readonly customerId: string;
  readonly featureKey: string;
  readonly quantity: number;
  readonly at: Date;
  readonly consumedAfter: number;
  readonly periodStart: Date;
  readonly periodEnd: Date;
}

/** What was used, spread over the period's days so far. */
export function usesOf(customerId: string, person: Person, start: Date, now: number): Use[] {
  const end = addIntervals(start, 'month', 1);
  const days = Math.max(1, daysUntil(new Date(now), start));
  const weights = Array.from({ length: days }, (_, day) => WEEK[new Date(start.getTime() + day * DAY_MS).getUTCDay()] ?? 1);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);

  return Object.entries(person.usage).flatMap(([featureKey, total]) => {
    const decimals = Number.isInteger(total) ? 1 : 10;
    let done = 0;
    let weighed = 0;
    return weights.flatMap((weight, day) => {
      weighed += weight;
      const upTo = Math.round((total * decimals * weighed) / whole) / decimals;
      const quantity = Math.round((upTo - done) * 1e6) / 1e6;
      const at = new Date(Math.min(now, start.getTime() + day * DAY_MS + 9 * HOUR_MS + day * 67_000));
      done = upTo;
      return quantity > 0 ? [{ customerId, featureKey, quantity, at, consumedAfter: upTo, periodStart: start, periodEnd: end }] : [];
    });
  });
}

/** As one parameter: a value each would be thousands. */
export async function addUses(db: Db, projectId: string, uses: readonly Use[]): Promise<void> {
  await sql`
    insert into usage_events
      (project_id, customer_id, id, feature_key, quantity, occurred_at, recorded_at, consumed_after, period_start, period_end)
    select ${projectId}, it."customerId", it.id, it."featureKey", it.quantity, it.at, it.at, it."consumedAfter", it."periodStart", it."periodEnd"
    from jsonb_to_recordset(${json(uses.map((use) => ({ ...use, id: newId('evt') })))}) as it(
      "customerId" text, id text, "featureKey" text, quantity numeric, at timestamptz, "consumedAfter" numeric,
      "periodStart" timestamptz, "periodEnd" timestamptz
    )`.execute(db);
}

/** Sums what was used as recording it one by one would have. */
export async function sumUsage(db: Db, projectId: string): Promise<void> {
  const sums = db
    .selectFrom('usageEvents')
    .select(({ fn }) => ['projectId', 'customerId', 'featureKey', fn.sum<number>('quantity').as('quantity')])
    .where('projectId', '=', projectId)
    .groupBy(['projectId', 'customerId', 'featureKey']);
  const hour = sql<Date>`date_trunc('hour', occurred_at, 'UTC')`;
  await db
    .insertInto('usageHours')
    .columns(['projectId', 'customerId', 'featureKey', 'quantity', 'hour'])
    .expression(sums.select(hour.as('hour')).groupBy(hour))
    .execute();
  await db
    .insertInto('usageCounters')
    .columns(['projectId', 'customerId', 'featureKey', 'consumed', 'periodStart'])
    .expression(sums.select('periodStart').groupBy('periodStart'))
    .execute();
}
