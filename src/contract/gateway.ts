import * as z from 'zod/mini';
import { Id } from './common.js';
import { operation, type Operation } from './operation.js';

const Upstream = z.object({
  providerId: Id.check(z.describe('An upstream that is configured on the server')),
  path: z.string().check(z.maxLength(4096), z.describe("Appended to the upstream's address, slashes and all")),
});

/** The upstream's answer, unchanged. */
const Anything = z.unknown();

/**
 * The metered gateway: one operation per method, all alike. The answer streams; a successful one has taken one token and
 * names its type in `X-Query-Type`. With a secret key, `X-User-Email` or `X-User-Id` says for whom.
 */
const through = (method: Operation['method']) =>
  operation({
    id: `${method}Gateway`,
    method,
    path: '/api/v1/api-gateway/{providerId}/{+path}',
    tag: 'Gateway',
    summary: `${method.toUpperCase()} through the metered gateway`,
    auth: ['session', 'secret'],
    params: Upstream,
    ...(method !== 'get' && { body: Anything }),
    answer: Anything,
    errors: ['not_enough_queries', 'identity_required', 'identity_not_on_paywall', 'upstream_failed', 'upstream_timeout'],
  });

export const gatewayOperations = (['get', 'post', 'put', 'patch', 'delete'] as const).map(through);
