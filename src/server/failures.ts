import { NetworkError, ValidationError } from '../core/errors.js';

/** For a mistake that is known before anything is sent. */
export const unsendable = (what: string, why: string): ValidationError => new ValidationError('invalid_request', `${what}: ${why}.`);

/** For no answer, with the platform's reason. */
export const noAnswer = (what: string, cause: unknown): NetworkError =>
  new NetworkError('network_error', `${what}: ${wordsOf(cause) || 'no answer'}`, { cause });

/** Node's fetch only says "fetch failed": the reason is in its cause or, if several addresses were tried, in the cause's code. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const { code } = error as { code?: unknown };
  return wordsOf(error.cause) || error.message || (typeof code === 'string' ? code : '');
}
