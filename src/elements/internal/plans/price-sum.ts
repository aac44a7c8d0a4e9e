import type { Price } from '../../../contract/product.js';

/** Quantities and tier prices have at most six decimals: in millionths they are whole, and nothing is lost. */
const DECIMALS = 1_000_000;
const SCALE = BigInt(DECIMALS) * BigInt(DECIMALS);

const millionths = (value: number): bigint => BigInt(Math.round(value * DECIMALS));
/** Rounded half up, once. */
const whole = (scaled: bigint): number => Number((2n * scaled + SCALE) / (2n * SCALE));

/** What `quantity` units cost at a price, in minor units, to the unit as the API bills it. */
export function priceSum({ scheme, amount, packageSize, tiers }: Price, quantity: number): number {
  const units = millionths(quantity);
  switch (scheme) {
    case 'per_unit':
      return whole(units * millionths(amount));
    case 'package': {
      const each = millionths(packageSize ?? 1);
      return amount * Number((units + each - 1n) / each); // a begun package counts as a whole one
    }
    case 'volume': {
      const tier = tiers?.find(({ upTo }) => upTo === null || quantity <= upTo);
      return tier && quantity > 0 ? whole(units * millionths(tier.unitAmount)) + (tier.flatAmount ?? 0) : 0;
    }
    case 'graduated':
      return graduated(tiers ?? [], quantity);
    default:
      return amount;
  }
}

/** Each unit costs what its own tier says. */
function graduated(tiers: NonNullable<Price['tiers']>, quantity: number): number {
  let from = 0;
  let scaled = 0n;
  let flat = 0;
  for (const { upTo, unitAmount, flatAmount } of tiers) {
    if (quantity <= from) break;
    const to = Math.min(quantity, upTo ?? Infinity);
    scaled += (millionths(to) - millionths(from)) * millionths(unitAmount);
    flat += flatAmount ?? 0;
    from = upTo ?? Infinity;
  }
  return whole(scaled) + flat;
}
