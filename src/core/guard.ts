import { ServerError } from './errors.js';

/** An example of what is wanted: only the types of its values count. A list holds one item, which all items have to be like. */
export type Like = '' | 0 | boolean | readonly [Like] | { readonly [field: string]: Like };

/**
 * `value`, if it is like that. A field written with a `?` may be null or absent. Only what this kit reads is checked
 * (strict mode checks all of it): a malformed answer becomes one typed error, never a broken page.
 */
export function want<T>(value: unknown, like: Like, name = 'body'): T {
  const isList = Array.isArray(value);
  if (isList !== Array.isArray(like) || typeof value !== typeof like || value === null) throw new ServerError('invalid_response', name);
  for (const [key, inner] of Object.entries<unknown>(isList ? value : Object(like))) {
    const field = key.replace('?', '');
    const found = (value as Record<string, unknown>)[field];
    if (isList) want(found, (like as readonly [Like])[0], name);
    else if (found != null || field === key) want(found, inner as Like, field);
  }
  return value as T;
}
