import { createMiddleware } from 'hono/factory';

/** A page of another site cannot make the visitor's browser do work here. */
export const samePageOnly = createMiddleware(async (c, next) => {
  if (c.req.header('sec-fetch-site') !== 'same-origin') return c.json({ error: 'cross_site_request' }, 403);
  await next();
});
