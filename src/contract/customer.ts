import * as z from 'zod/mini';
import { Deleted, Email, Id, Metadata, Timestamp, strictBody } from './common.js';
import { Entitlement } from './entitlement.js';
import { operation } from './operation.js';
import { PageQuery, pageOf } from './page.js';
import { CurrentSubscription } from './product.js';
import { translationsOf } from './translations.js';

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
  active_subscriptions: z.array(z.extend(CurrentSubscription, { productName: z.string(), translations: translationsOf({ productName: z.string() }) })),
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

const Text = z.nullable(z.string().check(z.minLength(1), z.maxLength(200)));

const changeable = {
  email: z.optional(z.nullable(Email)),
  name: z.optional(Text),
  metadata: z.optional(Metadata),
};

export const CustomerInput = strictBody({
  external_user_id: z.optional(Text.check(z.describe("The user's id in your own database; cannot be changed later"))),
  external_organization_id: z.optional(Text),
  ...changeable,
});
export type CustomerInput = Omit<z.infer<typeof CustomerInput>, 'idempotency_key'>;

const ById = z.object({ id: Id.check(z.describe('Our customer id, or your own externalUserId')) });

export const createCustomer = operation({
  id: 'createCustomer',
  method: 'post',
  path: '/customers',
  tag: 'Customers',
  summary: 'Add a customer',
  auth: ['secret'],
  body: CustomerInput,
  answer: Customer,
  status: 201,
  errors: ['customer_exists'],
});

export const listCustomers = operation({
  id: 'listCustomers',
  method: 'get',
  path: '/customers',
  tag: 'Customers',
  summary: 'All customers, newest first',
  auth: ['secret'],
  query: z.extend(PageQuery, { email: z.optional(Email) }),
  answer: pageOf(Customer),
});

export const getCustomer = operation({
  id: 'getCustomer',
  method: 'get',
  path: '/customers/{id}',
  tag: 'Customers',
  summary: 'One customer',
  auth: ['secret'],
  params: ById,
  answer: Customer,
});

export const getCustomerOfUser = operation({
  id: 'getCustomerOfUser',
  method: 'get',
  path: '/customers/external/{externalUserId}',
  tag: 'Customers',
  summary: 'The customer of one of your users',
  auth: ['secret'],
  params: z.object({ externalUserId: Id }),
  query: z.object({ external_organization_id: z.optional(Id) }),
  answer: Customer,
});

export const updateCustomer = operation({
  id: 'updateCustomer',
  method: 'patch',
  path: '/customers/{id}',
  tag: 'Customers',
  summary: 'Change what is given and leave the rest',
  auth: ['secret'],
  params: ById,
  body: strictBody(changeable),
  answer: Customer,
});

export const deleteCustomer = operation({
  id: 'deleteCustomer',
  method: 'delete',
  path: '/customers/{id}',
  tag: 'Customers',
  summary: 'Delete a customer: sessions and subscriptions end at once, name and address are erased, invoices stay',
  auth: ['secret'],
  params: ById,
  answer: Deleted,
});
