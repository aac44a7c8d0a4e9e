import type { Client } from './client.js';
import type { Host } from './host.js';

/** Uses what this device keeps for the page. Where it is denied or full, or holds what is not ours, nothing happens: the caller remembers too. */
export function withStorage({ host }: Client, use: (storage: NonNullable<Host['storage']>) => void): void {
  try {
    use(host.storage ?? localStorage);
  } catch {
    // As said.
  }
}
