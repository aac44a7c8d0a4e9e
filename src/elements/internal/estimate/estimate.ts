import type { Price, Product, ProductFeature } from '../../../contract/product.js';
import { known } from '../element/known.js';
import { featureOf, limitOf, type Plan } from '../plans/plan-list.js';
import { monthsOf } from '../plans/plan-prices.js';
import { priceSum } from '../plans/price-sum.js';

/** What is to be paid for. */
export interface Needs {
  /** Units a month, by feature key. */
  readonly usage: Readonly<Record<string, number>>;
  /** The numeric limit that seats count against. */
  readonly seatFeature?: string | undefined;
  readonly seats: number;
}

/** One part of a sum: a metered feature, or the plan itself. */
export interface EstimateLine {
  readonly feature: string | undefined;
  /** Minor units a month. */
  readonly amount: number;
}

/** What a plan costs. `over`: it cannot hold so much. A plan that one asks for (`contact`) has no sum. */
export type PlanEstimate =
  | { readonly status: 'sum'; readonly plan: Plan; readonly currency: string; readonly monthly: number; readonly lines: readonly EstimateLine[] }
  | { readonly status: 'over' | 'contact'; readonly plan: Plan };

export interface Estimate {
  readonly plans: readonly PlanEstimate[];
  /** The cheapest plan that holds it, else one to ask for. */
  readonly best: PlanEstimate | undefined;
}

export function estimate(plans: readonly Plan[], needs: Needs): Estimate {
  const all = plans.map((plan) => planEstimate(plan, needs));
  let best = all.find(({ status }) => status === 'contact');
  for (const one of all) if (one.status === 'sum' && (best?.status !== 'sum' || one.monthly < best.monthly)) best = one;
  return { plans: all, best };
}

function planEstimate(plan: Plan, needs: Needs): PlanEstimate {
  const { product, price, quantity } = plan;
  if (isOver(plan, needs)) return { status: 'over', plan };
  if (!price) return { status: 'contact', plan };
  const lines: EstimateLine[] = [{ feature: undefined, amount: priceSum(price, quantity) / monthsOf(price) }];
  for (const metered of meteredPrices(product, price.currency)) {
    const feature = metered.meteredFeatureKey ?? '';
    // Each period in which use is counted is billed by itself.
    const months = windowMonths(featureOf(product, feature), price);
    lines.push({ feature, amount: priceSum(metered, (known(needs.usage, feature) ?? 0) * months) / months });
  }
  const monthly = Math.round(lines.reduce((sum, { amount }) => sum + amount, 0));
  return { status: 'sum', plan, currency: price.currency, monthly, lines };
}

const meteredPrices = ({ prices }: Product, currency: string): Price[] =>
  prices.filter((price) => price.meteredFeatureKey && price.currency === currency);

function isOver({ product, price }: Plan, { usage, seatFeature, seats }: Needs): boolean {
  const seatLimit = seatFeature === undefined ? undefined : featureOf(product, seatFeature);
  if (seatLimit && (limitOf(seatLimit) ?? Infinity) < seats) return true;
  return Object.entries(usage).some(([key, use]) => {
    const feature = featureOf(product, key);
    const isBilled = product.prices.some((it) => it.meteredFeatureKey === key);
    const limit = feature ? (limitOf(feature) ?? Infinity) : 0;
    return !isBilled && use * windowMonths(feature, price) > limit;
  });
}

/** How many months one period of a quota has: its own period, else the plan's. */
function windowMonths(feature: ProductFeature | undefined, price: Price | undefined): number {
  const interval = feature?.properties.period;
  if (interval) return monthsOf({ interval });
  return price ? monthsOf(price) : 1;
}
