import type { Hono } from 'hono';
import { sameText } from '../domain/hash.js';
import type { Services, Variables } from '../http/router.js';
import { invoiceKey } from '../services/present.js';
import { findInvoice } from '../store/invoices.js';
import { findProject } from '../store/projects.js';
import { gone } from './answers.js';
import { invoicePage, invoiceTitle } from './invoice-page.js';
import { page } from './page.js';
import { wordsFor } from './words/index.js';

export function invoicePages(app: Hono<{ Variables: Variables }>, services: Services): void {
  app.get('/invoice/:project/:id/:key', async (c) => {
    const request = c.req.raw;
    const project = await findProject(services.db, c.req.param('project'));
    const invoice = project && (await findInvoice(services.db, project.id, c.req.param('id')));
    if (!invoice || !sameText(c.req.param('key'), await invoiceKey(project, invoice.id))) return gone(request, 'noInvoice', 'addressOver');
    const customer = await services.db
      .selectFrom('customers')
      .selectAll()
      .where('projectId', '=', project.id)
      .where('id', '=', invoice.customerId)
      .executeTakeFirstOrThrow();
    const words = wordsFor({ request, project });
    return page(invoicePage(words, project, customer, invoice), { title: `${invoiceTitle(words, invoice)} · ${project.name}`, words });
  });
}
