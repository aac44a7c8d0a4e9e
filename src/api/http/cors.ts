import type { Context } from 'hono';
import { allowsOrigin, type OriginRules } from '../domain/origin.js';

const ALLOW_HEADERS = [
  'Authorization',
  'Content-Type',
  'Idempotency-Key',
  'X-API-Key',
  'X-BillingOS-Version',
  'X-Paywall-Id',
  'X-User-Email',
  'X-User-Id',
  'X-Request-Id',
];
const EXPOSE_HEADERS =
  'Date, Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, X-Idempotency-Replayed, X-Request-Id, X-Query-Type';
const METHODS = 'GET, POST, PUT, PATCH, DELETE';

/** How long a browser may remember a preflight. Chromium cuts it to two hours by itself. */
const PREFLIGHT_SECONDS = 7200;

/** A preflight has no credential, so its project is unknown: it is enough that any project trusts the origin. */
const RULES_FRESH_MS = 10_000;

export interface OriginBook {
  trusts(origin: string): Promise<boolean>;
}

/** Remembers for some seconds which origins all projects trust together, so that a preflight costs no query. */
export function createOriginBook(load: () => Promise<readonly OriginRules[]>, now: () => number): OriginBook {
  let rules: readonly OriginRules[] = [];
  let loadedAt = -Infinity;
  let loading: Promise<void> | undefined;
  const refresh = async () => {
    rules = await load();
    loadedAt = now();
  };
  return {
    async trusts(origin) {
      if (now() - loadedAt > RULES_FRESH_MS) await (loading ??= refresh().finally(() => (loading = undefined)));
      return rules.some((rule) => allowsOrigin(rule, origin));
    },
  };
}

export function preflight(c: Context, trusted: boolean): Response {
  c.header('Vary', 'Origin, Access-Control-Request-Headers');
  const origin = c.req.header('origin');
  if (!trusted || !origin) return c.body(null, 204);
  // Only the caller knows its `X-SDK-*` names.
  const sdkHeaders = (c.req.header('access-control-request-headers') ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => /^x-sdk-[a-z0-9-]{1,50}$/i.test(name));
  c.header('Access-Control-Allow-Origin', origin);
  c.header('Access-Control-Allow-Methods', METHODS);
  c.header('Access-Control-Allow-Headers', [...ALLOW_HEADERS, ...sdkHeaders].join(', '));
  c.header('Access-Control-Max-Age', String(PREFLIGHT_SECONDS));
  return c.body(null, 204);
}

/** On every answer, refusals too: a page must be able to read why. */
export function allowOrigin(headers: Headers, origin: string): void {
  headers.set('Access-Control-Allow-Origin', origin);
  headers.set('Access-Control-Expose-Headers', EXPOSE_HEADERS);
}
