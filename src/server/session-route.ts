import type { SessionTokenInput } from '../contract/session-token.js';
import { NetworkError, RateLimitError, ServerError } from '../core/errors.js';
import { Billing } from './billing.js';
import type { BillingOptions } from './options.js';

type Awaitable<T> = T | Promise<T>;

/** Who asks: your own user id, or the whole input if organisation, life or operations matter. Nothing means signed out. */
export type SessionUser = string | SessionTokenInput | null | undefined;

interface RouteOptions<Context> {
  /**
   * Reads your own session, from the request or from what your framework gave you and you passed as `context`. It alone
   * decides whom the token is for: never take an id from the query.
   */
  getUserId: (request: Request, context: Context) => Awaitable<SessionUser>;
  /** Other origins whose pages may ask, with cookies: `https://app.example.com`. Default: only the route's own. */
  allowedOrigins?: readonly string[];
  /** Called with what went wrong, which the answer does not say. Default: `console.error`. */
  onError?: (error: unknown) => void;
}

export type SessionRouteOptions<Context = unknown> = RouteOptions<Context> &
  ({ billing: Pick<Billing, 'createSessionToken'> } | (BillingOptions & { billing?: undefined }));

export type FetchHandler<Context = unknown> = (request: Request, context?: Context) => Promise<Response>;

/**
 * The route behind `<billing-provider session-token-url>`: a Fetch-API handler that answers `{ sessionToken, expiresAt }`,
 * or 401 when nobody is signed in, and never says more about a failure.
 */
export function createSessionRoute<Context = unknown>(options: SessionRouteOptions<Context>): FetchHandler<Context> {
  const billing = options.billing ?? new Billing(options);
  const { getUserId, allowedOrigins = [], onError = reportToConsole } = options;

  return async (request, context) => {
    const origin = request.headers.get('origin');
    const allowed = origin !== null && allowedOrigins.includes(origin);
    const headers = { ...HEADERS, ...(allowed ? corsFor(origin) : {}) };
    const refuse = (status: number, code: string, message: string, more: Record<string, string> = {}): Response => {
      const body = { error: { code, message, timestamp: new Date().toISOString() }, statusCode: status };
      return Response.json(body, { status, headers: { ...headers, ...more } });
    };

    if (!allowed && isCrossSite(request)) return refuse(403, 'cross_site_request', 'This route answers pages of its own site only.');
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers });
    if (request.method !== 'GET' && request.method !== 'POST') {
      return refuse(405, 'method_not_allowed', 'Ask with GET.', { allow: 'GET, POST' });
    }
    try {
      const user = await getUserId(request, context as Context);
      if (!user) return refuse(401, 'signed_out', 'Nobody is signed in.');
      const input = typeof user === 'string' ? { externalUserId: user } : user;
      return Response.json(await billing.createSessionToken(input, { signal: request.signal }), { headers });
    } catch (error) {
      // A page that has left needs no token, which is no failure.
      if (!request.signal.aborted) onError(error);
      return refuse(...failureOf(error));
    }
  };
}

// A token in a cache would be another visitor's.
const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', vary: 'Origin, Cookie' };

const corsFor = (origin: string): Record<string, string> => ({
  'access-control-allow-origin': origin,
  'access-control-allow-credentials': 'true',
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': 'authorization, content-type',
});

/** Browsers say where a request comes from. A caller that does not is no browser, and has no visitor's cookies to abuse. */
function isCrossSite({ headers, url }: Request): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site !== 'same-origin' && site !== 'none';
  const origin = headers.get('origin');
  // Behind a proxy the scheme in `url` may be http while the page has https: the host decides.
  return origin !== null && hostOf(origin) !== (headers.get('host') ?? hostOf(url));
}

const hostOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).host : undefined);

/** The page learns whether waiting helps, and nothing of what the API or your own code said. */
function failureOf(error: unknown): [status: number, code: string, message: string, headers?: Record<string, string>] {
  if (error instanceof RateLimitError) {
    return [429, 'rate_limited', 'Too many requests.', { 'retry-after': String(Math.ceil(error.retryAfter ?? 1)) }];
  }
  if (error instanceof NetworkError || error instanceof ServerError) {
    return [503, 'billing_unavailable', 'Billing cannot be reached right now.'];
  }
  // Our own key or input was refused. As 401 it would read as "signed out" in the page.
  return [500, 'session_failed', 'The session could not be made. The reason is in the log of the server.'];
}

function reportToConsole(error: unknown): void {
  // eslint-disable-next-line no-console -- the only place where the reason can be seen
  console.error('[billing-elements] The session route failed:', error);
}
