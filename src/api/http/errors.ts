import { ERROR_CODES, type ErrorCode } from '../../contract/index.js';

/** A refusal that the caller is told about. Everything else thrown is a fault of ours and answers 500 without its words. */
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

/** Somebody else's object and no object are told apart by nobody. */
export const notFound = (what: string): ApiError => new ApiError('not_found', `No such ${what}`);

export interface ErrorContext {
  readonly requestId: string;
  readonly at: Date;
}

/** The envelope of every surface but the paywall's. */
export const envelopeOf = (error: ApiError, { requestId, at }: ErrorContext) => ({
  error: {
    code: error.code,
    message: error.message,
    ...(error.details === undefined ? {} : { details: error.details }),
    requestId,
    timestamp: at.toISOString(),
  },
  statusCode: error.status,
});
