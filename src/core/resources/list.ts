import { wantList } from '../guard.js';
import type { ResourceDefinition } from '../resource.js';

/** A resource whose answer holds a list under `key`, each of its items with these fields (as `want` has them). */
export const listResource = <T>(
  name: string,
  path: string,
  key: string,
  fields: string,
  more: Omit<ResourceDefinition<readonly T[]>, 'name' | 'path' | 'parse'>,
): ResourceDefinition<readonly T[]> => ({ name, path, parse: (body) => wantList<T>(body, key, fields), ...more });
