import { readBytes, UNSTORABLE } from './input.js';

/** No form of ours has as much. */
const BYTES_MAX = 16_384;
const LENGTH_MAX = 200;

/** The fields of a hosted page's form. */
export const readFields = async (request: Request): Promise<URLSearchParams> =>
  new URLSearchParams(new TextDecoder().decode(await readBytes(request, BYTES_MAX)));

/** What was typed into a field, so that it can be stored; empty if there is no such field. */
export const typedInto = (fields: URLSearchParams, name: string): string =>
  (fields.get(name) ?? '').trim().slice(0, LENGTH_MAX).replaceAll(new RegExp(UNSTORABLE, 'gu'), '');
