import * as z from 'zod/mini';
import { Currency, Email, Id, Metadata, Timestamp } from './common.js';
import { Invoice } from './invoice.js';
import { operation } from './operation.js';
import { Subscription } from './subscriptions.js';

/** The surface of bill.sh: customers, subscriptions and events of a server that bills by what was used. */
export const BilledCustomer = z.object({
  id: z.string(),
  display_name: z.string(),
  email: z.string(),
  currency: Currency,
  account_type: z.nullable(z.string()),
  metadata: Metadata,
  created_at: Timestamp,
});
export type BilledCustomer = z.infer<typeof BilledCustomer>;

export const createBilledCustomer = operation({
  id: 'createBilledCustomer',
  method: 'post',
  path: '/admin/v1/customers',
  tag: 'Billing',
  summary: 'Add a customer who is billed by invoice',
  auth: ['secret'],
  // Not strict: clients of this surface pass on whatever fields their callers add.
  body: z.object({
    display_name: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
    email: Email,
    currency: z._default(Currency, 'USD'),
    account_type: z.optional(z.string().check(z.minLength(1), z.maxLength(50))),
    metadata: z.optional(Metadata),
  }),
  answer: BilledCustomer,
  status: 201,
});

export const subscribeByInvoice = operation({
  id: 'subscribeByInvoice',
  method: 'post',
  path: '/v1/subscriptions',
  tag: 'Billing',
  summary: 'Subscribe a customer who pays by invoice: no card is asked for, each period has its draft',
  auth: ['secret'],
  body: z.object({
    customer_id: Id,
    plan_id: Id.check(z.describe("The plan's product id; of its prices in the currency, the monthly one is taken first")),
    currency: z._default(Currency, 'USD'),
    trial_days: z.optional(z.int().check(z.gte(0), z.lte(730), z.describe('0 = none; as the plan has it where none are given'))),
    metadata: z.optional(Metadata),
  }),
  answer: Subscription,
  status: 201,
  errors: ['already_purchased', 'subscription_past_due'],
});

export const billPeriod = operation({
  id: 'billPeriod',
  method: 'post',
  path: '/admin/v1/subscriptions/{id}/bill',
  tag: 'Billing',
  summary: "The current period's invoice, made once whatever key is sent: its charge in advance and the metered use of the period before; zero while trialing",
  auth: ['secret'],
  params: z.object({ id: Id }),
  answer: Invoice,
  errors: ['subscription_ended'],
});

export const finalizeInvoice = operation({
  id: 'finalizeInvoice',
  method: 'post',
  path: '/admin/v1/invoices/{id}/finalize',
  tag: 'Billing',
  summary: 'Close a draft: it gets its number and is open to be paid',
  auth: ['secret'],
  params: z.object({ id: Id }),
  answer: Invoice,
  errors: ['invoice_not_open'],
});

export const UsageEvent = z.object({
  id: Id.check(z.describe('Yours: for one customer the same id is counted once, for good')),
  event_type: z.string().check(z.minLength(1), z.maxLength(200)),
  customer_id: Id,
  subscription_id: Id.check(z.describe('In whose current period the event counts')),
  timestamp: Timestamp.check(z.describe('When it happened; events count in the period in which they arrive')),
  properties: z._default(z.record(z.string().check(z.maxLength(200)), z.unknown()), {}),
});
export type UsageEvent = z.input<typeof UsageEvent>;

export const sendEvent = operation({
  id: 'sendEvent',
  method: 'post',
  path: '/v1/events',
  tag: 'Events',
  summary: 'Keep an event and count it in the meters that want it; it is kept too when none does',
  auth: ['secret'],
  body: UsageEvent,
  answer: z.object({
    accepted: z.literal(true),
    event_id: z.string().check(z.describe("The event's own id")),
    duplicate: z.boolean().check(z.describe('It was there before and did not count again')),
  }),
});

export const MeterAggregation = z.enum(['SUM', 'COUNT', 'MAX', 'UNIQUE']);
export type MeterAggregation = z.infer<typeof MeterAggregation>;

export const MeterReading = z.object({
  key: z.string(),
  aggregation: MeterAggregation,
  value: z.number(),
});
export type MeterReading = z.infer<typeof MeterReading>;

export const getSubscriptionUsage = operation({
  id: 'getSubscriptionUsage',
  method: 'get',
  path: '/v1/subscriptions/{id}/usage',
  tag: 'Events',
  summary: 'What every meter says of the current period',
  auth: ['session', 'secret'],
  params: z.object({ id: Id }),
  answer: z.object({ period_start: Timestamp, period_end: Timestamp, meters: z.array(MeterReading) }),
});
