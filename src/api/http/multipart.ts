import type { FileRules } from '../../contract/index.js';
import { fileKind } from '../domain/file-kind.js';
import { sha256OfBytes } from '../domain/hash.js';
import { ApiError } from './errors.js';
import { readBytes, refuseUnstorable } from './input.js';

export interface SentFile {
  readonly name: string;
  /** By its content, whatever the sender said. */
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

/** For the fields, and what multipart puts between the parts. */
const FIELDS_BYTES_MAX = 2 * 1024 * 1024;

export const isMultipart = (request: Request): boolean => /^multipart\/form-data\b/i.test(request.headers.get('content-type') ?? '');

/** A form's text fields and its files. Every file counts, whatever its field is called: `files`, `files[]` or `file`. */
export async function readForm(request: Request, rules: FileRules): Promise<{ fields: Record<string, string>; files: SentFile[] }> {
  const bytes = await readBytes(request, rules.countMax * rules.bytesMax + FIELDS_BYTES_MAX);
  const form = await parseForm(bytes, request.headers.get('content-type') ?? '');
  const fields: Record<string, string> = {};
  const files: File[] = [];
  for (const [name, value] of form) {
    if (typeof value === 'string') fields[name] = value;
    // A form in a page sends an unnamed, empty part where no file was chosen.
    else if (value.size > 0 || value.name) files.push(value);
  }
  refuseUnstorable(fields);
  if (files.length > rules.countMax) throw new ApiError('invalid_file', `At most ${rules.countMax} files can be sent`);
  return { fields, files: await Promise.all(files.map((file) => checkFile(file, rules))) };
}

async function parseForm(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<FormData> {
  try {
    return await new Response(bytes, { headers: { 'content-type': contentType } }).formData();
  } catch {
    throw new ApiError('invalid_request', 'The body is not multipart/form-data');
  }
}

async function checkFile(file: File, { bytesMax, types }: FileRules): Promise<SentFile> {
  const name = plainName(file.name);
  if (file.size > bytesMax) throw new ApiError('invalid_file', `${name} is larger than ${bytesMax} bytes`);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const type = fileKind(bytes);
  if (!type || !types.includes(type)) throw new ApiError('invalid_file', `${name} is none of ${types.join(', ')}`);
  return { name, type, bytes, sha256: await sha256OfBytes(bytes) };
}

/** A name to show: without folders, and without what a terminal or a database would trip over. */
const plainName = (name: string): string =>
  (name.split(/[/\\]/).at(-1) ?? '').replaceAll(/[\p{Control}\p{Surrogate}]/gu, '').slice(0, 200) || 'file';
