import type { UsageAfter, UsageRecorded } from '../../contract/index.js';
import { grantedOf, remainingOf, sixDecimals, whyNot, type Grant, type Granted, type Standing } from '../domain/entitlement.js';
import { newId } from '../domain/ids.js';
import { fromMillionths, toMillionths } from '../domain/money.js';
import { ApiError } from '../http/errors.js';
import { loadFeatures, loadPlanFeatures } from '../store/catalog.js';
import type { Db } from '../store/database.js';
import { loadStandings } from '../store/subscriptions.js';
import { findEvents, holdCounters, writeUsage, type CustomerKey, type NewUsage, type StoredUsage } from '../store/usage.js';
import { tellThresholds } from './thresholds.js';

export interface Use {
  readonly featureKey: string;
  readonly quantity: number;
  /** When it happened, by the caller's clock. */
  readonly timestamp?: string | undefined;
  readonly metadata?: Record<string, unknown> | undefined;
  /** The caller's id or idempotency key, where there is one. */
  readonly id?: string | undefined;
  /** How long a known id counts as the same use: for good (queued events), or as long as idempotency keys are kept. */
  readonly life: 'for good' | 'a day';
  /** The project's time at which it arrived. */
  readonly now: Date;
}

export interface Recorded {
  readonly answer: UsageRecorded;
  readonly replayed: boolean;
}

/** Recorded, or why not. Each use of a batch has its own outcome. */
export type Outcome = Recorded | ApiError;

/** A key sent again later than this is a new use. */
const KEY_KEPT_MS = 24 * 3_600_000;

/** Earlier timestamps are mistakes, and would not fit in the database. */
const EARLIEST_MS = 0;

/** A window's counter whose row is locked: what it was, and what it is with the uses counted since. In millionths. */
interface Counter {
  readonly granted: Granted;
  readonly before: bigint;
  after: bigint;
}

const counterName = (featureKey: string, start: Date): string => `${featureKey} ${start.getTime()}`;
const nameOf = ({ grant, window }: Granted): string => counterName(grant.featureKey, window.start);

/**
 * Records uses of one customer in one transaction, each whole or not at all. The counters' rows are locked before limits
 * are compared, so that two uses cannot both take the last unit. Events count in the window in which they arrive, since
 * issued invoices do not change; `timestamp` places them on charts, never in the future.
 */
export async function recordUses(db: Db, customer: CustomerKey, uses: readonly Use[]): Promise<Outcome[]> {
  const standings = await loadStandings(db, customer);
  const grants = standings.length > 0 ? await loadPlanFeatures(db, customer.projectId) : [];
  const granted = uses.map((use) => quotaOf(use, standings, grants));
  const counters = await hold(db, customer, granted);
  const seen = await eventsById(db, customer, uses);

  const added: (NewUsage & StoredUsage)[] = [];
  const outcomes: (Outcome | undefined)[] = uses.map((use, index) => {
    const quota = granted[index];
    const earlier = use.id === undefined ? undefined : seen.get(use.id);
    const known = earlier && (use.life === 'for good' || use.now.getTime() - earlier.recordedAt.getTime() < KEY_KEPT_MS);
    if (known) return replayOf(earlier, use);
    const counter = quota && counters.get(nameOf(quota));
    if (!quota || !counter) return undefined;
    const after = counter.after + toMillionths(use.quantity);
    const { limit, overage } = quota.grant;
    if (limit !== null && !overage && after > toMillionths(limit)) return overQuota(counter);
    counter.after = after;
    const event = eventOf(use, quota, fromMillionths(after), earlier !== undefined);
    added.push(event);
    if (use.id !== undefined) seen.set(use.id, event);
    return { replayed: false, answer: recorded(event) };
  });

  const changed = [...counters.values()].filter((counter) => counter.after !== counter.before);
  if (added.length > 0) {
    const totals = changed.map(({ granted: { grant, window }, after }) => ({ featureKey: grant.featureKey, periodStart: window.start, millionths: after }));
    await writeUsage(db, customer, added, totals);
    for (const counter of changed) await tell(db, customer, counter, uses[0]?.now ?? new Date());
  }
  return outcomes.includes(undefined) ? explain(db, customer, uses, outcomes, standings) : (outcomes as Outcome[]);
}

const quotaOf = (use: Use, standings: readonly Standing[], grants: readonly (Grant & { type: string })[]): Granted | undefined => {
  const counted = grants.filter((grant) => grant.featureKey === use.featureKey && grant.type === 'usage_quota');
  return grantedOf(use.featureKey, standings, counted, use.now);
};

async function hold(db: Db, customer: CustomerKey, granted: readonly (Granted | undefined)[]): Promise<Map<string, Counter>> {
  const wanted = new Map(granted.flatMap((it) => (it ? [[nameOf(it), it] as const] : [])));
  const held = await holdCounters(db, customer, [...wanted.values()].map(({ grant, window }) => ({ featureKey: grant.featureKey, periodStart: window.start })));
  return new Map(
    held.flatMap(({ featureKey, periodStart, consumed }) => {
      const name = counterName(featureKey, periodStart);
      const it = wanted.get(name);
      const before = toMillionths(consumed);
      return it ? [[name, { granted: it, before, after: before }] as const] : [];
    }),
  );
}

async function eventsById(db: Db, customer: CustomerKey, uses: readonly Use[]): Promise<Map<string, StoredUsage>> {
  const ids = uses.flatMap(({ id }) => id ?? []);
  const events = ids.length > 0 ? await findEvents(db, customer, ids) : [];
  return new Map(events.map((event) => [event.id, event]));
}

function eventOf(use: Use, { grant, window }: Granted, consumedAfter: number, idTaken: boolean): NewUsage & StoredUsage {
  const told = Math.max(EARLIEST_MS, use.timestamp ? Date.parse(use.timestamp) : use.now.getTime());
  return {
    id: idTaken || use.id === undefined ? newId('evt') : use.id,
    featureKey: use.featureKey,
    quantity: use.quantity,
    occurredAt: new Date(Math.min(told, use.now.getTime())),
    recordedAt: use.now,
    consumedAfter,
    limitUnits: grant.limit,
    periodStart: window.start,
    periodEnd: window.end,
    metadata: use.metadata,
  };
}

const tell = (db: Db, customer: CustomerKey, { granted, before, after }: Counter, now: Date): Promise<void> =>
  tellThresholds(db, customer, granted, { before: fromMillionths(before), after: fromMillionths(after) }, now);

/** Why a feature has no quota to count in: it is not in the catalog, it is of another kind, or the plan does not have it. */
async function explain(db: Db, customer: CustomerKey, uses: readonly Use[], outcomes: readonly (Outcome | undefined)[], standings: readonly Standing[]): Promise<Outcome[]> {
  const features = await loadFeatures(db, customer.projectId);
  return outcomes.map((outcome, index) => {
    const use = uses[index];
    if (outcome || !use) return outcome ?? new ApiError('internal_error', 'A use was lost');
    const feature = features.find((it) => it.key === use.featureKey);
    if (!feature) return new ApiError('feature_not_found', `The catalog has no feature ${use.featureKey}`);
    if (feature.type !== 'usage_quota') return new ApiError('not_a_quota_feature', `${use.featureKey} is not a counted feature`);
    const details = { feature: use.featureKey, reason: whyNot(standings, use.now) };
    return new ApiError('no_active_subscription', `The customer has no active subscription with ${use.featureKey}`, details);
  });
}

function replayOf(event: StoredUsage, use: Use): Outcome {
  if (event.featureKey === use.featureKey && event.quantity === use.quantity) return { replayed: true, answer: recorded(event) };
  return new ApiError('idempotency_conflict', 'This idempotency key was used before for another use');
}

function overQuota({ granted: { grant, window }, after }: Counter): ApiError {
  const consumed = fromMillionths(after);
  return new ApiError('quota_exceeded', `The quota of ${grant.featureKey} does not have that much left; nothing was recorded`, {
    feature: grant.featureKey,
    usage: {
      consumed_units: consumed,
      limit_units: grant.limit,
      remaining_units: remainingOf(grant.limit, consumed),
      resets_at: window.end.toISOString(),
    },
  });
}

const usageAfter = (event: StoredUsage): UsageAfter => ({
  consumed_units: sixDecimals(event.consumedAfter),
  limit_units: event.limitUnits,
  remaining_units: remainingOf(event.limitUnits, event.consumedAfter),
  period_start: event.periodStart.toISOString(),
  period_end: event.periodEnd.toISOString(),
});

const recorded = (event: StoredUsage): UsageRecorded => ({
  success: true,
  feature_key: event.featureKey,
  quantity: event.quantity,
  recorded_at: event.recordedAt.toISOString(),
  usage: usageAfter(event),
});
