import * as z from 'zod/mini';
import { Timestamp } from './common.js';

/** Whether a path belongs to the paywall's routes, whose errors have a shape of their own. */
export const isPaywallPath = (path: string): boolean => path.startsWith('/api/');

/** An error of the paywall's routes. */
export const PaywallErrorBody = z.object({
  code: z.string().check(z.describe('Stable, snake_case')),
  message: z.string(),
  error: z.string().check(z.describe('The code again')),
  requestId: z.string(),
  details: z.optional(z.unknown()),
  hasActivePurchase: z.optional(z.boolean()),
});

/** An error of all other routes. `code` is stable and what programs test. */
export const ErrorEnvelope = z.object({
  error: z.object({
    code: z.string().check(z.describe('Stable, snake_case')),
    message: z.string().check(z.describe('For developers: what was wrong and what to do')),
    details: z.optional(z.unknown()),
    requestId: z.string().check(z.describe('Also in the x-request-id header')),
    timestamp: Timestamp,
  }),
  statusCode: z.int(),
});
export type ErrorEnvelope = z.infer<typeof ErrorEnvelope>;
