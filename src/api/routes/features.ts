import * as z from 'zod/mini';
import {
  UsageEventInput,
  checkFeature,
  getUsageSeries,
  listEntitlements,
  listFeatureUsageMetrics,
  trackFeatureUsage,
  trackFeatureUsageBatch,
  type UsageEventResult,
} from '../../contract/index.js';
import { ApiError } from '../http/errors.js';
import { inTransaction } from '../http/idempotency.js';
import { parse } from '../http/input.js';
import { customerOf, type Router } from '../http/router.js';
import { checkOf, entitlementsOf, loadAccess, metricsOf } from '../services/entitlements.js';
import { usageSeries } from '../services/series.js';
import { recordUse } from '../services/usage.js';
import type { Database } from '../store/database.js';
import type { Customer } from '../store/tables.js';
import type { CustomerKey } from '../store/usage.js';

export const keyOf = (customer: Customer): CustomerKey => ({ projectId: customer.projectId, customerId: customer.id });

export function featureRoutes({ route }: Router): void {
  route(checkFeature, async (call) => checkOf(await loadAccess(call.db, keyOf(customerOf(call)), call.now), call.query.feature_key));

  route(listEntitlements, async (call) => ({
    entitlements: entitlementsOf(await loadAccess(call.db, keyOf(customerOf(call)), call.now)),
  }));

  route(listFeatureUsageMetrics, async (call) => ({
    metrics: metricsOf(await loadAccess(call.db, keyOf(customerOf(call)), call.now), call.query.feature_key),
  }));

  route(getUsageSeries, async (call) =>
    usageSeries(call.db, keyOf(customerOf(call)), call.query, call.now),
  );

  route(
    trackFeatureUsage,
    async (call) => {
      const { feature_key: featureKey, ...use } = call.body;
      const { answer, replayed } = await recordUse(call.db, keyOf(customerOf(call)), { featureKey, ...use }, call.now, call.idempotencyKey);
      if (replayed) call.header('X-Idempotency-Replayed', 'true');
      return answer;
    },
    { ownIdempotency: true },
  );

  route(
    trackFeatureUsageBatch,
    async (call) => {
      const customer = keyOf(customerOf(call));
      const results: UsageEventResult[] = [];
      for (const event of call.body.events) results.push(await recordEvent(call.services.db, customer, event, call.now));
      return { results };
    },
    { ownTransactions: true },
  );
}

/** Each event in a transaction of its own: a refusal undoes that event and no other. */
async function recordEvent(db: Database, customer: CustomerKey, input: unknown, now: Date): Promise<UsageEventResult> {
  try {
    const { id, feature_key: featureKey, ...use } = parse(UsageEventInput, input, 'event');
    const { answer, replayed } = await inTransaction(db, (tx) => recordUse(tx, customer, { featureKey, ...use }, now, id, 'for good'));
    return { id, status: replayed ? 'duplicate' : 'recorded', usage: answer.usage };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { id: idIn(input), status: 'refused', error: { code: error.code, message: error.message, details: error.details } };
  }
}

const Named = z.object({ id: z.string() });

/** A refused event is named back if it has a name at all. */
const idIn = (input: unknown): string => {
  const named = z.safeParse(Named, input);
  return named.success ? named.data.id : '';
};
