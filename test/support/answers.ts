import { createClient, type Client } from '../../src/core/client.js';
import { ownHost } from './own-host.js';

/** What a billing API answers, by the path's end: a body, a Response, or a promise of either. */
export type Answers = Readonly<Record<string, unknown>>;

/** A client of an API that answers whatever a test wants: hostile, broken, or another system's way. */
export function clientOf(answers: Answers, options: Partial<Parameters<typeof createClient>[0]> = {}): Client {
  const answer: typeof fetch = async (input) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    const found = Object.entries(answers).find(([path]) => pathname.endsWith(path));
    const body = await found?.[1];
    if (body instanceof Response) return body.clone();
    return found ? Response.json(body) : Response.json({ error: { code: 'not_found', message: 'No such route' } }, { status: 404 });
  };
  return createClient({ noShare: true, host: ownHost(), getSessionToken: async () => ({ token: 'opaque', userId: 'someone' }), fetch: answer, ...options });
}
