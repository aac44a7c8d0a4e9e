import { Hono } from 'hono';
import { createSessionRoute, isBillingError, NotFoundError, type Billing } from '../src/server/index.js';
import { isKnown } from './people.js';
import { samePageOnly } from './same-page.js';

/** Who is signed in. Your own app reads its session cookie here: an id from the address would let anyone be anyone. */
function userOf(request: Request): string | null {
  const user = new URL(request.url).searchParams.get('user');
  return user !== null && isKnown(user) ? user : null;
}

/** `GET /billing-session` mints; `POST /expire-session` revokes what was minted, so that one can watch the kit recover. */
export function sessionRoutes(billing: Billing, expiresIn: number): Hono {
  const live = new Map<string, Set<string>>();
  const mint = createSessionRoute({
    getUserId: (request) => {
      const externalUserId = userOf(request);
      return externalUserId && { externalUserId, expiresIn };
    },
    billing: {
      async createSessionToken(input) {
        const minted = await billing.createSessionToken(input);
        const tokens = live.get(input.externalUserId) ?? new Set();
        live.set(input.externalUserId, tokens.add(tokenId(minted.sessionToken)));
        return minted;
      },
    },
  });

  const app = new Hono();
  app.get('/billing-session', (c) => mint(c.req.raw));
  app.post('/expire-session', samePageOnly, async (c) => {
    const user = userOf(c.req.raw);
    if (!user) return c.json({ error: 'signed_out' }, 401);
    const ids = [...(live.get(user) ?? [])];
    live.delete(user);
    await Promise.all(ids.map((id) => billing.revokeSessionToken(id).catch(alreadyGone)));
    return c.json({ revoked: ids.length });
  });
  return app;
}

/** The `jti` in the payload of a token. */
function tokenId(sessionToken: string): string {
  const payload = sessionToken.split('_').slice(3).join('_').split('.')[0] ?? '';
  return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { jti: string }).jti;
}

function alreadyGone(error: unknown): void {
  if (!isBillingError(error) || !(error instanceof NotFoundError)) throw error;
}
