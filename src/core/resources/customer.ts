import type { CustomerSelf } from '../../contract/customer.js';
import { want, wantList } from '../guard.js';
import type { ResourceDefinition } from '../resource.js';

/** The signed-in customer, with subscriptions and granted features. It opens things too, so it ends as entitlements do. */
export const customer: ResourceDefinition<CustomerSelf> = {
  name: 'customer',
  path: '/v1/customer/me',
  topics: ['subscription', 'customer'],
  pollEveryMs: 300_000,
  maxAgeMs: 600_000,
  parse(body) {
    const { customer: self } = want<CustomerSelf>(body, 'customer:object');
    want(self, 'id:string');
    wantList(body, 'active_subscriptions', 'productId:string status:string');
    wantList(body, 'granted_features', 'feature_key:string');
    return body as CustomerSelf;
  },
};
