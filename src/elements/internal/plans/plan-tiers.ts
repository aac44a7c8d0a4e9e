import type { Price, PriceTier } from '../../../contract/product.js';
import { moneyText } from '../words/money.js';
import type { TableWords } from './plan-words.js';

/** A price per unit may be a fraction of a cent: it is given for as many units as make whole minor units. */
const BATCHES = [1, 1_000, 1_000_000];

/** What use costs, in words: `$0.40 per 1,000, $0.25 per 1,000 above 500,000`. A free first tier is left out. */
export function tiersText(words: TableWords, price: Price): string {
  const { tiers = [], scheme } = price;
  if (tiers.length === 0) return flatRate(words, price);
  const isVolume = scheme === 'volume';
  let from = 0;
  const steps: string[] = [];
  for (const tier of tiers) {
    const rate = stepRate(words, tier, price.currency);
    if (rate) steps.push(steps.length === 0 ? rate : words.text(isVolume ? 'stepAll' : 'stepAbove', { price: rate, count: isVolume ? from + 1 : from }));
    from = tier.upTo ?? from;
  }
  return steps.join('');
}

function flatRate(words: TableWords, { amount, currency, scheme, packageSize }: Price): string {
  const count = scheme === 'package' && packageSize ? packageSize : 1;
  return rateText(words, amount, count, currency);
}

function stepRate(words: TableWords, { unitAmount, flatAmount }: PriceTier, currency: string): string | undefined {
  const flat = flatAmount ? moneyText(words, flatAmount, currency, { whole: true }) : undefined;
  if (unitAmount === 0) return flat;
  const batch = BATCHES.find((size) => isWhole(unitAmount * size)) ?? 1;
  const rate = rateText(words, unitAmount * batch, batch, currency);
  return flat ? words.text('pricePlus', { price: rate, amount: flat }) : rate;
}

function rateText(words: TableWords, minorUnits: number, count: number, currency: string): string {
  const amount = moneyText(words, minorUnits, currency, { whole: true });
  return count === 1 ? words.text('priceEach', { amount }) : words.text('pricePer', { amount, count });
}

/** Whole, apart from the rounding errors of binary fractions. */
const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < 1e-6;
