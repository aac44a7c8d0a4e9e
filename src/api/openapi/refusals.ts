import { ERROR_CODES, type ErrorCode, type Operation } from '../../contract/index.js';
import type { Json } from './schemas.js';

/** Every code that an operation may answer, by status. */
export function refusalsOf(operation: Operation): Map<number, ErrorCode[]> {
  const codes = new Set<ErrorCode>([...codesByShape(operation), ...(operation.errors ?? []).filter(isErrorCode)]);
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes) {
    const status = ERROR_CODES[code][0];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return new Map([...byStatus].toSorted(([left], [right]) => left - right));
}

const isErrorCode = (text: string): text is ErrorCode => Object.hasOwn(ERROR_CODES, text);

/** What follows from who may call, what is sent and whether something changes. */
function codesByShape({ auth, method, params, query, body }: Operation): ErrorCode[] {
  const open = auth.includes('none');
  const codes: ErrorCode[] = ['internal_error'];
  if (params || query || body || method !== 'get') codes.push('invalid_request');
  if (method !== 'get') codes.push('invalid_json', 'payload_too_large');
  if (params) codes.push('not_found');
  if (open) return codes;
  codes.push('unauthenticated', 'forbidden', 'rate_limited');
  if (auth.includes('secret') || auth.includes('publishable')) codes.push('invalid_api_key');
  if (auth.includes('session')) codes.push('invalid_session_token', 'session_expired', 'session_revoked', 'operation_not_allowed');
  if (method !== 'get') codes.push('idempotency_conflict');
  return codes;
}

/** One line per code, as Markdown. */
export const wordsOf = (codes: readonly ErrorCode[]): string => codes.map((code) => `- \`${code}\`: ${ERROR_CODES[code][1]}`).join('\n');

/** All codes there are, for the type of the field that holds them. */
export const errorCodeSchema: Json = {
  type: 'string',
  enum: Object.keys(ERROR_CODES),
  description: `What programs test. A code is never renamed; new ones may come.\n\n${wordsOf(Object.keys(ERROR_CODES) as ErrorCode[])}`,
};
