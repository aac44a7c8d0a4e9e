import { known } from '../element/known.js';

/** Regions with a shared currency. Elsewhere a currency's code begins with its region's: USD, JPY, and EUR for the EU itself. */
const SHARED: Readonly<Record<string, string>> = {
  EUR: 'AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK',
  CHF: 'LI',
};

export interface CurrencyWish {
  /** The page's or the reader's own choice. */
  readonly chosen: string | undefined;
  /** The currency that the customer pays in already. */
  readonly current: string | undefined;
  /** Language tags to guess by, best first; a tag without a region says nothing. */
  readonly languages: readonly string[];
}

/** The currency to show, out of those that the plans have. */
export function currencyFor(offered: readonly string[], { chosen, current, languages }: CurrencyWish): string | undefined {
  const guesses = languages.map((tag) => offered.find((code) => isPaidIn(code, regionOf(tag))));
  return [chosen?.toUpperCase(), current, ...guesses].find((it) => it !== undefined && offered.includes(it)) ?? offered[0];
}

const isPaidIn = (currency: string, region: string): boolean =>
  region !== '' && (currency.startsWith(region) || known(SHARED, currency)?.includes(region) === true);

/** By language tag, since reading one is as expensive as making a formatter. */
const regions = new Map<string, string>();

function regionOf(tag: string): string {
  let region = regions.get(tag);
  if (region === undefined) regions.set(tag, (region = readRegion(tag)));
  return region;
}

/** Empty if the tag has none. */
function readRegion(tag: string): string {
  try {
    return new Intl.Locale(tag).region ?? '';
  } catch {
    return ''; // a lang attribute may say anything
  }
}
