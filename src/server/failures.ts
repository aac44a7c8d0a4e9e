import { NetworkError, ValidationError } from '../core/errors.js';

/** What is wrong is known before anything is sent. */
export const unsendable = (what: string, why: string): ValidationError => new ValidationError('invalid_request', `${what}: ${why}.`);

/** No answer, with the reason that the platform gives. */
export const noAnswer = (what: string, cause: unknown): NetworkError =>
  new NetworkError('network_error', `${what}: ${wordsOf(cause) || 'no answer'}`, { cause });

/** Node's fetch says no more than "fetch failed": why is in its cause, and where several addresses were tried in its code. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const { code } = error as { code?: unknown };
  return wordsOf(error.cause) || error.message || (typeof code === 'string' ? code : '');
}
