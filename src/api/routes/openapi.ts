import { getOpenApi } from '../../contract/index.js';
import type { Router } from '../http/router.js';
import { openApiOf } from '../openapi/document.js';

export function openApiRoutes(router: Router): void {
  router.route(getOpenApi, async ({ baseUrl }) => ({ ...openApiOf(router.operations, baseUrl) }));
}
