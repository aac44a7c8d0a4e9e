import type { WebhookEventType } from '../../contract/index.js';
import { newId } from '../domain/ids.js';
import type { Db } from '../store/database.js';
import { json } from '../store/json.js';
import { addDeliveries } from '../store/webhooks.js';

export type EventType = WebhookEventType;

export interface Happened {
  readonly projectId: string;
  readonly customerId: string;
  readonly type: WebhookEventType;
  /** Ids and amounts. The objects are added at delivery, as they are then. */
  readonly data: Record<string, unknown>;
}

/** Notes an event in the transaction in which it happens: if that is rolled back, nobody is told. */
export async function emit(db: Db, { projectId, customerId, type, data }: Happened, now: Date): Promise<void> {
  const id = newId('evt');
  await db
    .insertInto('events')
    .values({ projectId, customerId, id, type, data: json(data), createdAt: now })
    .execute();
  await addDeliveries(db, { projectId, customerId, eventId: id, type });
}
