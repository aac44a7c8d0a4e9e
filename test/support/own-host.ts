import { createHost, type Host } from '../../src/core/host.js';

/** A page with storage and locks of its own: test files that run beside this one share the browser's. */
export function ownHost(): Host {
  const stored = new Map<string, string>();
  return {
    ...createHost(),
    lock: undefined,
    storage: {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
      removeItem: (key) => void stored.delete(key),
    },
  };
}
