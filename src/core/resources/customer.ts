import type { CustomerSelf } from '../../contract/customer.js';
import { list, maybe, object, reader, string } from '../guard.js';
import type { ResourceDefinition } from '../resource.js';

/** The signed-in customer, with subscriptions and granted features. */
export const customer: ResourceDefinition<CustomerSelf> = {
  name: 'customer',
  path: '/v1/customer/me',
  topics: ['subscription', 'customer'],
  parse: reader<CustomerSelf>(
    object({
      customer: object({ id: string, email: maybe(string), name: maybe(string) }),
      active_subscriptions: list(object({ id: string, productId: string, status: string, productName: maybe(string) })),
      granted_features: list(object({ feature_key: string })),
    }),
  ),
};
