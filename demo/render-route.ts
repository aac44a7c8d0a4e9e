import { Hono } from 'hono';
import * as z from 'zod/mini';
import { QuotaExceededError, type Billing } from '../src/server/index.js';
import { isKnown } from './people.js';
import { samePageOnly } from './same-page.js';

const Job = z.object({ pages: z.int().check(z.gte(1), z.lte(10_000)) });

/** The product's own route: it counts first and works only when the count was taken. */
export function renderRoute(billing: Billing): Hono {
  const app = new Hono();
  app.post('/render', samePageOnly, async (c) => {
    const customerId = c.req.query('user') ?? '';
    if (!isKnown(customerId)) return c.json({ error: 'signed_out' }, 401);
    const job = z.safeParse(Job, await c.req.json().catch(() => undefined));
    if (!job.success) return c.json({ error: 'invalid_job' }, 400);
    try {
      const { usage } = await billing.trackUsage({ customerId, featureKey: 'api_calls', quantity: job.data.pages });
      return c.json({ usage });
    } catch (error) {
      if (error instanceof QuotaExceededError) return c.json({ error: error.code, details: error.details }, 402);
      console.error(error);
      return c.json({ error: 'render_failed' }, 502);
    }
  });
  return app;
}
