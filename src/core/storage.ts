import type { Client } from './client.js';
import type { Host } from './host.js';

/** Uses the device's storage. If it is denied or full, or holds something that is not ours, nothing happens: the caller's own memory has to do. */
export function withStorage({ host }: Client, use: (storage: NonNullable<Host['storage']>) => void): void {
  try {
    use(host.storage ?? localStorage);
  } catch {
    // Denied, full, or not ours.
  }
}
