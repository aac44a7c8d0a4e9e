import { list, object, reader, type Check } from '../guard.js';
import type { ResourceDefinition } from '../resource.js';

/** A resource whose answer holds a list under `key`; each of its items has to satisfy `item`. */
export function listResource<T>(
  name: string,
  path: string,
  key: string,
  item: Record<string, Check>,
  more: Omit<ResourceDefinition<readonly T[]>, 'name' | 'path' | 'parse'>,
): ResourceDefinition<readonly T[]> {
  const read = reader<Record<string, readonly T[]>>(object({ [key]: list(object(item)) }));
  return { name, path, parse: (body) => read(body)[key] ?? [], ...more };
}
