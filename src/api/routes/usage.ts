import { checkUsage, listUsageMetrics, trackUsage } from '../../contract/index.js';
import { notFound } from '../http/errors.js';
import type { Router } from '../http/router.js';
import { checkOf, loadAccess, metricsOf } from '../services/entitlements.js';
import { recordUse } from '../services/usage.js';
import { findCustomer } from '../store/customers.js';
import type { Db } from '../store/database.js';
import type { Customer, Project } from '../store/tables.js';
import { keyOf } from './features.js';

export function usageRoutes({ route }: Router): void {
  route(
    trackUsage,
    async (call) => {
      const { customer_id: reference, feature_key: featureKey, ...use } = call.body;
      const customer = await customerNamed(call.db, call.project, reference);
      const { answer, replayed } = await recordUse(call.db, keyOf(customer), { featureKey, ...use }, call.now, call.idempotencyKey);
      if (replayed) call.header('X-Idempotency-Replayed', 'true');
      return answer;
    },
    { ownIdempotency: true },
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
  if (!customer) throw notFound('customer');
  return customer;
}
