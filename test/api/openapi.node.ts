import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ERROR_CODES, WebhookEventType } from '../../src/contract/index.js';
import type { OpenApiDocument } from '../../src/api/openapi/document.js';
import { world } from './support.js';

/** What people look at, and what their forms are sent to: no operations. */
const PAGES = ['/checkout/', '/portal/', '/setup/', '/invoice/', '/docs'];

async function printed(): Promise<{ document: OpenApiDocument; api: Awaited<ReturnType<typeof world>> }> {
  const api = await world();
  const { status, body } = await api.ask('GET', '/openapi.json');
  assert.equal(status, 200);
  return { document: body, api };
}

const operationsOf = (document: OpenApiDocument) =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );

/** Every object schema in a document with where it stands. */
function* objectsIn(value: unknown, at = ''): Generator<{ at: string; properties: Record<string, Record<string, unknown>> }> {
  if (typeof value !== 'object' || value === null) return;
  const { properties } = value as { properties?: Record<string, Record<string, unknown>> };
  if ((value as { type?: unknown }).type === 'object' && properties) yield { at, properties };
  for (const [key, inner] of Object.entries(value)) yield* objectsIn(inner, `${at}/${key}`);
}

describe('the OpenAPI document', () => {
  it('is OpenAPI 3.1 with this server in it, open to all', async () => {
    const { document } = await printed();
    assert.equal(document.openapi, '3.1.0');
    assert.deepEqual((document as OpenApiDocument & { servers: unknown }).servers, [{ url: 'http://api.test' }]);
  });

  it('knows every route that answers', async () => {
    const { document, api } = await printed();
    const known = new Set(operationsOf(document).map(({ method, path }) => `${method} ${path}`));
    const answering = api.api.routes
      .filter(({ method, path }) => method !== 'ALL' && !PAGES.some((page) => path.startsWith(page)))
      .map(({ method, path }) => `${method} ${path.replace('{.*}', '').replaceAll(/:(\w+)/g, '{$1}')}`);
    assert.ok(answering.length > 10);
    assert.deepEqual(answering.filter((route) => !known.has(route)), []);
  });

  it('names no route that does not answer', async () => {
    const { document, api } = await printed();
    for (const { method, path } of operationsOf(document)) {
      const { status, body } = await api.ask(method, path.replaceAll(/\{\w+\}/g, 'x'));
      const message = String(body?.error?.message ?? body?.message ?? '');
      assert.ok(status !== 404 || !message.startsWith('There is no '), `${method} ${path} answers ${status} ${message}`);
    }
  });

  it('says what endpoints are sent, for every type of event', async () => {
    const { document } = await printed();
    assert.deepEqual(Object.keys(document.webhooks), WebhookEventType.options);
    const [created] = Object.values(document.webhooks);
    assert.equal(created?.post.operationId, 'onSubscriptionCreated');
    assert.deepEqual(created.post.requestBody, { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/WebhookMessage' } } } });
  });

  it('says of each operation who may call it, as the API does', async () => {
    const { document, api } = await printed();
    for (const { method, path, operation } of operationsOf(document)) {
      const { status } = await api.ask(method, path.replaceAll(/\{\w+\}/g, 'x'));
      assert.equal(status === 401, operation.security.length > 0, `${operation.operationId} without a credential answers ${status}`);
    }
  });

  it('gives each operation a name of its own, a summary, and a group that it describes', async () => {
    const { document } = await printed();
    const all = operationsOf(document).map(({ operation }) => operation);
    assert.equal(new Set(all.map(({ operationId }) => operationId)).size, all.length);
    const groups = new Map(document.tags.map(({ name, description }) => [name, description]));
    for (const { operationId, summary, tags } of all) {
      assert.ok(summary.length > 5, operationId);
      for (const tag of tags) assert.ok((groups.get(tag) ?? tag) !== tag, `${tag} has no words in src/api/openapi/words.ts`);
    }
  });

  it('documents the idempotency header on every mutation and on nothing else', async () => {
    const { document } = await printed();
    for (const { method, operation } of operationsOf(document)) {
      const documented = operation.parameters.some((it) => it['$ref'] === '#/components/parameters/IdempotencyKey');
      assert.equal(documented, method !== 'GET', operation.operationId);
    }
  });

  it('lists every error code with its meaning, and for each operation those it may answer', async () => {
    const { document } = await printed();
    assert.deepEqual(document.components['schemas']?.['ErrorCode']?.['enum'], Object.keys(ERROR_CODES));
    const { responses = {} } = document.paths['/v1/checkout/create']?.['post'] ?? {};
    assert.match(String(responses['409']?.['description']), /`already_purchased`: /);
    assert.match(String(responses['401']?.['description']), /`session_expired`: /);
    for (const { operation } of operationsOf(document)) assert.ok(operation.responses['500'], operation.operationId);
  });

  it('describes every field', async () => {
    const { document } = await printed();
    const silent = [...objectsIn(document)].flatMap(({ at, properties }) =>
      Object.entries(properties)
        .filter(([, field]) => typeof field['description'] !== 'string' && typeof field['$ref'] !== 'string')
        .map(([name]) => `${name} (${at})`),
    );
    assert.deepEqual(silent, [], 'say it in the contract, or in src/api/openapi/fields.ts if the name means the same everywhere');
  });

  it('has every component that it refers to, and no other', async () => {
    const { document } = await printed();
    const text = JSON.stringify(document);
    const referred = new Set([...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name));
    assert.deepEqual([...referred].toSorted(), Object.keys(document.components['schemas'] ?? {}).toSorted());
  });
});
