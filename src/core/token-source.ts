import { describe, send, toError } from './http.js';
import type { SessionTokenAnswer } from './token.js';

type Body = SessionTokenAnswer | string | null | undefined;

/** Where tokens come from: the page's own route, or a function. */
export interface TokenSource {
  /** For messages. */
  readonly what: string;
  fetch(signal: AbortSignal): Promise<{ body: Body; serverNowMs?: number | undefined }>;
}

/** Your route, asked with the page's own cookies. `204` or a null token means: nobody is signed in. */
export function tokenUrlSource(url: string, fetch: typeof globalThis.fetch): TokenSource {
  const what = describe(url, {});
  return {
    what,
    async fetch(signal) {
      const answer = await send(fetch, url, {
        credentials: 'same-origin',
        cache: 'no-store',
        headers: { accept: 'application/json' },
        signal,
      });
      if (answer.status === 204) return { body: null };
      if (answer.status !== 200 && answer.status !== 201) throw toError(answer, what);
      const now = Date.parse(answer.headers.get('date') ?? '');
      // A body that is not JSON (a login page after a redirect) is no answer, rather than "signed out".
      return { body: answer.body === undefined ? {} : (answer.body as Body), serverNowMs: Number.isNaN(now) ? undefined : now };
    },
  };
}

export const tokenFunctionSource = (getToken: (signal: AbortSignal) => Promise<Body>): TokenSource => ({
  what: 'getSessionToken()',
  fetch: async (signal) => ({ body: await getToken(signal) }),
});
