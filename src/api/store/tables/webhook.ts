import type { Selectable } from 'kysely';
import type { WebhookEventType } from '../../../contract/index.js';
import type { Defaulted, JsonColumn } from './column.js';

/** An event for webhooks, written in the transaction in which it happened. */
export interface EventTable {
  projectId: string;
  customerId: string;
  id: string;
  type: WebhookEventType;
  data: JsonColumn<Record<string, unknown>>;
  createdAt: Date;
}

/** An address to which a project's events are sent. */
export interface WebhookEndpointTable {
  projectId: string;
  id: string;
  url: string;
  events: JsonColumn<WebhookEventType[]>;
  description: string | null;
  /** Signs deliveries, so it cannot be stored as a hash. */
  secret: string;
  /** The one before it, which signs too until then: by the real clock. */
  oldSecret: Defaulted<string | null>;
  oldSecretUntil: Defaulted<Date | null>;
  createdAt: Date;
  disabledAt: Date | null;
}

/** One event for one endpoint, pending or given up; accepted ones are deleted. Times are by the real clock. */
export interface WebhookDeliveryTable {
  projectId: string;
  customerId: string;
  eventId: string;
  endpointId: string;
  status: 'pending' | 'failed';
  /** The body, the same in every attempt; not kept afterwards. */
  body: string | null;
  attempts: Defaulted<number>;
  nextAttemptAt: Date;
  /** Until then one process is delivering it. */
  leasedUntil: Date | null;
  lastProblem: string | null;
}

export type Event = Selectable<EventTable>;
export type WebhookEndpoint = Selectable<WebhookEndpointTable>;
export type NewWebhookEndpoint = Omit<WebhookEndpoint, 'oldSecret' | 'oldSecretUntil'>;
export type WebhookDelivery = Selectable<WebhookDeliveryTable>;
