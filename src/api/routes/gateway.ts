import { gatewayOperations } from '../../contract/index.js';
import { headersTo, targetOf, whyShut } from '../domain/upstream.js';
import { ApiError, notFound, OwnFault } from '../http/errors.js';
import type { Router, StreamCall } from '../http/router.js';
import { passThrough } from '../services/gateway.js';
import { identified, refuseForeignPaywall } from '../services/identity.js';
import { tokenType } from '../services/tokens.js';
import { findUpstream } from '../store/upstreams.js';

export function gatewayRoutes({ stream }: Router): void {
  for (const operation of gatewayOperations) stream(operation, ({ params, ...call }) => callThrough(call, params.providerId));
}

async function callThrough({ request, caller, project, now, idempotencyKey, services }: Omit<StreamCall, 'params'>, providerId: string): Promise<Response> {
  const { db, gateway } = services;
  refuseForeignPaywall(project, request.headers.get('x-paywall-id') ?? project.id);
  const named = { email: request.headers.get('x-user-email') ?? undefined, user_id: request.headers.get('x-user-id') ?? undefined };
  const customer = await identified({ caller, project, db }, named);

  const upstream = await findUpstream(db, project.id, providerId);
  if (!upstream) throw notFound('upstream');
  const { pathname, search } = new URL(request.url);
  const target = targetOf(upstream, pathBelow(pathname), search);
  if (!target) throw new ApiError('invalid_path', 'This path is not open in the upstream');
  const headers = headersTo(upstream, request.headers, gateway.secret);
  if (!headers) {
    throw new OwnFault('upstream_failed', 'A secret of this upstream is not in the environment of the API', new Error(whyShut(upstream, gateway.secret)));
  }

  const type = await tokenType(db, project.id, upstream.tokenType);
  return passThrough(services, { request, target, headers, maxBodyBytes: upstream.maxBodyBytes, customer, type, now, idempotencyKey });
}

/** What follows the provider, still percent-encoded: the router's parameters are decoded, and a slash may be data. */
const pathBelow = (pathname: string): string => pathname.replace(/^\/api\/v1\/api-gateway\/[^/]+\//, '');
