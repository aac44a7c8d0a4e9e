import type { MeterAggregation } from '../../contract/index.js';
import { canonicalJson } from './hash.js';

export interface MeterRule {
  readonly eventType: string;
  readonly aggregation: MeterAggregation;
  readonly property: string | null;
}

/** What one event contributes to one meter: a number to add or compare, or a value to tell apart. */
export type Reading = { readonly number: number } | { readonly distinct: string };

const NUMBER_MAX = 1e12;

/**
 * Undefined if the event does not count for the meter: another type, no such property, or no number of 0 and above. The event
 * is kept all the same.
 */
export function readingOf(meter: MeterRule, eventType: string, properties: Readonly<Record<string, unknown>>): Reading | undefined {
  if (meter.eventType !== eventType) return undefined;
  if (meter.aggregation === 'COUNT') return { number: 1 };
  const value = meter.property !== null && Object.hasOwn(properties, meter.property) ? properties[meter.property] : undefined;
  if (value === undefined || value === null) return undefined;
  if (meter.aggregation === 'UNIQUE') return { distinct: canonicalJson(value) };
  return typeof value === 'number' && value >= 0 && value <= NUMBER_MAX ? { number: value } : undefined;
}
