import type { Client } from '../../../core/client.js';
import { systemClock } from '../../../core/clock.js';
import { BillingError, isBillingError } from '../../../core/errors.js';
import { createHost } from '../../../core/host.js';
import { createStore } from '../../../core/store.js';
import type { UsageRejection } from '../../../core/usage/usage-queue.js';

/**
 * A client that answers everything with the reason why there is none. Wrong settings then show in each element as any other
 * error does, and the rest of the page stays.
 */
export function failedClient(cause: unknown): { client: Client; error: BillingError } {
  const error = isBillingError(cause)
    ? cause
    : new BillingError('invalid_settings', cause instanceof Error ? cause.message : String(cause), { cause });
  const refuse = (): Promise<never> => Promise.reject(error);
  const state = createStore(Object.freeze({ status: 'error', error } as const));
  const client: Client = {
    apiUrl: '',
    clock: systemClock,
    host: createHost(),
    session: { ...state, subject: null, getToken: refuse, refresh: refuse, signOut() {}, setUser() {} },
    request: refuse,
    rejectedUse: createStore<UsageRejection | undefined>(undefined),
    resource: () => ({ ...state, refresh: () => Promise.resolve() }),
    invalidate() {},
    onDestroy() {},
    destroy() {},
  };
  return { client, error };
}
