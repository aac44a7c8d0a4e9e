import type { Selectable } from 'kysely';
import type { WebhookEventType } from '../../../contract/index.js';
import type { Defaulted, JsonColumn } from './column.js';

/** What happened, for webhooks: written in the transaction in which it did. */
export interface EventTable {
  projectId: string;
  customerId: string;
  id: string;
  type: WebhookEventType;
  data: JsonColumn<Record<string, unknown>>;
  createdAt: Date;
}

/** Where a project is told of events. */
export interface WebhookEndpointTable {
  projectId: string;
  id: string;
  url: string;
  events: JsonColumn<WebhookEventType[]>;
  description: string | null;
  /** Signs deliveries, so that it has to be kept as it is. */
  secret: string;
  /** The one before it, which signs too until then: by the real clock. */
  oldSecret: Defaulted<string | null>;
  oldSecretUntil: Defaulted<Date | null>;
  createdAt: Date;
  disabledAt: Date | null;
}

/** One event on its way to one endpoint, or given up; once it was taken, the row goes. Its times are the real clock's. */
export interface WebhookDeliveryTable {
  projectId: string;
  customerId: string;
  eventId: string;
  endpointId: string;
  status: 'pending' | 'failed';
  /** What is sent, from the first attempt to the last; not kept afterwards. */
  body: string | null;
  attempts: Defaulted<number>;
  nextAttemptAt: Date;
  /** Until then a process is at it. */
  leasedUntil: Date | null;
  lastProblem: string | null;
}

export type Event = Selectable<EventTable>;
export type WebhookEndpoint = Selectable<WebhookEndpointTable>;
export type NewWebhookEndpoint = Omit<WebhookEndpoint, 'oldSecret' | 'oldSecretUntil'>;
export type WebhookDelivery = Selectable<WebhookDeliveryTable>;
