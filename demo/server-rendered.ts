import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { NONCE, secureHeaders, type SecureHeadersVariables } from 'hono/secure-headers';
import type { Billing } from '../src/server/index.js';
import { contentSecurityPolicy } from './content-security-policy.js';
import { isKnown } from './people.js';

const HERE = '/apps/server/';

export interface PageSettings {
  readonly apiUrl: string;
  readonly publishableKey: string;
  /** Who is signed in, and the session token just made for them. */
  readonly user?: string | undefined;
  readonly sessionToken?: string | undefined;
}

interface Options {
  readonly billing: Billing;
  readonly apiUrl: string;
  readonly publishableKey: string;
  readonly builtFolder: string;
}

/** The app whose pages the server draws, elements and all. */
export function serverRendered({ billing, apiUrl, publishableKey, builtFolder }: Options): Hono<{ Variables: SecureHeadersVariables }> {
  const app = new Hono<{ Variables: SecureHeadersVariables }>();
  const built = path.join(builtFolder, 'server/page.js');

  // What is drawn before any script brings its styles in the page: each carries the answer's nonce. How full a meter is
  // stands in an attribute.
  const policy = { ...contentSecurityPolicy(apiUrl), styleSrc: ["'self'", NONCE], styleSrcAttr: ["'unsafe-inline'"] };
  app.use(`${HERE}*`, secureHeaders({ contentSecurityPolicy: policy, strictTransportSecurity: false }));

  app.get(HERE, async (c) => {
    if (!existsSync(built)) return c.text('This app is not built yet: npm start -- --apps', 404);
    const { renderPage: render } = (await import(pathToFileURL(built).href)) as { renderPage: (settings: PageSettings) => Promise<string> };
    const asked = c.req.query('user') ?? '';
    const user = isKnown(asked) ? asked : undefined;
    const sessionToken = user && (await billing.createSessionToken({ externalUserId: user })).sessionToken;
    const page = await render({ apiUrl, publishableKey, user, sessionToken });
    return c.html(page.replaceAll('<style>', `<style nonce="${c.get('secureHeadersNonce')}">`));
  });
  app.post(`${HERE}sign-up`, (c) => c.redirect(`./?user=guest_${crypto.randomUUID().slice(0, 8)}`, 303));
  const sources = fileURLToPath(new URL('./apps/server', import.meta.url));
  app.get(`${HERE}app.js`, serveStatic({ root: sources, rewriteRequestPath: () => '/app.js' }));
  return app;
}
