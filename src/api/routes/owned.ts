import { ApiError, notFound } from '../http/errors.js';
import type { Call } from '../http/router.js';
import { lockCustomer } from '../store/customers.js';
import { findInvoice } from '../store/invoices.js';
import { findCard } from '../store/payment-methods.js';
import { findSubscription, type SubscriptionOnPlan } from '../store/subscriptions.js';
import type { Customer, Invoice, PaymentMethod } from '../store/tables.js';
import { customerNamed } from './usage.js';

type Asked = Pick<Call, 'caller' | 'db' | 'project'>;

/** A session acts for its own customer, a secret key for the one it names. */
export async function actingFor(call: Asked, named: string | undefined, field = 'customerId'): Promise<Customer> {
  if (call.caller.kind === 'session') {
    if (named !== undefined && named !== call.caller.customer.id && named !== call.caller.customer.externalUserId) throw notFound('customer');
    return call.caller.customer;
  }
  if (named === undefined) throw new ApiError('invalid_request', `${field}: name the customer when you call with a secret key`);
  return customerNamed(call.db, call.project, named);
}

/** Somebody else's is as good as none. */
function own<T extends { readonly customerId: string }>(call: Asked, found: T | undefined, what: string): T {
  if (!found || (call.caller.kind === 'session' && found.customerId !== call.caller.customer.id)) throw notFound(what);
  return found;
}

export const subscriptionOf = async (call: Asked, id: string): Promise<SubscriptionOnPlan> =>
  own(call, await findSubscription(call.db, call.project.id, id), 'subscription');

export const invoiceOf = async (call: Asked, id: string): Promise<Invoice> => own(call, await findInvoice(call.db, call.project.id, id), 'invoice');

export const cardOf = async (call: Asked, id: string): Promise<PaymentMethod> => own(call, await findCard(call.db, call.project.id, id), 'payment method');

/** The subscription as it is once its customer is locked: what was read before the lock may be old. */
export async function lockedSubscription(call: Asked, id: string): Promise<{ customer: Customer; subscription: SubscriptionOnPlan }> {
  const { customerId } = await subscriptionOf(call, id);
  const customer = await lockCustomer(call.db, call.project.id, customerId);
  return { customer, subscription: await subscriptionOf(call, id) };
}

/** For the book of idempotency keys: whose subscription it is. */
export const ownerOf = (find: (call: Asked, id: string) => Promise<{ customerId: string }>) => async (call: Asked & { params: { id: string } }) =>
  customerNamed(call.db, call.project, (await find(call, call.params.id)).customerId);
