import * as z from 'zod/mini';
import {
  UsageEventInput,
  checkFeature,
  getUsageSeries,
  listEntitlements,
  listFeatureUsageMetrics,
  trackFeatureUsage,
  trackFeatureUsageBatch,
  type TrackUsageInput,
  type UsageEventResult,
  type UsageRecorded,
} from '../../contract/index.js';
import { ApiError } from '../http/errors.js';
import { parse } from '../http/input.js';
import { customerOf, type Call, type Router } from '../http/router.js';
import { checkOf, entitlementsOf, loadAccess, metricsOf } from '../services/entitlements.js';
import { usageSeries } from '../services/series.js';
import type { Outcome, Use } from '../services/usage.js';
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

  route(trackFeatureUsage, (call) => recordOne(call, keyOf(customerOf(call)), call.body), { ownTransactions: true });

  route(
    trackFeatureUsageBatch,
    async (call) => {
      const events = call.body.events.map((event) => readEvent(event, call.now));
      const uses = events.filter((event): event is Use => !(event instanceof ApiError));
      const outcomes = await call.services.usage.record(keyOf(customerOf(call)), uses);
      const results = events.map((event, index) => resultOf(idIn(call.body.events[index]), event instanceof ApiError ? event : outcomes.shift()));
      return { results };
    },
    { ownTransactions: true },
  );
}

type Tracked = Pick<TrackUsageInput, 'feature_key' | 'quantity' | 'timestamp' | 'metadata'>;

export async function recordOne(call: Call, customer: CustomerKey, { feature_key: featureKey, quantity, timestamp, metadata }: Tracked): Promise<UsageRecorded> {
  const use = { featureKey, quantity, timestamp, metadata, id: call.idempotencyKey, life: 'a day' as const, now: call.now };
  const [outcome] = await call.services.usage.record(customer, [use]);
  if (!outcome || outcome instanceof ApiError) throw outcome ?? new Error('a use has no outcome');
  if (outcome.replayed) call.header('X-Idempotency-Replayed', 'true');
  return outcome.answer;
}

/** Events are read one by one, so that a bad one does not take the good ones with it. */
function readEvent(input: unknown, now: Date): Use | ApiError {
  try {
    const { feature_key: featureKey, ...event } = parse(UsageEventInput, input, 'event');
    return { ...event, featureKey, life: 'for good', now };
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

function resultOf(id: string, outcome: Outcome | undefined): UsageEventResult {
  if (!outcome) throw new Error('a use has no outcome');
  if (outcome instanceof ApiError) return { id, status: 'refused', error: { code: outcome.code, message: outcome.message, details: outcome.details } };
  return { id, status: outcome.replayed ? 'duplicate' : 'recorded', usage: outcome.answer.usage };
}

const Named = z.object({ id: z.string() });

/** A refused event is named back if it has a name at all. */
const idIn = (input: unknown): string => {
  const named = z.safeParse(Named, input);
  return named.success ? named.data.id : '';
};
