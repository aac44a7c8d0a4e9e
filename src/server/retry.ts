import { NetworkError, RateLimitError, ServerError, type BillingError } from '../core/errors.js';

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 8_000;
/** If told to wait longer than this, give the error: the caller's own request is waiting too. */
const LONGEST_TOLD_DELAY_MS = 60_000;

/**
 * How long to wait before the next attempt, or undefined when another one would not help.
 * A used-up quota has a class of its own, so it is never tried again, whatever its status.
 */
export function retryDelayMs(error: unknown, attempt: number, random: () => number): number | undefined {
  if (!isTransient(error)) return undefined;
  const told = retryAfterMs(error);
  if (told !== undefined) return told <= LONGEST_TOLD_DELAY_MS ? told : undefined;
  const ceiling = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt);
  return ceiling / 2 + (ceiling / 2) * random();
}

function isTransient(error: unknown): error is BillingError {
  if (error instanceof NetworkError || error instanceof RateLimitError) return true;
  // 501 will never change, and an answer that breaks the contract would come back the same.
  return error instanceof ServerError && error.status !== undefined && error.status >= 500 && error.status !== 501;
}

function retryAfterMs(error: BillingError): number | undefined {
  const seconds = error instanceof RateLimitError ? error.retryAfter : undefined;
  return seconds === undefined ? undefined : seconds * 1000;
}
