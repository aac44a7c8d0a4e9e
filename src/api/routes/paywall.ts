import {
  cancelPaywallSubscription,
  CancellationReason,
  getPaywallBootstrap,
  getPaywallUser,
  openPaywallPortal,
  startPaywallCheckout,
} from '../../contract/index.js';
import { ApiError, notFound } from '../http/errors.js';
import type { Router } from '../http/router.js';
import { bootstrap } from '../services/bootstrap.js';
import { cancel } from '../services/cancel.js';
import { startCheckout, toCheckout } from '../services/checkout.js';
import { actorOf, identified, identifiedOrAdded, refuseForeignPaywall } from '../services/identity.js';
import { hasStanding, loadPurchases, paywallUser, toPurchase } from '../services/paywall-user.js';
import { findPrice, findProduct } from '../store/catalog.js';
import { lockCustomer } from '../store/customers.js';
import type { Db } from '../store/database.js';
import { addPortalLink } from '../store/portal-links.js';
import { findProject } from '../store/projects.js';

/** Long enough to follow a redirect, or to find the mail. */
const LINK_LIFE_MS = 3_600_000;

export function paywallRoutes({ route }: Router): void {
  route(getPaywallBootstrap, async ({ params, query, db, headers, header }) => {
    const project = await findProject(db, params.id);
    if (!project) throw notFound('paywall');
    header('Vary', 'Accept-Language');
    const { version, ...content } = await bootstrap(db, project, headers.get('accept-language'));
    return query.if_version === version ? { unchanged: true, version } : { version, ...content };
  });

  route(getPaywallUser, async (call) => {
    refuseForeignPaywall(call.project, call.params.id);
    return paywallUser(call.db, await identified(call, call.query), call.now);
  });

  route(
    startPaywallCheckout,
    async (call) => {
      const { body, db, project, now } = call;
      refuseForeignPaywall(project, call.params.id);
      const { id } = await identifiedOrAdded(call, body, now);
      const customer = await lockCustomer(db, project.id, id);
      const wanted = body.trial_days ?? null;
      const trialDays = call.caller.kind === 'session' && wanted !== null ? Math.min(wanted, await ownTrialDays(db, project.id, body.priceId)) : wanted;
      const { priceId, successUrl, errorUrl: cancelUrl, ignoreActivePurchase, userMeta: metadata } = body;
      const input = { priceId, quantity: 1, mode: 'redirect' as const, successUrl, cancelUrl, ignoreActivePurchase, metadata };
      const checkout = await startCheckout(db, call.services.payments, project, customer, { ...input, trialDays }, now);
      return { checkoutUrl: toCheckout(checkout, call.baseUrl, now).url, userId: id };
    },
    { actor: async ({ body }) => actorOf(body) },
  );

  route(
    openPaywallPortal,
    async (call) => {
      const { body, db, project, now } = call;
      refuseForeignPaywall(project, call.params.id);
      const customer = await identified(call, body);
      const purchases = await loadPurchases(db, customer);
      if (!purchases.some((it) => hasStanding(it, now))) throw new ApiError('forbidden', 'There is a portal for who has a subscription');
      const id = await addPortalLink(db, { projectId: project.id, customerId: customer.id }, new Date(now.getTime() + LINK_LIFE_MS));
      return { url: `${call.baseUrl}/portal/once/${id}` };
    },
    { actor: async ({ body }) => actorOf(body) },
  );

  route(
    cancelPaywallSubscription,
    async (call) => {
      const { body, db, project, now, services } = call;
      refuseForeignPaywall(project, body.paywallId);
      const { id } = await identified(call, { email: body.email, user_id: body.userId });
      const customer = await lockCustomer(db, project.id, id);
      const subscription = (await loadPurchases(db, customer)).find((it) => it.id === body.subscriptionId);
      if (!subscription) throw notFound('subscription');
      const canceled = await cancel(db, services.payments, customer, subscription, { immediately: false, ...reasonOf(body.cancellationReason) }, now);
      const { status, cancel_at_period_end, cancel_at, canceled_at } = toPurchase(canceled);
      return { success: true as const, subscription: { id: canceled.id, status, cancel_at_period_end, cancel_at, canceled_at } };
    },
    { actor: async ({ body }) => actorOf({ email: body.email, user_id: body.userId }) },
  );
}

/** Here a reason is free text: `too expensive` is one of ours, anything else is kept as what the customer said. */
function reasonOf(text: string): { reason: CancellationReason; feedback?: string } {
  const known = CancellationReason.safeParse(text.trim().toLowerCase().replaceAll(/[\s-]+/g, '_'));
  return known.success ? { reason: known.data } : { reason: 'other', ...(text.trim() && { feedback: text.trim() }) };
}

/** Nobody may grant themselves a longer trial. */
async function ownTrialDays(db: Db, projectId: string, priceId: string): Promise<number> {
  const price = await findPrice(db, projectId, priceId);
  return (price && (await findProduct(db, projectId, price.productId)))?.trialDays ?? 0;
}
