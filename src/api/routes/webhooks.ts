import { WebhookEventType, createWebhook, deleteWebhook, listWebhooks, rollWebhookSecret, type WebhookEndpoint as EndpointAnswer } from '../../contract/index.js';
import { newId } from '../domain/ids.js';
import { webhookUrl } from '../domain/webhook.js';
import { ApiError, notFound } from '../http/errors.js';
import type { Router } from '../http/router.js';
import { addEndpoint, deleteEndpoint, listEndpoints, rollSecret } from '../store/webhooks.js';
import type { WebhookEndpoint } from '../store/tables.js';

const SECRET_BYTES = 32;

const newSecret = (): string => `whsec_${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(SECRET_BYTES))))}`;

export function webhookRoutes({ route }: Router): void {
  route(createWebhook, async ({ body, db, project, now }) => {
    const url = webhookUrl(body.url, project.anyLoopback);
    if (!url) throw new ApiError('invalid_webhook_url', 'url has to be https to a public host, with no credentials in it');
    const endpoint = await addEndpoint(db, {
      projectId: project.id,
      id: newId('we'),
      url: url.href,
      events: [...new Set(body.events ?? WebhookEventType.options)],
      description: body.description ?? null,
      secret: newSecret(),
      createdAt: now,
      disabledAt: null,
    });
    return { ...toEndpoint(endpoint), secret: endpoint.secret };
  });

  route(rollWebhookSecret, async ({ params, body, db, project, services }) => {
    const until = new Date(services.now() + body.old_secret_seconds * 1000);
    const endpoint = await rollSecret(db, project.id, params.id, newSecret(), until);
    if (!endpoint) throw notFound('webhook');
    return { ...toEndpoint(endpoint), secret: endpoint.secret, old_secret_until: until.toISOString() };
  });

  route(listWebhooks, async ({ db, project }) => ({ webhooks: (await listEndpoints(db, project.id)).map(toEndpoint) }));

  route(deleteWebhook, async ({ params, db, project }) => {
    if (!(await deleteEndpoint(db, project.id, params.id))) throw notFound('webhook');
    return { deleted: true as const };
  });
}

const toEndpoint = ({ id, url, events, description, createdAt, disabledAt }: WebhookEndpoint): EndpointAnswer => ({
  id,
  url,
  events,
  description,
  status: disabledAt ? 'disabled' : 'enabled',
  created_at: createdAt.toISOString(),
});
