import * as z from 'zod/mini';
import { Id, Locale, Timestamp } from './common.js';
import { Customer } from './customer.js';
import { Invoice } from './invoice.js';
import { operation } from './operation.js';
import { PaymentMethod } from './payment-method.js';
import { Subscription } from './subscriptions.js';

export const createPortal = operation({
  id: 'createPortal',
  method: 'post',
  path: '/v1/portal/create',
  tag: 'Portal',
  summary: 'A hosted page on which the customer manages plan, cards and invoices; open for a day',
  auth: ['session', 'secret'],
  body: z.object({
    customerId: z.optional(Id.check(z.describe('With a secret key: whose'))),
    returnUrl: z.optional(z.string().check(z.maxLength(2048))),
    locale: z.optional(Locale),
  }),
  answer: z.object({ id: z.string(), url: z.string(), customerId: z.string(), expiresAt: Timestamp }),
  errors: ['invalid_return_url'],
});

export const getPortalData = operation({
  id: 'getPortalData',
  method: 'get',
  path: '/v1/portal/{id}/data',
  tag: 'Portal',
  summary: 'What the portal page shows',
  auth: ['session', 'secret'],
  params: z.object({ id: Id }),
  answer: z.object({
    customer: Customer,
    subscriptions: z.array(Subscription),
    invoices: z.array(Invoice),
    paymentMethods: z.array(PaymentMethod),
    expiresAt: Timestamp,
  }),
});
