import * as z from 'zod/mini';
import { Deleted, Id, Timestamp, strictBody } from './common.js';
import { operation } from './operation.js';

export const WebhookEventType = z.enum([
  'subscription.created',
  'subscription.updated',
  'subscription.cancelled',
  'invoice.finalized',
  'invoice.paid',
  'invoice.voided',
  'payment.failed',
  'checkout.completed',
  'usage.threshold_reached',
]);
export type WebhookEventType = z.infer<typeof WebhookEventType>;

export const WebhookEndpoint = z.object({
  id: z.string(),
  url: z.string(),
  events: z.array(WebhookEventType),
  description: z.nullable(z.string()),
  status: z.enum(['enabled', 'disabled']).check(z.describe('Disabled when it answered 410: nothing is sent any more')),
  created_at: Timestamp,
});
export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>;

export const createWebhook = operation({
  id: 'createWebhook',
  method: 'post',
  path: '/admin/v1/webhooks',
  tag: 'Webhooks',
  summary: 'Be told of events from now on; the answer has the secret, which is not shown again',
  auth: ['secret'],
  body: strictBody({
    url: z.string().check(z.minLength(1), z.maxLength(2048), z.describe('https, to a public address; a local project may use http and private ones')),
    events: z.optional(z.array(WebhookEventType).check(z.minLength(1), z.maxLength(50), z.describe('All, where none are named'))),
    description: z.optional(z.string().check(z.maxLength(500))),
  }),
  answer: z.extend(WebhookEndpoint, { secret: z.string().check(z.describe('`whsec_…`: signs every delivery. Keep it on your server')) }),
  status: 201,
  errors: ['invalid_webhook_url'],
});

const WEEK_SECONDS = 604_800;

export const rollWebhookSecret = operation({
  id: 'rollWebhookSecret',
  method: 'post',
  path: '/admin/v1/webhooks/{id}/roll-secret',
  tag: 'Webhooks',
  summary: 'Give an endpoint another secret, which is not shown again; for a while the old one signs too, so that no delivery is refused',
  auth: ['secret'],
  params: z.object({ id: Id }),
  body: strictBody({
    old_secret_seconds: z._default(z.int().check(z.gte(0), z.lte(WEEK_SECONDS), z.describe('How long the old secret goes on to sign: 0 where it got into wrong hands')), 86_400),
  }),
  answer: z.extend(WebhookEndpoint, {
    secret: z.string().check(z.describe('`whsec_…`: signs every delivery from now on')),
    old_secret_until: Timestamp.check(z.describe('When the old secret ends. One before that has ended by now')),
  }),
});

export const listWebhooks = operation({
  id: 'listWebhooks',
  method: 'get',
  path: '/admin/v1/webhooks',
  tag: 'Webhooks',
  summary: 'Every endpoint of the project',
  auth: ['secret'],
  answer: z.object({ webhooks: z.array(WebhookEndpoint).check(z.describe('Oldest first')) }),
});

export const deleteWebhook = operation({
  id: 'deleteWebhook',
  method: 'delete',
  path: '/admin/v1/webhooks/{id}',
  tag: 'Webhooks',
  summary: 'Stop telling an endpoint, also of what it has not been told yet',
  auth: ['secret'],
  params: z.object({ id: Id }),
  answer: Deleted,
});
