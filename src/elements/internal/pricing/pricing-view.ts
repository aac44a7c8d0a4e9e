import type { CurrentSubscription, Product, ProductList } from '../../../contract/product.js';
import { currencyFor } from '../plans/plan-currency.js';
import { chosenProducts, currentOf, isPaid, plansOf, type Plan } from '../plans/plan-list.js';
import { currenciesOf, rhythmOf, rhythmsOf, type Rhythm } from '../plans/plan-prices.js';

/** What a page and its reader have chosen; undefined where the table is to choose. */
export interface PricingChoices {
  readonly plans: string | undefined;
  readonly interval: Rhythm | undefined;
  readonly currency: string | undefined;
  /** The currencies to choose between: codes, or empty for all that the plans have. Undefined: no choice. */
  readonly currencies: string | undefined;
  readonly seats: number | undefined;
  /** The page's language, to guess a currency by. */
  readonly lang: string;
  /** What a server draws, and a browser takes over from it, knows nothing of the reader's own language. */
  readonly asOnServer?: boolean;
}

/** Everything that a pricing table shows, derived once per update. */
export interface PricingView {
  readonly plans: readonly Plan[];
  /** The products of those plans. */
  readonly products: readonly Product[];
  /** What there is to choose between; fewer than two: nothing to choose. */
  readonly rhythms: readonly Rhythm[];
  readonly rhythm: Rhythm | undefined;
  readonly currencies: readonly string[];
  readonly currency: string | undefined;
  /** Undefined where seats cannot be chosen. */
  readonly seats: number | undefined;
  /** The subscription that a choice would change; one that costs nothing is replaced instead. */
  readonly subscription: CurrentSubscription | undefined;
}

/** The last one of each list: it changes far less often than what shows it is drawn, and tables of a page share it. */
const last = new WeakMap<ProductList, { readonly choices: PricingChoices; readonly view: PricingView }>();

export function pricingView(list: ProductList, choices: PricingChoices): PricingView {
  const known = last.get(list);
  if (known && isSame(known.choices, choices)) return known.view;
  const view = derive(list, choices);
  last.set(list, { choices, view });
  return view;
}

const isSame = (one: PricingChoices, other: PricingChoices): boolean =>
  (Object.keys({ ...one, ...other }) as (keyof PricingChoices)[]).every((name) => one[name] === other[name]);

function derive(list: ProductList, choices: PricingChoices): PricingView {
  const shown = chosenProducts(list, choices.plans);
  const offered = currenciesOf(shown);
  const current = currentOf(list);
  const paid = current && isPaid(current) ? current : undefined;
  const currency = currencyFor(offered, {
    chosen: paid?.currency ?? choices.currency, // a paid plan stays in its own
    current: current?.currency,
    languages: choices.asOnServer ? [choices.lang] : [choices.lang, navigator.language],
  });
  const rhythms = rhythmsOf(shown, currency);
  const wished = [choices.interval, current?.price && rhythmOf(current.price)];
  const rhythm = wished.find((it) => it !== undefined && rhythms.includes(it)) ?? rhythms[0];
  const isPerSeat = shown.some(({ prices }) => prices.some(({ scheme }) => scheme === 'per_unit'));
  const seats = choices.seats === undefined || !isPerSeat ? undefined : Math.max(1, Math.floor(choices.seats) || current?.seats || 1);
  return {
    plans: plansOf(shown, list, { rhythm, currency, seats }),
    products: shown,
    rhythms,
    rhythm,
    currencies: paid?.currency || choices.currencies === undefined ? [] : narrowed(offered, choices.currencies),
    currency,
    seats,
    subscription: paid?.subscription,
  };
}

function narrowed(offered: readonly string[], wanted: string): readonly string[] {
  const codes = wanted.toUpperCase().match(/[A-Z]{3}/g);
  return codes ? codes.filter((code) => offered.includes(code)) : offered;
}
