import { newId } from '../domain/ids.js';
import type { Db } from '../store/database.js';
import { json } from '../store/json.js';

export type EventType =
  | 'subscription.created'
  | 'subscription.updated'
  | 'subscription.cancelled'
  | 'invoice.finalized'
  | 'invoice.paid'
  | 'invoice.voided'
  | 'payment.failed'
  | 'checkout.completed'
  | 'usage.threshold_reached';

export interface Happened {
  readonly projectId: string;
  readonly customerId: string;
  readonly type: EventType;
  /** Ids and amounts; who delivers it adds the objects as they are then. */
  readonly data: Record<string, unknown>;
}

/** Notes what happened in the transaction in which it did: an event that was rolled back is told to nobody. */
export async function emit(db: Db, { projectId, customerId, type, data }: Happened, now: Date): Promise<void> {
  await db
    .insertInto('events')
    .values({ projectId, customerId, id: newId('evt'), type, data: json(data), createdAt: now })
    .execute();
}
