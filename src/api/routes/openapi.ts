import type { Hono } from 'hono';
import { getOpenApi } from '../../contract/index.js';
import type { Router, Variables } from '../http/router.js';
import { openApiOf, type OpenApiDocument } from '../openapi/document.js';
import { explorerPage, type ServedPage } from '../pages/explorer/page.js';

/** The document and the page that shows it. Each is made once, when first asked for: they are open to all, and not cheap. */
export function documentationRoutes(app: Hono<{ Variables: Variables }>, router: Router): void {
  let printed: OpenApiDocument | undefined;
  let page: Promise<ServedPage> | undefined;
  const document = () => (printed ??= openApiOf(router.operations));

  router.route(getOpenApi, async ({ baseUrl }) => ({ ...document(), servers: [{ url: baseUrl }] }));
  app.get('/docs', async () => {
    const { body, init } = await (page ??= explorerPage(document()));
    return new Response(body, init);
  });
}
