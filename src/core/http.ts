import {
  AuthenticationError,
  AuthorizationError,
  type BillingError,
  ConflictError,
  NetworkError,
  NotFoundError,
  QuotaExceededError,
  RateLimitError,
  ServerError,
  ValidationError,
} from './errors.js';

export interface Answer {
  status: number;
  headers: Headers;
  /** The JSON body, or undefined if there was none. With `raw`, the Response. */
  body: unknown;
}

const BY_STATUS: Partial<Record<number, typeof BillingError>> = {
  401: AuthenticationError,
  402: QuotaExceededError,
  403: AuthorizationError,
  404: NotFoundError,
  409: ConflictError,
  429: RateLimitError,
};

/**
 * Sends a request and reads the whole answer, unless `raw`. An answer that is no success rejects with its typed error, no
 * answer at all with a NetworkError. `what` is for their messages.
 */
export async function send(fetch: typeof globalThis.fetch, what: string, url: string, init: RequestInit, raw?: boolean): Promise<Answer> {
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(url, init);
    body = raw && response.ok ? response : parseJson(await response.text());
  } catch (cause) {
    init.signal?.throwIfAborted();
    throw new NetworkError('network_error', what, { cause });
  }
  const { status, headers } = response;
  if (!response.ok) throw toError(status, headers, body, what);
  return { status, headers, body };
}

/** Verb and address for a message; without the query, which may be private. */
export const describe = (url: string, method = 'GET'): string => `${method} ${url.split('?')[0]}`;

/**
 * The typed error of an answer. Both envelopes are read: `{error: {code, …}}` and, on the paywall routes, `{code, …}`.
 * A body that is not JSON (a proxy's page) is never shown.
 */
export function toError(status: number, headers: Headers, body: unknown, what: string): BillingError {
  const fields = { ...Object(body), ...Object(Object(body).error) } as Record<string, string | undefined>;
  const { code = `http_${status}`, message = '', details, requestId = headers.get('x-request-id') ?? undefined } = fields;
  const byStatus = BY_STATUS[status] ?? (status < 400 || status > 499 ? ServerError : ValidationError);
  const Class = code === 'quota_exceeded' ? QuotaExceededError : byStatus;
  return new Class(code, `${what}: ${status} ${code} ${message}`, {
    status,
    details,
    requestId,
    retryAfter: retryAfter(headers),
  });
}

/** Seconds. The header holds seconds or a date; a date is read against the answer's own clock. */
function retryAfter(headers: Headers): number | undefined {
  const value = headers.get('retry-after') ?? '';
  const wait = Number(value) || (Date.parse(value) - Date.parse(headers.get('date') ?? '')) / 1000;
  return wait > 0 ? wait : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
