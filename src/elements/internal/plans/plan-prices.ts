import type { Price, Product } from '../../../contract/product.js';
import { known } from '../element/known.js';

/** The API takes no larger quantity. */
export const MOST_SEATS = 1_000_000;

/** How often a price is billed, as one word: `month`, `year`, `3-month`. */
export type Rhythm = string;

const MONTHS: Readonly<Record<string, number>> = { day: 12 / 365, week: 84 / 365, month: 1, year: 12 };

export const rhythmOf = ({ interval, intervalCount = 1 }: Pick<Price, 'interval'> & Partial<Pick<Price, 'intervalCount'>>): Rhythm =>
  intervalCount === 1 ? interval : `${intervalCount}-${interval}`;

/** How many months one bill covers; a fraction for days and weeks. */
export const monthsOf = ({ interval, intervalCount = 1 }: Pick<Price, 'interval'> & Partial<Pick<Price, 'intervalCount'>>): number => (known(MONTHS, interval) ?? 1) * intervalCount;

/** Prices that can be bought. The others bill usage and come with their plan. */
export const soldPrices = ({ prices }: Product): Price[] => prices.filter((price) => !price.meteredFeatureKey);

export const isPerUnit = ({ scheme }: Price): boolean => scheme === 'per_unit';

/** Whether the price has tiers, so that the headline can only say where it begins. */
export const isTiered = ({ tiers }: Price): boolean => (tiers?.length ?? 0) > 0;

/** Minor units for one unit and one bill. */
export function unitAmount({ amount, tiers }: Price): number {
  const first = tiers?.[0];
  return first ? first.unitAmount + (first.flatAmount ?? 0) : amount;
}

/** Minor units for one unit and month, not rounded, to compare prices of different rhythms. */
export const perMonth = (price: Price): number => unitAmount(price) / monthsOf(price);

export const currenciesOf = (products: readonly Product[]): string[] => [
  ...new Set(products.flatMap(soldPrices).map(({ currency }) => currency)),
];

const inCurrency = (product: Product, currency: string | undefined): Price[] => {
  const sold = soldPrices(product);
  const fitting = sold.filter((price) => price.currency === currency);
  return fitting.length > 0 ? fitting : sold; // a plan that is not sold in this currency stays visible in its own
};

/** The rhythms to choose between: those of plans that have more than one, shortest first. */
export function rhythmsOf(products: readonly Product[], currency: string | undefined): Rhythm[] {
  const months = new Map<Rhythm, number>();
  for (const product of products) {
    const prices = inCurrency(product, currency);
    if (new Set(prices.map(rhythmOf)).size < 2) continue;
    for (const price of prices) months.set(rhythmOf(price), monthsOf(price));
  }
  return [...months].sort(([, a], [, b]) => a - b).map(([rhythm]) => rhythm);
}

/** The price that a plan shows: in the chosen rhythm, else in one that it has. None for a plan that one has to ask for. */
export function priceFor(product: Product, rhythm: Rhythm | undefined, currency: string | undefined): Price | undefined {
  const prices = inCurrency(product, currency);
  return prices.find((price) => rhythmOf(price) === rhythm) ?? prices[0];
}

/** The plan's price in its shortest rhythm, if this one is cheaper. */
export function dearerPrice(product: Product, price: Price): Price | undefined {
  const others = soldPrices(product).filter(
    (other) => other.currency === price.currency && other.scheme === price.scheme && monthsOf(other) < monthsOf(price),
  );
  const shortest = others.sort((a, b) => monthsOf(a) - monthsOf(b))[0];
  return shortest && perMonth(shortest) > perMonth(price) ? shortest : undefined;
}

export interface Saving {
  /** 0.17 is 17 %, rounded to whole percents. */
  readonly ratio: number;
  /** Not every plan saves as much. */
  readonly upTo: boolean;
}

/** What a rhythm saves against the shortest; undefined if that is less than one percent. */
export function savingOf(products: readonly Product[], rhythm: Rhythm, currency: string | undefined): Saving | undefined {
  const ratios = products.flatMap((product) => {
    const price = priceFor(product, rhythm, currency);
    if (!price || rhythmOf(price) !== rhythm || unitAmount(price) === 0) return [];
    const dearer = dearerPrice(product, price);
    return dearer ? Math.round((1 - perMonth(price) / perMonth(dearer)) * 100) / 100 : 0;
  });
  const ratio = Math.max(0, ...ratios);
  return ratio > 0 ? { ratio, upTo: ratios.some((it) => it < ratio) } : undefined;
}
