import * as z from 'zod/mini';

/** The first three grant access, the others deny. */
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
