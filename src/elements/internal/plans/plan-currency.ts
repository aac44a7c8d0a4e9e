/** Regions by the currency that people there pay in, where plans are commonly priced in it. */
const REGIONS: Readonly<Record<string, string>> = {
  EUR: 'AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK',
  USD: 'US',
  GBP: 'GB',
  JPY: 'JP',
  CHF: 'CH LI',
  CAD: 'CA',
  AUD: 'AU',
  NZD: 'NZ',
  INR: 'IN',
  BRL: 'BR',
  CNY: 'CN',
  KRW: 'KR',
  MXN: 'MX',
  PLN: 'PL',
  SEK: 'SE',
  NOK: 'NO',
  DKK: 'DK',
  CZK: 'CZ',
};

export interface CurrencyWish {
  /** The page's or the reader's own choice. */
  readonly chosen: string | undefined;
  /** What the customer pays in already. */
  readonly current: string | undefined;
  /** Language tags to guess by, best first; one without a region says nothing. */
  readonly languages: readonly string[];
}

/** The currency to show, one of those that the plans have. */
export function currencyFor(offered: readonly string[], { chosen, current, languages }: CurrencyWish): string | undefined {
  const guesses = languages.map(currencyOfPeopleReading);
  return [chosen?.toUpperCase(), current, ...guesses].find((it) => it !== undefined && offered.includes(it)) ?? offered[0];
}

/** By language tag: reading one is as dear as making a formatter. */
const guessed = new Map<string, string | undefined>();

function currencyOfPeopleReading(tag: string): string | undefined {
  if (!guessed.has(tag)) guessed.set(tag, currencyOfRegion(regionOf(tag)));
  return guessed.get(tag);
}

const currencyOfRegion = (region: string | undefined): string | undefined =>
  region && Object.keys(REGIONS).find((currency) => REGIONS[currency]?.split(' ').includes(region));

function regionOf(tag: string): string | undefined {
  try {
    return new Intl.Locale(tag).region;
  } catch {
    return undefined; // a lang attribute may say anything
  }
}
