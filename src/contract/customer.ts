import * as z from 'zod/mini';
import { Metadata, Timestamp } from './common.js';
import { Entitlement } from './entitlement.js';
import { operation } from './operation.js';
import { CurrentSubscription } from './product.js';

export const Customer = z.object({
  id: z.string(),
  externalUserId: z.nullable(z.string()),
  externalOrganizationId: z.nullable(z.string()),
  email: z.nullable(z.string()),
  name: z.nullable(z.string()),
  metadata: Metadata,
  createdAt: Timestamp,
});
export type Customer = z.infer<typeof Customer>;

export const CustomerSelf = z.object({
  customer: Customer,
  active_subscriptions: z.array(z.extend(CurrentSubscription, { productName: z.string() })),
  granted_features: z.array(Entitlement),
});
export type CustomerSelf = z.infer<typeof CustomerSelf>;

export const getCustomerSelf = operation({
  id: 'getCustomerSelf',
  method: 'get',
  path: '/v1/customer/me',
  tag: 'Customers',
  summary: 'The signed-in customer with what they have',
  auth: ['session'],
  answer: CustomerSelf,
});
