import * as z from 'zod/mini';
import { operation } from './operation.js';

export const getOpenApi = operation({
  id: 'getOpenApi',
  method: 'get',
  path: '/openapi.json',
  tag: 'Service',
  summary: 'This document: every operation of the API, to read or to make clients from',
  auth: ['none'],
  answer: z.record(z.string(), z.unknown()).check(z.describe('OpenAPI 3.1')),
});
