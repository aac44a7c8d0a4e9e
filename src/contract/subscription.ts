import * as z from 'zod/mini';
import { Interval, Timestamp } from './common.js';
import { translationsOf } from './translations.js';

/** The first three grant access, the others deny it. */
export const SubscriptionStatus = z.enum([
  'active',
  'trialing',
  'past_due',
  'canceled',
  'incomplete',
  'incomplete_expired',
  'unpaid',
]);
export type SubscriptionStatus = z.infer<typeof SubscriptionStatus>;

const GRANTING: readonly SubscriptionStatus[] = ['active', 'trialing', 'past_due'];

export const grantsAccess = (status: SubscriptionStatus): boolean => GRANTING.includes(status);

/** A change that waits for the end of the paid period. */
export const PendingChange = z.object({
  priceId: z.string(),
  productId: z.string(),
  productName: z.string(),
  quantity: z.int(),
  interval: z.optional(Interval),
  intervalCount: z.optional(z.int()),
  effectiveAt: Timestamp,
  translations: translationsOf({ productName: z.string() }),
});
export type PendingChange = z.infer<typeof PendingChange>;
