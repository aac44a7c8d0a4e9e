import type { BillingError } from './errors.js';
import type { Store } from './store.js';

interface Known {
  /** `merchant/user/organization`; null if neither the token nor the page said whose session this is. */
  readonly subject: string | null;
  /** Local wall times, ms since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** Why the last renewal failed. */
  readonly error?: BillingError;
}

/** Never holds the token. While `refreshing`, or with an `error` after a failed renewal, the old token still works. */
export type SessionState =
  | { readonly status: 'loading' }
  | ({ readonly status: 'ready' | 'refreshing' } & Known)
  | { readonly status: 'signed-out' }
  | { readonly status: 'error'; readonly error: BillingError };

export interface SessionClient extends Store<SessionState> {
  /** Whose data this is; null while nobody is known. */
  readonly subject: string | null;
  /**
   * A token that works now. One request serves all callers, and a caller who aborts does not stop the others.
   * Rejects with AuthenticationError `signed_out`, or with the reason why there is no token.
   */
  getToken(options?: { signal?: AbortSignal | undefined }): Promise<string>;
  /** Asks for a new token now; also the way back in after the route has answered 401. Rejects as `getToken`. */
  refresh(): Promise<void>;
  signOut(): void;
  /** Another user: everything of the one before is dropped, also requests under way. */
  setUser(userId: string): void;
}

/** What the client needs besides. */
export interface InnerSession extends SessionClient {
  /** Call it when the API refused this token. Gives a promise of another one, or undefined if asking again is pointless. */
  replace(token: string): Promise<string> | undefined;
  /** What depends on these topics is out of date, in all tabs. */
  invalidate(topics: readonly string[]): void;
  destroy(reason: unknown): void;
}
