/**
 * `amount × numerator ÷ denominator`, rounded half away from zero, exact for any safe integers.
 * Money is never multiplied as floating point: 0.1 has no exact binary form.
 */
export function share(amount: number, numerator: number, denominator: number): number {
  if (denominator <= 0) throw new RangeError('denominator must be above 0');
  const product = BigInt(amount) * BigInt(numerator);
  const divisor = BigInt(denominator);
  const magnitude = product < 0n ? -product : product;
  const rounded = Number((2n * magnitude + divisor) / (2n * divisor));
  return product < 0n && rounded !== 0 ? -rounded : rounded;
}

/** A decimal number as an exact fraction: 0.04 is 4/100. Six decimals at most, as quantities and tier prices have. */
const DECIMALS = 1_000_000;

/** Whole and fraction by themselves: a million millionths of a large count is more than a number holds. */
export const toMillionths = (value: number): bigint => BigInt(Math.trunc(value)) * BigInt(DECIMALS) + BigInt(Math.round((value % 1) * DECIMALS));

export const fromMillionths = (value: bigint): number => Number(value / BigInt(DECIMALS)) + Number(value % BigInt(DECIMALS)) / DECIMALS;

/** `quantity × unitAmount` in whole minor units, rounded half up once, where both may have six decimals. */
export function cost(quantity: number, unitAmount: number): bigint {
  return toMillionths(quantity) * toMillionths(unitAmount);
}

/** What `cost` counts in: millionths of millionths of a minor unit. */
const COST_SCALE = BigInt(DECIMALS) * BigInt(DECIMALS);

export const roundCost = (scaled: bigint): number => Number((2n * scaled + COST_SCALE) / (2n * COST_SCALE));

/** Digits after the decimal point of a currency: 2 for USD, 0 for JPY, 3 for KWD. */
export const minorDigits = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** Money for people: `$23.00`, `¥1,280`. */
export function formatMoney(amount: number, currency: string, locale = 'en-US'): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return format.format(amount / 10 ** minorDigits(currency));
}
