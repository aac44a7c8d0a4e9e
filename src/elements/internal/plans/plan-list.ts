import type { CurrentSubscription, Price, Product, ProductFeature, ProductList } from '../../../contract/product.js';
import { chosen } from '../element/listed.js';
import { dearerPrice, isPerUnit, monthsOf, priceFor, rhythmOf, unitAmount, type Rhythm } from './plan-prices.js';

/** Why the button says what it says. */
export type Situation =
  | 'current'
  | 'booked'
  | 'keep'
  | 'change-seats'
  | 'switch-rhythm'
  | 'upgrade'
  | 'downgrade'
  | 'switch'
  | 'contact'
  | 'trial'
  | 'free'
  | 'start';

/** One plan as the table shows it. */
export interface Plan {
  readonly product: Product;
  /** The price to buy; undefined for a plan that one has to ask for. */
  readonly price: Price | undefined;
  /** The price of the shortest rhythm, if the one shown is cheaper. */
  readonly dearer: Price | undefined;
  /** Prices for metered use that come with the plan. */
  readonly usage: readonly Price[];
  readonly quantity: number;
  readonly situation: Situation;
  /** The customer has this plan, in whatever rhythm. */
  readonly isCurrent: boolean;
  /** When the current plan ends, if it was canceled or another one follows. */
  readonly endsAt: string | undefined;
  /** When this plan begins, if it is the one that follows. */
  readonly beginsAt: string | undefined;
  /** A smaller plan, all of which this one has. */
  readonly base: Product | undefined;
  /** What it has beyond its base. */
  readonly news: readonly ProductFeature[];
}

/** Whether there is nothing to choose about it. */
export const isSettled = ({ situation }: Pick<Plan, 'situation'>): boolean => situation === 'current' || situation === 'booked';

export interface PlanChoices {
  readonly rhythm: Rhythm | undefined;
  readonly currency: string | undefined;
  readonly seats: number | undefined;
}

/** A subscription in these states is over, or never began: the customer starts anew. */
const OVER = ['canceled', 'incomplete', 'incomplete_expired'];

const livingSubscription = ({ currentSubscription: it }: ProductList): CurrentSubscription | undefined =>
  it && !OVER.includes(it.status) ? it : undefined;

/** The products that a `plans` attribute names, in its order; all of them without one. */
export function chosenProducts({ products }: ProductList, plans: string | undefined): readonly Product[] {
  return chosen(products, plans, ({ id }) => id);
}

/** @param all with the plans that are not shown, one of which the customer may have */
export function plansOf(shown: readonly Product[], all: ProductList, choices: PlanChoices): Plan[] {
  const current = currentOf(all);
  const next = current?.subscription.pendingChange;
  return shown.map((product, index) => {
    const price = priceFor(product, choices.rhythm, choices.currency);
    const base = shown.slice(0, index).findLast((smaller) => hasAllOf(product, smaller) && newsOf(product, smaller).length > 0);
    const quantity = price && isPerUnit(price) ? (choices.seats ?? current?.seats ?? 1) : 1;
    const isCurrent = product.id === current?.subscription.productId || (!current && product.isCurrentPlan === true);
    const isNext = price?.id === next?.priceId && quantity === next?.quantity;
    const isLast = current?.subscription.cancelAtPeriodEnd || (next && next.productId !== product.id);
    return {
      product,
      price,
      dearer: price && dearerPrice(product, price),
      usage: usageOf(product, price?.currency ?? choices.currency),
      quantity,
      situation: isNext ? 'booked' : situationOf({ product, price, quantity, current, isCurrent }),
      isCurrent,
      endsAt: isCurrent && isLast ? current?.subscription.currentPeriodEnd : undefined,
      beginsAt: isNext ? next?.effectiveAt : undefined,
      base,
      news: newsOf(product, base),
    };
  });
}

const newsOf = (product: Product, base: Product | undefined): ProductFeature[] =>
  product.features.filter((feature) => isIncluded(feature) && !(base && hasSame(base, product, feature)));

/** The customer's subscription and its price. */
interface Current {
  readonly subscription: CurrentSubscription;
  /** Undefined if the catalog no longer has it. */
  readonly price: Price | undefined;
  readonly currency: string | undefined;
  /** Minor units a month for all seats. */
  readonly perMonth: number;
  readonly seats: number | undefined;
}

export function currentOf(list: ProductList): Current | undefined {
  const subscription = livingSubscription(list);
  if (!subscription) return undefined;
  const price = list.products.flatMap(({ prices }) => prices).find(({ id }) => id === subscription.priceId);
  const amount = subscription.amount ?? (price ? unitAmount(price) : 0);
  const months = price ? monthsOf(price) : subscription.interval === 'year' ? 12 : 1;
  return { subscription, price, currency: subscription.currency ?? price?.currency, perMonth: amount / months, seats: price && isPerUnit(price) ? subscription.quantity : undefined };
}

/** Whether a checkout would change this subscription and not begin one: a free plan is simply replaced. */
export const isPaid = ({ perMonth }: Current): boolean => perMonth > 0;

interface Standing {
  readonly product: Product;
  readonly price: Price | undefined;
  readonly quantity: number;
  readonly current: Current | undefined;
  readonly isCurrent: boolean;
}

function situationOf({ product, price, quantity, current, isCurrent }: Standing): Situation {
  if (isCurrent) return currentSituation(price, quantity, current);
  if (!price) return 'contact';
  if (!current || !isPaid(current)) {
    if (product.trialDays > 0) return 'trial';
    if (current) return unitAmount(price) > 0 ? 'upgrade' : 'switch';
    return unitAmount(price) === 0 ? 'free' : 'start';
  }
  const asked = (unitAmount(price) * quantity) / monthsOf(price);
  if (asked === current.perMonth) return 'switch';
  return asked > current.perMonth ? 'upgrade' : 'downgrade';
}

function currentSituation(price: Price | undefined, quantity: number, current: Current | undefined): Situation {
  if (!price || !current?.price) return 'current';
  if (rhythmOf(price) !== rhythmOf(current.price)) return 'switch-rhythm';
  if (isPerUnit(price) && current.seats !== undefined && quantity !== current.seats) return 'change-seats';
  const { cancelAtPeriodEnd, pendingChange } = current.subscription;
  return (cancelAtPeriodEnd || pendingChange) && isPaid(current) ? 'keep' : 'current';
}

/** Prices for metered use in the currency shown, else in the currency they have. */
function usageOf({ prices }: Product, currency: string | undefined): readonly Price[] {
  const usage = prices.filter((price) => price.meteredFeatureKey);
  const fitting = usage.filter((price) => price.currency === currency);
  return fitting.length > 0 ? fitting : usage.filter((price) => price.currency === usage[0]?.currency);
}

/** Infinity for null and negative limits; undefined if the feature has no amount. */
export function limitOf({ type, properties: { limit } }: ProductFeature): number | undefined {
  if (type === 'boolean_flag' || limit === undefined) return undefined;
  return limit === null || limit < 0 ? Infinity : limit;
}

/** A limit of 0 means that the plan does not have the feature. */
export const isIncluded = (feature: ProductFeature): boolean => limitOf(feature) !== 0;

export const featureOf = ({ features }: Product, name: string): ProductFeature | undefined =>
  features.find((feature) => feature.name === name);

/** Whether a card may say "Everything in …". */
function hasAllOf(larger: Product, smaller: Product): boolean {
  const wanted = smaller.features.filter(isIncluded);
  return wanted.length > 0 && wanted.every((feature) => isAtLeast(featureOf(larger, feature.name), feature));
}

function isAtLeast(mine: ProductFeature | undefined, theirs: ProductFeature): boolean {
  if (!mine) return false;
  const [more, less] = [limitOf(mine), limitOf(theirs)];
  if (more === undefined || less === undefined) return more === less;
  return more >= less && (more === Infinity || mine.properties.period === theirs.properties.period);
}

function hasSame(base: Product, product: Product, feature: ProductFeature): boolean {
  const theirs = featureOf(base, feature.name);
  const bills = (it: Product): boolean => it.prices.some((price) => price.meteredFeatureKey === feature.name);
  return theirs !== undefined && limitOf(theirs) === limitOf(feature) && bills(base) === bills(product);
}
