import type { Product } from '../../../contract/product.js';
import { limitOf } from '../plans/plan-list.js';

/** A slider for something that plans differ in. */
export interface Scale {
  /** The feature key; undefined for seats. */
  readonly feature: string | undefined;
  readonly title: string;
  readonly unit: string | null | undefined;
  /** The values of the slider's places, smallest first; each is larger than the one before by about the same factor. */
  readonly steps: readonly number[];
  /** Where it begins: the amount of a plan in the middle. */
  readonly usual: number;
}

/** Round numbers within a power of ten. */
const ROUND = [1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.8, 2, 2.2, 2.5, 2.8, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9];
const USUAL_MOST = 1000;
/** A slider with more would be hard to aim; the input beside it takes any number. */
const MOST_SEATS_SLID = 200;

/** The round numbers from `least` to `most`. */
function stepsBetween(least: number, most: number): number[] {
  const steps: number[] = [];
  for (let power = 10 ** Math.floor(Math.log10(least)); power <= most; power *= 10) {
    for (const round of ROUND) {
      const value = Math.round(round * power * 1e6) / 1e6;
      if (value >= least && value <= most && (Number.isInteger(value) || least < 1)) steps.push(value);
    }
  }
  return steps;
}

/** One for each metered feature of the plans, up to twice the largest amount that any plan names. */
export function usageScales(products: readonly Product[]): Scale[] {
  const features = products.flatMap(({ features: all }) => all).filter(({ type }) => type === 'usage_quota');
  const keys = [...new Set(features.map(({ name }) => name))];
  return keys.map((key) => {
    const same = features.filter(({ name }) => name === key);
    const limits = same.map((feature) => limitOf(feature) ?? Infinity).filter((limit) => limit > 0 && limit < Infinity);
    const bounds = products
      .flatMap(({ prices }) => prices)
      .filter(({ meteredFeatureKey }) => meteredFeatureKey === key)
      .flatMap(({ tiers, packageSize }) => [...(tiers ?? []).map(({ upTo }) => upTo), packageSize])
      .filter((bound) => typeof bound === 'number');
    const amounts = [...limits, ...bounds].toSorted((one, other) => one - other);
    const most = (amounts.at(-1) ?? USUAL_MOST) * 2;
    const least = Math.min(1, most / 100);
    const first = Math.max(least, (amounts[0] ?? 1) / 10);
    return {
      feature: key,
      title: same[0]?.title ?? key,
      unit: same[0]?.properties.unit,
      steps: [0, ...stepsBetween(first, most)],
      usual: limits.toSorted((one, other) => one - other)[limits.length >> 1] ?? first,
    };
  });
}

/** Undefined if no plan is sold by the seat. */
export function seatScale(products: readonly Product[], title: string, seats: number): Scale | undefined {
  if (!products.some(({ prices }) => prices.some(({ scheme }) => scheme === 'per_unit'))) return undefined;
  return { feature: undefined, title, unit: undefined, steps: stepsBetween(1, MOST_SEATS_SLID), usual: seats };
}

/** The slider's place for a typed value: the nearest step below. */
export const placeOf = ({ steps }: Scale, value: number): number => Math.max(0, steps.findLastIndex((step) => step <= value));
