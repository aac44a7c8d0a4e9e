import { describe, send, toError } from './http.js';
import type { SessionTokenAnswer } from './token.js';

type Body = SessionTokenAnswer | string | null | undefined;

/** Where tokens come from: the page's own route, or a function. */
export interface TokenSource {
  /** For messages. */
  readonly what: string;
  /** Tabs may share its tokens. */
  readonly shared?: boolean;
  fetch(signal: AbortSignal): Promise<{ body: Body; serverNowMs?: number }>;
}

/** Stands for a session that a given `fetch` answers by itself; it is never sent. */
export const ANONYMOUS = 'anonymous';

/** Your route, asked with the page's own cookies. `204` or a null token means: nobody is signed in. */
export function tokenUrlSource(url: string, fetch: typeof globalThis.fetch): TokenSource {
  const what = describe(url);
  return {
    what,
    shared: true,
    async fetch(signal) {
      const answer = await send(fetch, url, { cache: 'no-store', headers: { accept: 'application/json' }, signal });
      if (!answer.ok) throw toError(answer, what);
      const serverNowMs = Date.parse(answer.headers.get('date') ?? '');
      // A body that is not JSON (a login page after a redirect) is no answer, rather than "signed out".
      const body = answer.status === 204 ? null : ((answer.body ?? {}) as Body);
      return serverNowMs ? { body, serverNowMs } : { body };
    },
  };
}

export const tokenFunctionSource = (getToken: (signal: AbortSignal) => Promise<Body>): TokenSource => ({
  what: 'getSessionToken()',
  fetch: async (signal) => ({ body: await getToken(signal) }),
});
