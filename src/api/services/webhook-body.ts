import type { WebhookMessage } from '../../contract/index.js';
import { amountOf } from '../domain/price.js';
import type { Db } from '../store/database.js';
import { findInvoice } from '../store/invoices.js';
import { findSubscription, type SubscriptionOnPlan } from '../store/subscriptions.js';
import type { Event } from '../store/tables.js';
import { toPurchase } from './paywall-user.js';

/** The body of a delivery: the customer, the objects of the event as they are now, and its own fields. */
export async function webhookBody(db: Db, event: Event): Promise<string> {
  const { projectId, customerId, id, type, createdAt, data } = event;
  const customer = await db
    .selectFrom('customers')
    .select(['id', 'email', 'name', 'externalUserId'])
    .where('projectId', '=', projectId)
    .where('id', '=', customerId)
    .executeTakeFirst();
  const subscriptionId = data['subscription_id'];
  const subscription = typeof subscriptionId === 'string' ? await findSubscription(db, projectId, subscriptionId) : undefined;
  const invoiceId = data['invoice_id'];
  const invoice = typeof invoiceId === 'string' ? await findInvoice(db, projectId, invoiceId) : undefined;
  const message: WebhookMessage = {
    id,
    type,
    timestamp: createdAt.toISOString(),
    data: {
      ...data,
      user: { id: customerId, user_id: customer?.externalUserId ?? null, email: customer?.email ?? null, name: customer?.name ?? null },
      subscription: subscription ? toSold(subscription) : null,
      ...(invoice && {
        invoice: {
          id: invoice.id,
          number: invoice.number,
          status: invoice.status,
          currency: invoice.currency,
          total: invoice.total,
          amount_paid: invoice.amountPaid,
          attempts: invoice.attempts,
        },
      }),
    },
  };
  return JSON.stringify(message);
}

const toSold = (it: SubscriptionOnPlan) => ({
  ...toPurchase(it),
  product_id: it.productId,
  product_name: it.productName,
  price_id: it.priceId,
  quantity: it.quantity,
  amount: amountOf(it.price, it.quantity),
  metadata: it.metadata,
});
