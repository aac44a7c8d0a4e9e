import { describe, send } from './http.js';
import type { SessionTokenAnswer } from './token.js';

type Body = SessionTokenAnswer | string | null | undefined;

/** Where tokens come from: the page's own route, or a function. */
export interface TokenSource {
  /** For messages. */
  readonly what: string;
  /** Tabs may share its tokens. */
  readonly shared?: boolean;
  fetch(signal: AbortSignal): Promise<[body: Body, serverNowMs?: number]>;
}

/** The token of a session whose `fetch` answers by itself; it is never sent. */
export const ANONYMOUS = 'anonymous';

/** Your route, asked with the page's own cookies. `204` or a null token means that nobody is signed in. */
export function tokenUrlSource(url: string, fetch: typeof globalThis.fetch): TokenSource {
  const what = describe(url);
  return {
    what,
    shared: true,
    async fetch(signal) {
      const { status, headers, body = {} } = await send(fetch, what, url, { cache: 'no-store', headers: { accept: 'application/json' }, signal });
      // A body that is not JSON (a login page after a redirect) is an error, and does not mean "signed out".
      return [status === 204 ? null : (body as Body), Date.parse(headers.get('date') ?? '') || undefined];
    },
  };
}

/** Gives no token: nobody is signed in, or only until the token at hand ends. */
export const NOBODY: TokenSource = { what: '', fetch: async () => [null] };

export const tokenFunctionSource = (getToken: (signal: AbortSignal) => Promise<Body>): TokenSource => ({
  what: 'getSessionToken()',
  fetch: async (signal) => [await getToken(signal)],
});
