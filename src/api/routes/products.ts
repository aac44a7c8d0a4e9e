import { listProducts } from '../../contract/index.js';
import type { Router } from '../http/router.js';
import { currentOf, toCurrentSubscription, toProduct } from '../services/catalog.js';
import { loadCatalog } from '../store/catalog.js';
import { loadSubscriptions } from '../store/subscriptions.js';

export function productRoutes({ route }: Router): void {
  route(listProducts, async ({ query, db, caller, project, now }) => {
    const ids = query.planIds?.split(',').map((id) => id.trim()).filter(Boolean);
    const catalog = await loadCatalog(db, project.id, ids);
    const subscriptions = caller.kind === 'session' ? await loadSubscriptions(db, project.id, caller.customer.id) : [];
    const current = currentOf(subscriptions, now);
    return {
      products: catalog.map((it) => toProduct(it, current?.productId)),
      currentSubscription: current ? toCurrentSubscription(current) : null,
    };
  });
}
