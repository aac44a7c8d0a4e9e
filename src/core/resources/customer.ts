import type { CustomerSelf } from '../../contract/customer.js';
import { want } from '../guard.js';
import type { ResourceDefinition } from '../resource.js';

/** The signed-in customer, with subscriptions and granted features. Gates open by it too, so it expires as entitlements do. */
export const customer: ResourceDefinition<CustomerSelf> = {
  name: 'customer',
  path: '/v1/customer/me',
  pollEveryMs: 300_000,
  maxAgeMs: 600_000,
  parse: (body) => want(body, { customer: { id: '' }, active_subscriptions: [{ productId: '', status: '' }] }),
};
