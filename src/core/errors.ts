const BRAND = Symbol.for('billing-error');

export interface BillingErrorOptions {
  /** HTTP status, where there was an answer. */
  status?: number | undefined;
  /** The API's id of the request, for support. */
  requestId?: string | undefined;
  /** What the API added, e.g. the usage behind a refused quota. */
  details?: unknown;
  /** Seconds to wait, where the API said so. */
  retryAfter?: number | undefined;
  cause?: unknown;
}

/**
 * The base of everything that can go wrong. `code` is stable, and what programs test; `message` is for developers and
 * never holds a token or key. Text for a screen is made from `code`, in the reader's language.
 */
export class BillingError extends Error {
  declare readonly code: string;
  declare readonly status: number | undefined;
  declare readonly requestId: string | undefined;
  declare readonly details: unknown;
  /** Seconds to wait, where the API said so (429 mostly). */
  declare readonly retryAfter: number | undefined;
  /** Marks the class across several copies of this package, where `instanceof` fails. */
  readonly [BRAND] = true;

  constructor(code: string, message: string = code, options: BillingErrorOptions = {}) {
    super(message, options);
    Object.assign(this, options, { name: new.target.name, code });
  }
}

export const isBillingError = (value: unknown): value is BillingError =>
  (Object(value) as Partial<BillingError>)[BRAND] === true;

/** 400 or 422: the input was wrong. The message says what is wrong and what to do. */
export class ValidationError extends BillingError {}
/** 401: no session, or one that has ended. */
export class AuthenticationError extends BillingError {}
/** 403: known, but not allowed. */
export class AuthorizationError extends BillingError {}
/** 404 */
export class NotFoundError extends BillingError {}
/** 409: it is so already, or the same idempotency key was used for another request. */
export class ConflictError extends BillingError {}
/** The quota is used up (402, or code `quota_exceeded` with any status). Never retried. */
export class QuotaExceededError extends BillingError {}
/** 429: too many requests; `retryAfter` says when again. */
export class RateLimitError extends BillingError {}
/** 5xx, or an answer that breaks the contract. */
export class ServerError extends BillingError {}
/** No answer: connection, DNS, CORS, timeout. `code` is `network_error`, `timeout` or `offline`. */
export class NetworkError extends BillingError {}

/** Whether the next try may succeed: the API has not decided about the request itself. */
export const isPassing = (error: unknown): boolean =>
  error instanceof NetworkError || error instanceof RateLimitError || error instanceof ServerError;
