import * as z from 'zod/mini';
import { ErrorEnvelope, PaywallErrorBody, WEBHOOK_EVENTS, WebhookMessage, isPaywallPath, type Credential, type Operation } from '../../contract/index.js';
import { VERSION } from '../../version.js';
import { errorCodeSchema, refusalsOf, wordsOf } from './refusals.js';
import { createSchemaBook, type Json, type SchemaBook } from './schemas.js';
import { ABOUT, TAGS } from './words.js';

/** An OpenAPI document, as far as we read it ourselves. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description: string; readonly license: Json };
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  /** What this API sends, by event type. */
  readonly webhooks: Readonly<Record<string, { readonly post: OpenApiOperation }>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, Json>>>>;
}

export interface OpenApiOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly security: readonly Json[];
  readonly parameters: readonly Json[];
  readonly requestBody?: Json;
  readonly responses: Readonly<Record<string, Json>>;
}

/**
 * The document of the operations that an API has registered: nothing is said twice, so nothing can disagree. Whoever serves it
 * adds `servers`.
 */
export function openApiOf(operations: readonly Operation[]): OpenApiDocument {
  const book = createSchemaBook();
  const paths: Record<string, Record<string, OpenApiOperation>> = {};
  for (const operation of operations) (paths[documentPath(operation)] ??= {})[operation.method] = describe(operation, book);
  const webhooks = webhooksOf(book);
  nameErrorCodes(book);
  const used = new Set(operations.map(({ tag }) => tag));
  const known = Object.keys(TAGS).filter((name) => used.has(name));
  return {
    openapi: '3.1.0',
    info: {
      title: 'Billing API',
      version: VERSION,
      description: ABOUT,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    tags: [...new Set([...known, ...used])].map((name) => ({ name, description: TAGS[name] ?? name })),
    paths,
    webhooks,
    components: {
      schemas: Object.fromEntries(Object.entries(book.components).toSorted(([left], [right]) => (left < right ? -1 : 1))),
      parameters: { IdempotencyKey: IDEMPOTENCY_KEY },
      headers: HEADERS,
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}

function describe(operation: Operation, book: SchemaBook): OpenApiOperation {
  const { id, summary, tag, method, params, query, body, answer, status = 200 } = operation;
  return {
    operationId: id,
    summary,
    tags: [tag],
    security: operation.auth.flatMap((credential) => SECURITY[credential]),
    parameters: [
      ...(params ? parametersOf(book.schemaOf(params, 'input'), 'path') : []),
      ...(query ? parametersOf(book.schemaOf(query, 'input'), 'query') : []),
      ...(method === 'get' ? [] : [{ $ref: '#/components/parameters/IdempotencyKey' }]),
    ],
    ...(body && { requestBody: { required: !isOptional(body), content: contentOf(operation, book.schemaOf(body, 'input')) } }),
    responses: {
      [status]: {
        description: 'Done',
        headers: { 'X-Request-Id': header('RequestId'), ...(method === 'get' ? {} : { 'X-Idempotency-Replayed': header('IdempotencyReplayed') }) },
        content: { 'application/json': { schema: book.schemaOf(answer, 'output') } },
      },
      ...refusals(operation, book),
    },
  };
}

/** An endpoint is told of an event as it answers any other: by status. */
function webhooksOf(book: SchemaBook): OpenApiDocument['webhooks'] {
  const schema = book.schemaOf(WebhookMessage, 'output');
  const entries = Object.entries(WEBHOOK_EVENTS).map(([type, summary]) => {
    const post = {
      operationId: `on.${type}`.replaceAll(/[._](\w)/g, (_, letter: string) => letter.toUpperCase()),
      summary,
      tags: ['Webhooks'],
      security: [], // no credential: the signature says who sends
      parameters: SIGNATURE_HEADERS,
      requestBody: { required: true, content: { 'application/json': { schema } } },
      responses: { 200: { description: 'Taken, as with any status from 200 to 299: it is not sent again' }, 410: { description: 'Wanted no more: the endpoint is disabled' } },
    };
    return [type, { post }];
  });
  return Object.fromEntries(entries);
}

/** An empty body reads as `{}`. */
const isOptional = (body: z.ZodMiniType): boolean => z.safeParse(body, {}).success;

/** `{+path}` is ours for a parameter that takes slashes: OpenAPI has no way to say so. */
const documentPath = ({ path }: Operation): string => path.replace('{+', '{');

/** JSON; also multipart, if files may come with it. */
function contentOf({ files }: Operation, schema: Json): Json {
  const json = { 'application/json': { schema } };
  if (!files) return json;
  const { countMax, bytesMax, types } = files;
  const sent = {
    type: 'array',
    maxItems: countMax,
    items: { type: 'string', contentMediaType: 'application/octet-stream' },
    description: `At most ${countMax}, each up to ${bytesMax} bytes: ${types.join(', ')}`,
  };
  return { ...json, 'multipart/form-data': { schema: { allOf: [schema, { type: 'object', properties: { files: sent } }] } } };
}

function refusals(operation: Operation, book: SchemaBook): Record<string, Json> {
  const schema = book.schemaOf(isPaywallPath(operation.path) ? PaywallErrorBody : ErrorEnvelope, 'output');
  return Object.fromEntries(
    [...refusalsOf(operation)].map(([status, codes]) => [
      status,
      {
        description: wordsOf(codes),
        headers: { 'X-Request-Id': header('RequestId'), ...(status === 429 && { 'Retry-After': header('RetryAfter') }) },
        content: { 'application/json': { schema } },
      },
    ]),
  );
}

/** The fields of an object schema, one parameter each. */
function parametersOf(schema: Json, where: 'path' | 'query'): Json[] {
  const required = (schema['required'] ?? []) as string[];
  return Object.entries((schema['properties'] ?? {}) as Record<string, Json>).map(([name, { description, ...rest }]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    ...(description !== undefined && { description }),
    schema: rest,
  }));
}

/** In the contract a code is just text, since older clients meet newer codes; the document lists the current ones. */
function nameErrorCodes({ components }: SchemaBook): void {
  components['ErrorCode'] = errorCodeSchema;
  const code = { $ref: '#/components/schemas/ErrorCode' };
  const envelope = components['ErrorEnvelope'] as { properties: { error: { properties: Json } } } | undefined;
  if (envelope) envelope.properties.error.properties['code'] = code;
  const flat = components['PaywallErrorBody'] as { properties: Json } | undefined;
  if (flat) Object.assign(flat.properties, { code, error: code });
}

const header = (name: string): Json => ({ $ref: `#/components/headers/${name}` });

const HEADERS: Record<string, Json> = {
  RequestId: { description: 'Names this request in logs; as you sent it, or made by us', schema: { type: 'string' } },
  IdempotencyReplayed: { description: '`true` when this is the stored answer of an earlier copy', schema: { type: 'string', enum: ['true'] } },
  RetryAfter: { description: 'Seconds to wait', schema: { type: 'string' } },
};

const IDEMPOTENCY_KEY: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Makes this safe to send again: for 24 hours the same key with the same request has one effect and one answer, marked by `X-Idempotency-Replayed`. With another request it answers 409 `idempotency_conflict`.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

const SIGNATURE_HEADERS: Json[] = Object.entries({
  'webhook-id': 'The id of the event',
  'webhook-timestamp': 'When this attempt was signed, in seconds since 1970',
  'webhook-signature': "`v1,` and the HMAC-SHA256 of id, timestamp and body under the endpoint's secret, in base64 (Standard Webhooks)",
}).map(([name, description]) => ({ name, in: 'header', required: true, description, schema: { type: 'string' } }));

const SECURITY_SCHEMES: Record<string, Json> = {
  secretKey: { type: 'http', scheme: 'bearer', description: '`sk_…` or `bsk_…`: your server only. Reaches all customers of its project.' },
  secretKeyHeader: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'The same secret key in a header of its own' },
  sessionToken: { type: 'http', scheme: 'bearer', bearerFormat: 'bos_session', description: 'A short-lived token of one customer, for browsers' },
  publishableKey: { type: 'http', scheme: 'bearer', description: '`pk_…`: reads the catalog and nothing else' },
  publishableKeyHeader: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'The same publishable key in a header of its own' },
};

/** Any one of these is enough. */
const SECURITY: Record<Credential, Json[]> = {
  secret: [{ secretKey: [] }, { secretKeyHeader: [] }],
  session: [{ sessionToken: [] }],
  publishable: [{ publishableKey: [] }, { publishableKeyHeader: [] }],
  none: [],
};
