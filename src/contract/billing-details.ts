import * as z from 'zod/mini';
import { Email, Id } from './common.js';
import { operation } from './operation.js';

const text = (maximum: number) => z.nullable(z.string().check(z.maxLength(maximum)));

export const Address = z.object({
  line1: z.optional(text(200)),
  line2: z.optional(text(200)),
  city: z.optional(text(100)),
  state: z.optional(text(100)),
  postalCode: z.optional(text(30)),
  country: z.optional(z.nullable(z.string().check(z.regex(/^[A-Z]{2}$/), z.describe('ISO 3166-1 alpha-2')))),
});
export type Address = z.infer<typeof Address>;

export const BillingDetails = z.object({
  name: text(200),
  email: z.nullable(Email),
  address: z.nullable(Address),
  taxId: text(50),
});
export type BillingDetails = z.infer<typeof BillingDetails>;

const CustomerQuery = z.object({ customer_id: z.optional(Id.check(z.describe('With a secret key: whose'))) });

export const getBillingDetails = operation({
  id: 'getBillingDetails',
  method: 'get',
  path: '/sdk/customer/billing',
  tag: 'Billing details',
  summary: 'Name, address and tax id as they stand on invoices',
  auth: ['session', 'secret'],
  query: CustomerQuery,
  answer: BillingDetails,
});

export const updateBillingDetails = operation({
  id: 'updateBillingDetails',
  method: 'patch',
  path: '/sdk/customer/billing',
  tag: 'Billing details',
  summary: 'Change what is given and leave the rest',
  auth: ['session', 'secret'],
  query: CustomerQuery,
  body: z.partial(BillingDetails),
  answer: BillingDetails,
});
