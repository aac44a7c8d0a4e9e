import type { ExpressionBuilder } from 'kysely';
import type { WebhookEventType } from '../../contract/index.js';
import type { Db } from './database.js';
import { json } from './json.js';
import type { NewWebhookEndpoint, Tables, WebhookDelivery, WebhookEndpoint } from './tables.js';

export const listEndpoints = (db: Db, projectId: string): Promise<WebhookEndpoint[]> =>
  db.selectFrom('webhookEndpoints').selectAll().where('projectId', '=', projectId).orderBy('createdAt').orderBy('id').execute();

export const findEndpoint = (db: Db, projectId: string, id: string): Promise<WebhookEndpoint | undefined> =>
  db.selectFrom('webhookEndpoints').selectAll().where('projectId', '=', projectId).where('id', '=', id).executeTakeFirst();

export const addEndpoint = (db: Db, { events, ...endpoint }: NewWebhookEndpoint): Promise<WebhookEndpoint> =>
  db.insertInto('webhookEndpoints').values({ ...endpoint, events: json(events) }).returningAll().executeTakeFirstOrThrow();

/** Undefined when there is no such endpoint. */
export const rollSecret = (db: Db, projectId: string, id: string, secret: string, oldSecretUntil: Date): Promise<WebhookEndpoint | undefined> =>
  db
    .updateTable('webhookEndpoints')
    .set((eb) => ({ oldSecret: eb.ref('secret'), oldSecretUntil, secret }))
    .where('projectId', '=', projectId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();

/** False if there is no such endpoint. Its pending deliveries go with it. */
export async function deleteEndpoint(db: Db, projectId: string, id: string): Promise<boolean> {
  const deleted = await db
    .deleteFrom('webhookEndpoints')
    .where('projectId', '=', projectId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  if (deleted) await db.deleteFrom('webhookDeliveries').where('projectId', '=', projectId).where('endpointId', '=', id).execute();
  return deleted !== undefined;
}

export async function disableEndpoint(db: Db, projectId: string, id: string, now: Date): Promise<void> {
  await db.updateTable('webhookEndpoints').set({ disabledAt: now }).where('projectId', '=', projectId).where('id', '=', id).execute();
  await db
    .updateTable('webhookDeliveries')
    .set({ status: 'failed', body: null, lastProblem: 'The endpoint is disabled' })
    .where('projectId', '=', projectId)
    .where('endpointId', '=', id)
    .where('status', '=', 'pending')
    .execute();
}

/** Deliveries go by the real clock: the project's may be months ahead. */
const AT_ONCE = new Date(0);

/** Queues an event for every endpoint that wants it, in the transaction in which it happened. */
export async function addDeliveries(
  db: Db,
  { projectId, customerId, eventId, type }: { projectId: string; customerId: string; eventId: string; type: WebhookEventType },
): Promise<void> {
  const endpoints = (await listEndpoints(db, projectId)).filter(({ events, disabledAt }) => disabledAt === null && events.includes(type));
  if (endpoints.length === 0) return;
  await db
    .insertInto('webhookDeliveries')
    .values(endpoints.map(({ id }) => ({ projectId, customerId, eventId, endpointId: id, status: 'pending' as const, body: null, nextAttemptAt: AT_ONCE, leasedUntil: null, lastProblem: null })))
    .execute();
}

export type DeliveryKey = Pick<WebhookDelivery, 'projectId' | 'customerId' | 'eventId' | 'endpointId'>;

/** Deliveries that are due, the longest waiting first. */
export const dueDeliveries = (db: Db, now: Date, limit: number): Promise<DeliveryKey[]> =>
  db
    .selectFrom('webhookDeliveries')
    .select(['projectId', 'customerId', 'eventId', 'endpointId'])
    .where('status', '=', 'pending')
    .where('nextAttemptAt', '<=', now)
    .where((eb) => eb.or([eb('leasedUntil', 'is', null), eb('leasedUntil', '<=', now)]))
    .orderBy('nextAttemptAt')
    .limit(limit)
    .execute();

/** A delivery's own row. */
const isDelivery =
  ({ projectId, customerId, eventId, endpointId }: DeliveryKey) =>
  (eb: ExpressionBuilder<Tables, 'webhookDeliveries'>) =>
    eb.and({ projectId, customerId, eventId, endpointId });

/** Leases a delivery to one of several processes. The lease of a process that died runs out. */
export const claimDelivery = (db: Db, key: DeliveryKey, now: Date, leasedUntil: Date): Promise<WebhookDelivery | undefined> =>
  db
    .updateTable('webhookDeliveries')
    .set({ leasedUntil })
    .where(isDelivery(key))
    .where('status', '=', 'pending')
    .where('nextAttemptAt', '<=', now)
    .where((eb) => eb.or([eb('leasedUntil', 'is', null), eb('leasedUntil', '<=', now)]))
    .returningAll()
    .executeTakeFirst();

/** Postpones an endpoint's deliveries to `until`. */
export async function restEndpoint(db: Db, projectId: string, endpointId: string, until: Date): Promise<void> {
  await db
    .updateTable('webhookDeliveries')
    .set({ nextAttemptAt: until })
    .where('projectId', '=', projectId)
    .where('endpointId', '=', endpointId)
    .where('status', '=', 'pending')
    .where('nextAttemptAt', '<', until)
    .where('leasedUntil', 'is', null)
    .execute();
}

export type DeliveryChange = Partial<Pick<WebhookDelivery, 'status' | 'body' | 'attempts' | 'nextAttemptAt' | 'leasedUntil' | 'lastProblem'>>;

export async function updateDelivery(db: Db, key: DeliveryKey, change: DeliveryChange): Promise<void> {
  await db
    .updateTable('webhookDeliveries')
    .set(change)
    .where(isDelivery(key))
    .execute();
}

/** Deletes an accepted delivery. */
export async function deleteDelivery(db: Db, key: DeliveryKey): Promise<void> {
  await db
    .deleteFrom('webhookDeliveries')
    .where(isDelivery(key))
    .execute();
}
