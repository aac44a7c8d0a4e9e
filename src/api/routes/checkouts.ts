import { createCheckout, getCheckoutStatus } from '../../contract/index.js';
import { ApiError, notFound } from '../http/errors.js';
import type { Call, Router } from '../http/router.js';
import { toCurrentSubscription } from '../services/catalog.js';
import { startCheckout, statusOf, toCheckout } from '../services/checkout.js';
import { findCheckout } from '../store/checkouts.js';
import { lockCustomer } from '../store/customers.js';
import { loadSubscriptions } from '../store/subscriptions.js';
import type { Customer } from '../store/tables.js';
import { customerNamed } from './usage.js';

export function checkoutRoutes({ route }: Router): void {
  route(
    createCheckout,
    async (call) => {
      const customer = await lockCustomer(call.db, call.project.id, (await actingFor(call, call.body.customerId)).id);
      return toCheckout(await startCheckout(call.db, call.project, customer, call.body, call.now), call.baseUrl, call.now);
    },
    { actor: (call) => actingFor(call, call.body.customerId) },
  );

  route(getCheckoutStatus, async ({ params, db, caller, project, baseUrl, now }) => {
    const checkout = await findCheckout(db, params.id);
    const own = caller.kind !== 'session' || checkout?.customerId === caller.customer.id;
    if (!checkout || checkout.projectId !== project.id || !own) throw notFound('checkout');
    const bought =
      statusOf(checkout, now) === 'complete'
        ? (await loadSubscriptions(db, project.id, checkout.customerId)).find((it) => it.id === checkout.subscriptionId)
        : undefined;
    return { ...toCheckout(checkout, baseUrl, now), subscription: bought ? toCurrentSubscription(bought) : null };
  });
}

/** A session acts for its own customer, a secret key for the one it names. */
export async function actingFor(call: Pick<Call, 'caller' | 'db' | 'project'>, named: string | undefined): Promise<Customer> {
  if (call.caller.kind === 'session') {
    if (named !== undefined && named !== call.caller.customer.id && named !== call.caller.customer.externalUserId) throw notFound('customer');
    return call.caller.customer;
  }
  if (named === undefined) throw new ApiError('invalid_request', 'customerId: name the customer when you call with a secret key');
  return customerNamed(call.db, call.project, named);
}
