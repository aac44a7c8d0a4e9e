import type { CurrentSubscription, Product, ProductList } from '../../../contract/product.js';
import { currencyFor } from '../plans/plan-currency.js';
import { chosenProducts, currentOf, isPaid, plansOf, type Plan } from '../plans/plan-list.js';
import { currenciesOf, rhythmOf, rhythmsOf, type Rhythm } from '../plans/plan-prices.js';

/** What the page and its reader have chosen; undefined where the table decides. */
export interface PricingChoices {
  readonly plans: string | undefined;
  readonly interval: Rhythm | undefined;
  readonly currency: string | undefined;
  /** The currencies to choose between: codes, or empty for all that the plans have. Undefined: no choice. */
  readonly currencies: string | undefined;
  readonly seats: number | undefined;
  /** The page's language, to guess a currency by. */
  readonly lang: string;
  /** Do not look at the reader's own language: a server does not know it, and what a browser takes over must be the same. */
  readonly asOnServer?: boolean;
}

/** Everything that a pricing table shows, derived once per update. */
export interface PricingView {
  readonly plans: readonly Plan[];
  /** The products of those plans. */
  readonly products: readonly Product[];
  /** The rhythms to choose between; with fewer than two there is no choice. */
  readonly rhythms: readonly Rhythm[];
  readonly rhythm: Rhythm | undefined;
  readonly currencies: readonly string[];
  readonly currency: string | undefined;
  /** Undefined if seats cannot be chosen. */
  readonly seats: number | undefined;
  /** The subscription that a choice would change. A free one is replaced instead. */
  readonly subscription: CurrentSubscription | undefined;
}

/** The last view of each list: elements are drawn far more often than it changes, and tables on a page share it. */
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
    chosen: paid?.currency ?? choices.currency, // a paid plan stays in its currency
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
