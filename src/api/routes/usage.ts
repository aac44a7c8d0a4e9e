import { checkUsage, listUsageMetrics, trackUsage } from '../../contract/index.js';
import { unknownCustomer } from '../http/errors.js';
import type { Router } from '../http/router.js';
import { checkOf, loadAccess, metricsOf } from '../services/entitlements.js';
import { findCustomer } from '../store/customers.js';
import type { Db } from '../store/database.js';
import type { Customer, Project } from '../store/tables.js';
import { keyOf, recordOne } from './features.js';

export function usageRoutes({ route }: Router): void {
  route(
    trackUsage,
    async (call) => recordOne(call, keyOf(await customerNamed(call.db, call.project, call.body.customer_id)), call.body),
    { ownTransactions: true },
  );

  route(checkUsage, async ({ query, db, project, now }) => {
    const customer = await customerNamed(db, project, query.customer_id);
    return checkOf(await loadAccess(db, keyOf(customer), now), query.feature_key);
  });

  route(listUsageMetrics, async ({ query, db, project, now }) => {
    const customer = await customerNamed(db, project, query.customer_id);
    return { metrics: metricsOf(await loadAccess(db, keyOf(customer), now), query.feature_key), customer_id: customer.id };
  });
}

/** The customer a secret key speaks of, by our id or by `externalUserId`. */
export async function customerNamed(db: Db, project: Project, reference: string): Promise<Customer> {
  const customer = await findCustomer(db, project.id, reference);
  if (!customer) throw unknownCustomer(reference);
  return customer;
}
