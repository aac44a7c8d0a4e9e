import type * as z from 'zod/mini';
import { check } from '../domain/check.js';
import { ApiError } from './errors.js';

const BODY_BYTES_MAX = 1024 * 1024;

/** Nothing we read is nested deeper, and walking what is would exhaust the stack. */
const DEPTH_MAX = 32;

/** The request's body, read no further than its maximum length. */
export async function readBytes(request: Request, maximum: number): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = () => new ApiError('payload_too_large', `The body is larger than ${maximum} bytes`);
  if (Number(request.headers.get('content-length')) > maximum) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Firefox, where stories run this API in the page, has no `Request.body`.
  const body = request.body === undefined ? new Response(await request.arrayBuffer()).body : request.body;
  const reader = body?.getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    size += read.value.byteLength;
    if (size > maximum) {
      await reader?.cancel();
      throw tooLarge();
    }
    chunks.push(read.value);
  }
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}

/** JSON; an empty body reads as `{}`. */
export async function readJson(request: Request): Promise<unknown> {
  const bytes = await readBytes(request, BODY_BYTES_MAX);
  if (bytes.byteLength === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new ApiError('invalid_json', 'The body is not JSON in UTF-8');
  }
  refuseUnstorable(value);
  return value;
}

/** Text that Postgres cannot hold: NUL, and halves of surrogate pairs. */
export const UNSTORABLE = /[\0\p{Surrogate}]/u;

export const isStorable = (text: string): boolean => !UNSTORABLE.test(text);

export function refuseUnstorable(value: unknown): void {
  const rest: { part: unknown; depth: number }[] = [{ part: value, depth: 0 }];
  for (let next = rest.pop(); next; next = rest.pop()) {
    const { part, depth } = next;
    if (typeof part === 'string' && !isStorable(part)) throw new ApiError('invalid_request', 'A text holds a NUL or half a surrogate pair');
    if (typeof part !== 'object' || part === null) continue;
    if (depth >= DEPTH_MAX) throw new ApiError('invalid_request', `The body is nested deeper than ${DEPTH_MAX}`);
    for (const [key, inner] of Object.entries(part)) rest.push({ part: key, depth: depth + 1 }, { part: inner, depth: depth + 1 });
  }
}

/** At most this many are reported for one request. */
const ISSUES_MAX = 20;

/** Reads a part of a request by a schema of the contract, or refuses it with what is wrong. */
export function parse<T extends z.ZodMiniType>(schema: T, value: unknown, where: string): z.output<T> {
  const checked = check(schema, value);
  if (!checked.faults) return checked.data;
  const issues = checked.faults.slice(0, ISSUES_MAX);
  const first = issues[0];
  throw new ApiError('invalid_request', `Invalid ${where}${first?.path ? `, ${first.path}` : ''}: ${first?.message ?? 'malformed'}`, { issues });
}
