import type { Hono } from 'hono';
import { inTransaction } from '../http/idempotency.js';
import { projectTime, type Services, type Variables } from '../http/router.js';
import { hostedUrl, openHostedPage } from '../services/hosted.js';
import { findCustomer } from '../store/customers.js';
import { findPortalLink, usePortalLink } from '../store/portal-links.js';
import { findProject } from '../store/projects.js';
import { gone, seeOther } from './answers.js';

/** An address that opens the portal for the first who comes, and for nobody after. */
export function portalLinkPages(app: Hono<{ Variables: Variables }>, services: Services): void {
  app.get('/portal/once/:id', async (c) => {
    // A look at the headers alone must not use it up.
    if (c.req.raw.method === 'HEAD') return c.body(null, 200);
    const { db } = services;
    const link = await findPortalLink(db, c.req.param('id'));
    const project = link && (await findProject(db, link.projectId));
    const customer = project && (await findCustomer(db, project.id, link.customerId));
    if (!customer) return gone(c.req.raw, 'linkUsed', 'linkUsedText', 410);
    const now = projectTime(project, services.now());
    const opened = await inTransaction(db, async (tx) =>
      (await usePortalLink(tx, link, now)) ? openHostedPage(tx, project, customer, { kind: 'portal', now }) : undefined,
    );
    if (!opened) return gone(c.req.raw, 'linkUsed', 'linkUsedText', 410);
    return seeOther(hostedUrl(opened, ''));
  });
}
