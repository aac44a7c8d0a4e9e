import { want, type Like } from '../guard.js';
import type { ResourceDefinition } from '../resource.js';

/** A resource whose answer holds a list under `key`, with items like this. */
export const listResource = <T>(
  name: string,
  path: string,
  key: string,
  item: Like,
  more?: Omit<ResourceDefinition<readonly T[]>, 'name' | 'path' | 'parse'>,
): ResourceDefinition<readonly T[]> => ({ name, path, parse: (body) => want<Record<string, unknown>>(body, { [key]: [item] })[key] as T[], ...more });
