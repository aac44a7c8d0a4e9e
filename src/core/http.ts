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
  /** The JSON body; undefined where there was none or it was something else. */
  body: unknown;
}

const BY_STATUS: Partial<Record<number, typeof BillingError>> = {
  401: AuthenticationError,
  402: QuotaExceededError,
  403: AuthorizationError,
  404: NotFoundError,
  409: ConflictError,
};

/** Sends, and reads the whole answer. Anything short of an answer is a NetworkError. */
export async function send(fetch: typeof globalThis.fetch, url: string, init: RequestInit): Promise<Answer> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, init);
    text = await response.text();
  } catch (cause) {
    if (init.signal?.aborted) throw init.signal.reason;
    throw new NetworkError('network_error', `${describe(url, init)}: no answer`, { cause });
  }
  return { status: response.status, headers: response.headers, body: parseJson(text) };
}

/** Verb and address for a message. Without the query, which may hold what is nobody's business. */
export const describe = (url: string, { method = 'GET' }: { method?: string }): string => `${method} ${url.split('?')[0]}`;

/**
 * The typed error of an answer. Both envelopes are read: `{error: {code, …}}` and, on the paywall routes, `{code, …}`.
 * A body that is not JSON (a proxy's page) is never shown.
 */
export function toError({ status, headers, body }: Answer, what: string): BillingError {
  const outer = asObject(body);
  const { code = `http_${status}`, message = '', details, requestId } = { ...outer, ...asObject(outer['error']) };
  const options = {
    status,
    details,
    requestId: String(requestId ?? headers.get('x-request-id') ?? '') || undefined,
    retryAfter: retryAfter(headers),
  };
  const name = String(code);
  const text = `${what}: ${status} ${name} ${String(message).slice(0, 300)}`;
  if (name === 'quota_exceeded' || name === 'not_enough_queries') return new QuotaExceededError(name, text, options);
  if (status === 429) return new RateLimitError(name, text, options);
  return new (BY_STATUS[status] ?? (status >= 500 || status < 400 ? ServerError : ValidationError))(name, text, options);
}

const asObject = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === 'object' ? { ...value } : {};

/** Seconds. The header holds seconds or a date; a date is read against the answer's own clock. */
function retryAfter(headers: Headers): number | undefined {
  const value = headers.get('retry-after');
  if (!value) return undefined;
  const seconds = Number(value);
  const wait = Number.isNaN(seconds) ? (Date.parse(value) - Date.parse(headers.get('date') ?? '')) / 1000 : seconds;
  return wait >= 0 ? wait : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
