import { ERROR_CODES, isPaywallPath, type ErrorCode } from '../../contract/index.js';

/** A refusal that the caller is told about. Any other error becomes a 500 without its message. */
export class ApiError extends Error {
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details?: unknown,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = ERROR_CODES[code][0];
  }
}

/** A refusal for a fault of ours: its cause is told to whoever runs the API, and not to the caller. */
export class OwnFault extends ApiError {
  constructor(code: ErrorCode, message: string, override readonly cause: unknown) {
    super(code, message);
  }
}

/** The same for somebody else's object as for none, so that nobody can tell them apart. */
export const notFound = (what: string): ApiError => new ApiError('not_found', `No such ${what}`);

/** Mostly a user who was never seen. The id came from the caller, so the message may repeat it. */
export const unknownCustomer = (reference: string): ApiError =>
  new ApiError(
    'not_found',
    `No customer ${JSON.stringify(reference)}, by its id or by your own user id. A user becomes a customer with their first session token, or by POST /customers`,
  );

export interface ErrorContext {
  readonly requestId: string;
  readonly at: Date;
  readonly path: string;
}

/** The body of a refusal, in the form of the API that was called: the paywall's differs. */
export const errorBody = (error: ApiError, context: ErrorContext) =>
  isPaywallPath(context.path) ? flatBody(error, context) : envelope(error, context);

const flatBody = ({ code, message, details }: ApiError, { requestId }: ErrorContext) => ({
  code,
  message,
  error: code,
  ...(details === undefined ? {} : { details }),
  ...(code === 'already_purchased' && { hasActivePurchase: true }),
  requestId,
});

const envelope = (error: ApiError, { requestId, at }: ErrorContext) => ({
  error: {
    code: error.code,
    message: error.message,
    ...(error.details === undefined ? {} : { details: error.details }),
    requestId,
    timestamp: at.toISOString(),
  },
  statusCode: error.status,
});
