import * as z from 'zod/mini';
import { operation } from './operation.js';

export const getHealth = operation({
  id: 'getHealth',
  method: 'get',
  path: '/health',
  tag: 'Service',
  summary: 'Is the service up and its database reachable',
  auth: ['none'],
  answer: z.object({ status: z.literal('ok'), version: z.string() }),
});
