import * as z from 'zod/mini';
import { Deleted, Id, Locale, Timestamp } from './common.js';
import { operation } from './operation.js';

export const PaymentMethod = z.object({
  id: z.string(),
  brand: z.string(),
  last4: z.string(),
  expMonth: z.int(),
  expYear: z.int(),
  isDefault: z.boolean(),
  createdAt: Timestamp,
});
export type PaymentMethod = z.infer<typeof PaymentMethod>;

const CustomerQuery = z.object({ customer_id: z.optional(Id.check(z.describe('With a secret key: whose'))) });
const ById = z.object({ id: Id });

export const listPaymentMethods = operation({
  id: 'listPaymentMethods',
  method: 'get',
  path: '/payment-methods',
  tag: 'Payment methods',
  summary: 'The cards on file, the default one first',
  auth: ['session', 'secret'],
  query: CustomerQuery,
  answer: z.object({ paymentMethods: z.array(PaymentMethod) }),
});

export const deletePaymentMethod = operation({
  id: 'deletePaymentMethod',
  method: 'delete',
  path: '/payment-methods/{id}',
  tag: 'Payment methods',
  summary: 'Forget a card; the default one only while no paid subscription needs it',
  auth: ['session', 'secret'],
  params: ById,
  answer: Deleted,
  errors: ['payment_method_in_use'],
});

export const setDefaultPaymentMethod = operation({
  id: 'setDefaultPaymentMethod',
  method: 'post',
  path: '/payment-methods/{id}/set-default',
  tag: 'Payment methods',
  summary: 'Charge renewals to this card',
  auth: ['session', 'secret'],
  params: ById,
  answer: PaymentMethod,
});

export const createSetupIntent = operation({
  id: 'createSetupIntent',
  method: 'post',
  path: '/sdk/payment-methods/setup-intent',
  tag: 'Payment methods',
  summary: 'A hosted page on which the customer adds a card; open for an hour',
  auth: ['session', 'secret'],
  body: z.object({
    customerId: z.optional(Id.check(z.describe('With a secret key: whose'))),
    returnUrl: z.optional(z.string().check(z.maxLength(2048), z.describe('https, or http on loopback, on an origin your project allows'))),
    locale: z.optional(Locale),
  }),
  answer: z.object({ id: z.string(), url: z.string(), expiresAt: Timestamp }),
  errors: ['invalid_return_url', 'payments_not_configured'],
});
