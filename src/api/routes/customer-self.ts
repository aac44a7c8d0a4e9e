import { getCustomerSelf, type Customer } from '../../contract/index.js';
import { isInForce } from '../domain/entitlement.js';
import { customerOf, type Router } from '../http/router.js';
import { toCurrentSubscription } from '../services/catalog.js';
import { translatedName } from '../services/present.js';
import { entitlementsOf, loadAccess } from '../services/entitlements.js';
import type { Customer as CustomerRow } from '../store/tables.js';
import { keyOf } from './features.js';

export const toCustomer = (row: CustomerRow): Customer => ({
  id: row.id,
  externalUserId: row.externalUserId,
  externalOrganizationId: row.externalOrganizationId,
  email: row.email,
  name: row.name,
  metadata: row.metadata,
  createdAt: row.createdAt.toISOString(),
});

export function customerSelfRoutes({ route }: Router): void {
  route(getCustomerSelf, async (call) => {
    const customer = customerOf(call);
    const access = await loadAccess(call.db, keyOf(customer), call.now);
    return {
      customer: toCustomer(customer),
      active_subscriptions: access.subscriptions
        .filter((it) => isInForce(it, call.now))
        .map((it) => ({ ...toCurrentSubscription(it), productName: it.productName, ...translatedName(it) })),
      granted_features: entitlementsOf(access).filter((it) => it.has_access),
    };
  });
}
