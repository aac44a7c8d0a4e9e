import {
  AuthenticationError,
  AuthorizationError,
  type BillingError,
  ConflictError,
  NotFoundError,
  QuotaExceededError,
  RateLimitError,
  ServerError,
  ValidationError,
} from '../core/errors.js';

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const QUOTA_CODES = new Set(['quota_exceeded', 'not_enough_queries']);

const BY_STATUS: Record<number, { type: typeof BillingError; code: string }> = {
  400: { type: ValidationError, code: 'invalid_request' },
  401: { type: AuthenticationError, code: 'unauthorized' },
  402: { type: QuotaExceededError, code: 'quota_exceeded' },
  403: { type: AuthorizationError, code: 'forbidden' },
  404: { type: NotFoundError, code: 'not_found' },
  409: { type: ConflictError, code: 'conflict' },
  422: { type: ValidationError, code: 'invalid_request' },
};

/**
 * The JSON of a good answer, or the error that a bad one stands for.
 * @param request the verb and address, for the message; holds no credential
 */
export async function readAnswer(response: Response, request: string): Promise<unknown> {
  const body = parseJson(await response.text());
  if (!response.ok) throw errorOf(response, body, request);
  if (body === undefined) {
    throw new ServerError('invalid_answer', `${request}: the answer is not JSON. Is this the address of a billing API?`, {
      status: response.status,
    });
  }
  return body;
}

function errorOf(response: Response, body: unknown, request: string): BillingError {
  const { status } = response;
  // Two envelopes: ours holds an object in `error`, the paywall routes have the same fields at the top.
  const envelope = isFields(body) ? body : {};
  const fields = isFields(envelope['error']) ? envelope['error'] : envelope;
  const options = {
    status,
    requestId: text(fields['requestId']) ?? response.headers.get('x-request-id') ?? undefined,
    details: fields['details'],
  };
  const fallback = BY_STATUS[status];
  const code = text(fields['code']) ?? fallback?.code ?? (status === 429 ? 'rate_limited' : status >= 500 ? 'server_error' : 'unexpected_answer');
  // A page of HTML or a proxy's words are no message for anyone.
  const message = `${request}: ${status} ${text(fields['message']) ?? code}`;

  if (QUOTA_CODES.has(code)) return new QuotaExceededError(code, message, options);
  if (status === 429) return new RateLimitError(code, message, { ...options, retryAfter: retryAfterSeconds(response) });
  if (fallback) return new fallback.type(code, message, options);
  // Below 400 it is a redirect: it is not followed, since the key must not reach another address.
  return status >= 400 && status < 500 ? new ValidationError(code, message, options) : new ServerError(code, message, options);
}

/** Retry-After is a number of seconds or a date; the date is read against the same answer's own clock. */
function retryAfterSeconds({ headers }: Response): number | undefined {
  const told = headers.get('retry-after');
  if (told === null) return undefined;
  const seconds = /^\d+(\.\d+)?$/.test(told.trim()) ? Number(told) : (Date.parse(told) - Date.parse(headers.get('date') ?? '')) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
