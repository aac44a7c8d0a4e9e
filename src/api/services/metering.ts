import { grantedOf, sixDecimals } from '../domain/entitlement.js';
import { canonicalJson, sha256 } from '../domain/hash.js';
import { readingOf, type Reading } from '../domain/meter.js';
import { ApiError } from '../http/errors.js';
import { loadPlanFeatures } from '../store/catalog.js';
import type { Db } from '../store/database.js';
import { addDistinct, addMeterEvent, addToMeter, findMeterEvent, holdPeriod, loadMeters, raiseMeter, type MeterSlot } from '../store/meters.js';
import { loadSubscriptions, type SubscriptionOnPlan } from '../store/subscriptions.js';
import type { Meter, MeterEvent } from '../store/tables.js';
import { addToCounter, addToHour } from '../store/usage.js';
import { tellThresholds } from './thresholds.js';

/**
 * Stores an event and counts it, in one transaction; false if it was there before. Events count in the period in which
 * they arrive, since issued invoices do not change.
 */
export async function recordEvent(db: Db, subscription: SubscriptionOnPlan, event: MeterEvent): Promise<boolean> {
  const periodStart = await holdPeriod(db, subscription);
  if (!(await addMeterEvent(db, event))) {
    refuseAnother(await findMeterEvent(db, event), event);
    return false;
  }
  // Meters first and then features, each in order, so that two events cannot deadlock.
  const used = new Map<string, number>();
  for (const meter of await loadMeters(db, event.projectId)) {
    const reading = readingOf(meter, event.eventType, event.properties);
    const { projectId, customerId, subscriptionId } = event;
    const added = reading && (await count(db, meter, { projectId, customerId, subscriptionId, meterKey: meter.key, periodStart }, reading));
    if (added && meter.featureKey !== null) used.set(meter.featureKey, (used.get(meter.featureKey) ?? 0) + added);
  }
  for (const [featureKey, quantity] of [...used].toSorted(([left], [right]) => (left < right ? -1 : 1))) await countAsFeature(db, event, featureKey, quantity);
  return true;
}

/** The same id for a different event is a mistake, and would lose one of the two. */
function refuseAnother(kept: MeterEvent, sent: MeterEvent): void {
  const same = kept.eventType === sent.eventType && kept.subscriptionId === sent.subscriptionId;
  if (!same || canonicalJson(kept.properties) !== canonicalJson(sent.properties)) {
    throw new ApiError('idempotency_conflict', 'This event id was used before for another event');
  }
}

/** By how much the meter rose. */
async function count(db: Db, meter: Meter, slot: MeterSlot, reading: Reading): Promise<number> {
  if ('distinct' in reading) {
    if (!(await addDistinct(db, slot, await sha256(reading.distinct)))) return 0;
    await addToMeter(db, slot, 1);
    return 1;
  }
  const number = sixDecimals(reading.number);
  if (meter.aggregation === 'MAX') return raiseMeter(db, slot, number);
  await addToMeter(db, slot, number);
  return number;
}

/** A meter may feed a feature's quota. The use has already happened, so it counts beyond the limit too; access ends at the limit. */
async function countAsFeature(db: Db, event: MeterEvent, featureKey: string, quantity: number): Promise<void> {
  const customer = { projectId: event.projectId, customerId: event.customerId };
  const subscriptions = await loadSubscriptions(db, event.projectId, event.customerId);
  const granted = grantedOf(featureKey, subscriptions, await loadPlanFeatures(db, event.projectId, featureKey), event.recordedAt);
  if (!granted) return;
  const after = (await addToCounter(db, customer, featureKey, granted.window.start, quantity, null)) ?? 0;
  await tellThresholds(db, customer, granted, { before: after - quantity, after }, event.recordedAt);
  await addToHour(db, customer, featureKey, event.occurredAt < event.recordedAt ? event.occurredAt : event.recordedAt, quantity);
}
