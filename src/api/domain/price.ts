import type { PriceScheme, PriceTier } from '../../contract/index.js';
import { cost, roundCost, toMillionths } from './money.js';

/** What is needed to work out an amount; a stored price has more. */
export interface Priced {
  readonly amount: number;
  readonly scheme: PriceScheme;
  readonly tiers: readonly PriceTier[] | null;
  readonly packageSize: number | null;
}

/** The amount of `quantity` units in minor units. Rounded once, at the end, so that no tier loses a fraction. */
export function amountOf(price: Priced, quantity: number): number {
  switch (price.scheme) {
    case 'flat':
      return price.amount;
    case 'per_unit':
      return roundCost(cost(quantity, price.amount));
    case 'package':
      return price.amount * packagesOf(quantity, price.packageSize ?? 1);
    case 'volume':
      return volume(price.tiers ?? [], quantity);
    case 'graduated':
      return graduated(price.tiers ?? [], quantity);
  }
}

/** A begun package counts as a whole one. In millionths, so that 0.3 is three packages of 0.1. */
function packagesOf(quantity: number, size: number): number {
  const [units, each] = [toMillionths(quantity), toMillionths(size)];
  return Number((units + each - 1n) / each);
}

/** Every unit costs what the tier of the whole quantity says. */
function volume(tiers: readonly PriceTier[], quantity: number): number {
  const tier = tiers.find((step) => step.upTo === null || quantity <= step.upTo);
  return tier && quantity > 0 ? roundCost(cost(quantity, tier.unitAmount)) + tier.flatAmount : 0;
}

/** Each unit costs what its own tier says. */
function graduated(tiers: readonly PriceTier[], quantity: number): number {
  let from = 0;
  let scaled = 0n;
  let flat = 0;
  for (const { upTo, unitAmount, flatAmount } of tiers) {
    if (quantity <= from) break;
    const to = upTo === null ? quantity : Math.min(quantity, upTo);
    scaled += (toMillionths(to) - toMillionths(from)) * toMillionths(unitAmount);
    flat += flatAmount;
    if (upTo === null) break;
    from = upTo;
  }
  return roundCost(scaled) + flat;
}

/** Free at any quantity and however it is used: a subscription to such a price never stands in the way of a purchase. */
export const isFree = (price: Priced & { readonly metersUse: boolean }): boolean =>
  !price.metersUse &&
  price.amount === 0 && (price.tiers ?? []).every((tier) => tier.unitAmount === 0 && tier.flatAmount === 0);
