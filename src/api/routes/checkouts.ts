import { createCheckout, getCheckoutStatus } from '../../contract/index.js';
import { notFound } from '../http/errors.js';
import type { Router } from '../http/router.js';
import { toCurrentSubscription } from '../services/catalog.js';
import { startCheckout, statusOf, toCheckout } from '../services/checkout.js';
import { findCheckout } from '../store/checkouts.js';
import { lockCustomer } from '../store/customers.js';
import { loadSubscriptions } from '../store/subscriptions.js';
import { actingFor } from './owned.js';

export function checkoutRoutes({ route }: Router): void {
  route(
    createCheckout,
    async (call) => {
      const customer = await lockCustomer(call.db, call.project.id, (await actingFor(call, call.body.customerId)).id);
      return toCheckout(await startCheckout(call.db, call.services.payments, call.project, customer, call.body, call.now), call.baseUrl, call.now);
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
