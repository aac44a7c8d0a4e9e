import type { SessionClient, SessionState } from '../core/session-client.js';
import { LOADING } from '../core/store.js';
import type { Scope } from './scope.js';
import { createView, type Source, type View, type Whole } from './view.js';

/** The session's state and methods. It never holds the token. */
export type SessionView = Whole<SessionState, 'subject' | 'issuedAt' | 'expiresAt' | 'error'> &
  Pick<SessionClient, 'signOut' | 'setUser'> & {
    /** Asks for a new token now; also the way back in. Never rejects: the outcome is in the state. */
    refresh(): Promise<void>;
  };

/** The first listener starts the session, since it wants one. */
export function viewSession(scope: Scope): View<SessionView> {
  const verbs = {
    refresh: () => scope.need().session.refresh().catch(() => {}),
    signOut: () => scope.need().session.signOut(),
    setUser: (userId: string) => scope.need().session.setUser(userId),
  };
  const source: Source<SessionState> = {
    get: () => scope.get()?.session.get() ?? LOADING,
    subscribe(listener) {
      const { session } = scope.need();
      if (session.get().status === 'loading') session.getToken().catch(() => {}); // the outcome is in the state
      return session.subscribe(listener);
    },
  };
  return createView(source, LOADING, (state) => ({ ...state, ...verbs }));
}
