import { ServerError } from './errors.js';

/**
 * `value`, if it has these fields: `'id:string limit:number?'`, where `?` allows null and absence. Only what this kit reads
 * is checked (strict mode checks all of it): a malformed answer becomes one typed error, never a broken page.
 */
export function want<T>(value: unknown, fields: string): T {
  const holder = Object(value) as Record<string, unknown>;
  for (const field of fields.split(' ')) {
    const [name = '', type, optional] = field.split(/[:?]/);
    const found = holder[name];
    const fits = typeof found === type && found !== null;
    if (!fits && (optional === undefined || found != null)) throw new ServerError('invalid_response', field);
  }
  return value as T;
}

/** The list under `key`, if each of its items has these fields. */
export function wantList<T>(body: unknown, key: string, fields: string): T[] {
  const list = want<Record<string, unknown>>(body, `${key}:object`)[key];
  if (!Array.isArray(list)) throw new ServerError('invalid_response', key);
  return list.map((item) => want<T>(item, fields));
}
