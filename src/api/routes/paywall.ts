import { getPaywallBootstrap, getPaywallUser, startPaywallCheckout } from '../../contract/index.js';
import { notFound } from '../http/errors.js';
import type { Router } from '../http/router.js';
import { bootstrap } from '../services/bootstrap.js';
import { startCheckout, toCheckout } from '../services/checkout.js';
import { actorOf, identified, identifiedOrAdded, refuseForeignPaywall } from '../services/identity.js';
import { paywallUser } from '../services/paywall-user.js';
import { findPrice, findProduct } from '../store/catalog.js';
import { lockCustomer } from '../store/customers.js';
import type { Db } from '../store/database.js';
import { findProject } from '../store/projects.js';

export function paywallRoutes({ route }: Router): void {
  route(getPaywallBootstrap, async ({ params, query, db, headers }) => {
    const project = await findProject(db, params.id);
    if (!project) throw notFound('paywall');
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
      const checkout = await startCheckout(db, project, customer, { ...input, trialDays }, now);
      return { checkoutUrl: toCheckout(checkout, call.baseUrl, now).url, userId: id };
    },
    { actor: async ({ body }) => actorOf(body) },
  );
}

/** Nobody may grant themselves a longer trial. */
async function ownTrialDays(db: Db, projectId: string, priceId: string): Promise<number> {
  const price = await findPrice(db, projectId, priceId);
  return (price && (await findProduct(db, projectId, price.productId)))?.trialDays ?? 0;
}
