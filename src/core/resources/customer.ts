import type { CustomerSelf } from '../../contract/customer.js';
import { list, object, reader, string } from '../guard.js';
import type { ResourceDefinition } from '../resource.js';

/** The signed-in customer, with subscriptions and granted features. It opens things too, so it ends as entitlements do. */
export const customer: ResourceDefinition<CustomerSelf> = {
  name: 'customer',
  path: '/v1/customer/me',
  topics: ['subscription', 'customer'],
  pollEveryMs: 300_000,
  maxAgeMs: 600_000,
  parse: reader<CustomerSelf>(
    object({
      customer: object({ id: string }),
      active_subscriptions: list(object({ productId: string, status: string })),
      granted_features: list(object({ feature_key: string })),
    }),
  ),
};
