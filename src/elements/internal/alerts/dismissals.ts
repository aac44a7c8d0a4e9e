import type { Client } from '../../../core/client.js';
import { hash } from '../../../core/hash.js';
import { withStorage } from '../../../core/storage.js';

const STORED_AS = 'billing-elements.dismissed';
/** More than anyone dismisses. Beyond this the oldest come back. */
const MOST = 100;

/** Until when each is dismissed (ms since 1970), by a hash of who and what. If storage is denied or full, it is kept for this page alone. */
let remembered: Record<string, number> = {};

/** Whether this user has dismissed this on this device. */
export function isDismissed(client: Client, what: string): boolean {
  return (recall(client)[nameOf(client, what)] ?? 0) > client.clock.now();
}

export function dismiss(client: Client, what: string, untilMs: number): void {
  const now = client.clock.now();
  const others = Object.entries(recall(client)).filter(([, until]) => until > now);
  remembered = Object.fromEntries([...others.slice(1 - MOST), [nameOf(client, what), untilMs]]);
  withStorage(client, (storage) => storage.setItem(STORED_AS, JSON.stringify(remembered)));
}

function recall(client: Client): Record<string, number> {
  withStorage(client, (storage) => (remembered = { ...remembered, ...(JSON.parse(storage.getItem(STORED_AS) ?? '{}') as object) }));
  return remembered;
}

const nameOf = ({ session }: Client, what: string): string => `d${hash(`${session.subject} ${what}`)}`;
