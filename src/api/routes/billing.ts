import {
  billPeriod,
  createBilledCustomer,
  finalizeInvoice as finalizeInvoiceOperation,
  getSubscriptionUsage,
  sendEvent,
  subscribeByInvoice,
} from '../../contract/index.js';
import { ApiError, notFound } from '../http/errors.js';
import type { Router } from '../http/router.js';
import { periodInvoice } from '../services/billing.js';
import { finalizeInvoice } from '../services/invoices.js';
import { recordEvent } from '../services/metering.js';
import { presentSubscription, toInvoice } from '../services/present.js';
import { subscribeOnInvoice } from '../services/subscribe-on-invoice.js';
import { addCustomer, lockCustomer, lockOwner } from '../store/customers.js';
import { loadMeters, readMeters } from '../store/meters.js';
import { findSubscription } from '../store/subscriptions.js';
import { invoiceOf, lockedSubscription, ownerOf, subscriptionOf } from './owned.js';
import { customerNamed } from './usage.js';

export function billingRoutes({ route }: Router): void {
  route(createBilledCustomer, async ({ body, db, project, now }) => {
    const { display_name: name, email, currency, account_type: accountType, metadata } = body;
    const customer = await addCustomer(db, project.id, { name, email, currency, accountType, metadata }, now);
    if (!customer) throw new Error('a customer without an external id is always a new one');
    return {
      id: customer.id,
      display_name: name,
      email,
      currency,
      account_type: customer.accountType,
      metadata: customer.metadata,
      created_at: customer.createdAt.toISOString(),
    };
  });

  route(
    subscribeByInvoice,
    async ({ body, db, project, now }) => {
      const customer = await lockCustomer(db, project.id, (await customerNamed(db, project, body.customer_id)).id);
      const { plan_id: planId, currency, trial_days: trialDays, metadata } = body;
      return presentSubscription(db, await subscribeOnInvoice(db, customer, { planId, currency, trialDays, metadata }, now));
    },
    { actor: ({ db, project, body }) => customerNamed(db, project, body.customer_id) },
  );

  route(
    sendEvent,
    async ({ body, db, project, now, header }) => {
      const customer = await customerNamed(db, project, body.customer_id);
      const subscription = await findSubscription(db, project.id, body.subscription_id);
      if (subscription?.customerId !== customer.id) throw notFound('subscription of this customer');
      const added = await recordEvent(db, subscription, {
        projectId: project.id,
        customerId: customer.id,
        id: body.id,
        subscriptionId: subscription.id,
        eventType: body.event_type,
        properties: body.properties,
        occurredAt: new Date(body.timestamp),
        recordedAt: now,
      });
      if (!added) header('X-Idempotency-Replayed', 'true');
      return { accepted: true as const, event_id: body.id, duplicate: !added };
    },
    { actor: ({ db, project, body }) => customerNamed(db, project, body.customer_id) },
  );

  route(getSubscriptionUsage, async (call) => {
    const subscription = await subscriptionOf(call, call.params.id);
    const values = await readMeters(call.db, subscription);
    return {
      period_start: subscription.currentPeriodStart.toISOString(),
      period_end: subscription.currentPeriodEnd.toISOString(),
      meters: (await loadMeters(call.db, call.project.id)).map(({ key, aggregation }) => ({ key, aggregation, value: values.get(key) ?? 0 })),
    };
  });

  route(
    billPeriod,
    async (call) => {
      const { customer, subscription } = await lockedSubscription(call, call.params.id);
      if (subscription.endedAt !== null) throw new ApiError('subscription_ended', 'The subscription has ended: it has no current period');
      return toInvoice(call.project, await periodInvoice(call.db, customer, subscription, call.now), call.baseUrl);
    },
    { actor: ownerOf(subscriptionOf) },
  );

  route(
    finalizeInvoiceOperation,
    async (call) => {
      await lockOwner(call.db, call.project.id, (await invoiceOf(call, call.params.id)).customerId);
      const invoice = await invoiceOf(call, call.params.id);
      if (invoice.status !== 'draft') throw new ApiError('invoice_not_open', `Only a draft can be finalized, and this invoice is ${invoice.status}`);
      return toInvoice(call.project, await finalizeInvoice(call.db, invoice, call.now), call.baseUrl);
    },
    { actor: ownerOf(invoiceOf) },
  );
}
