import * as z from 'zod/mini';
import { Deleted, Id, Metadata, Timestamp, strictBody } from './common.js';
import { operation } from './operation.js';

/** What a session token may be limited to. Without a list it may do everything that its customer may. */
export const AllowedOperation = z.string().check(z.minLength(1), z.maxLength(100), z.describe('An operationId of the OpenAPI document'));

export const SessionTokenInput = strictBody({
  externalUserId: z.string().check(z.trim(), z.minLength(1), z.maxLength(200), z.describe("The user's id in your own database")),
  externalOrganizationId: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
  expiresIn: z._default(z.int().check(z.gte(60), z.lte(86_400), z.describe('Life in seconds')), 3600),
  allowedOperations: z.optional(z.array(AllowedOperation).check(z.maxLength(100))),
  metadata: z.optional(Metadata),
});
export type SessionTokenInput = Omit<z.input<typeof SessionTokenInput>, 'idempotency_key'>;

export const SessionToken = z.object({
  sessionToken: z.string().check(z.describe('bos_session_{test|live}_{payload}.{signature}')),
  expiresAt: Timestamp,
});
export type SessionToken = z.infer<typeof SessionToken>;

/** The payload inside a session token, base64url JSON. `iat` and `exp` are seconds since 1970. */
export const SessionTokenPayload = z.object({
  jti: z.string(),
  iat: z.int(),
  exp: z.int(),
  merchant_id: z.string(),
  external_user_id: z.string(),
  external_organization_id: z.optional(z.string()),
  allowed_operations: z.optional(z.array(z.string())),
  metadata: z.optional(Metadata),
});
export type SessionTokenPayload = z.infer<typeof SessionTokenPayload>;

export const createSessionToken = operation({
  id: 'createSessionToken',
  method: 'post',
  path: '/v1/session-tokens',
  tag: 'Sessions',
  summary: 'Mint a short-lived token for one of your users; an unknown user becomes a customer',
  auth: ['secret'],
  body: SessionTokenInput,
  answer: SessionToken,
  status: 201,
});

export const revokeSessionToken = operation({
  id: 'revokeSessionToken',
  method: 'delete',
  path: '/v1/session-tokens/{jti}',
  tag: 'Sessions',
  summary: 'Revoke a session token at once',
  auth: ['secret'],
  params: z.object({ jti: Id }),
  answer: Deleted,
});
