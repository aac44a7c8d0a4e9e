import { html, type TemplateResult } from 'lit';
import type { Price, ProductFeature } from '../../../contract/product.js';
import type { faces, pricingTable } from '../../../locales/en.js';
import { known } from '../element/known.js';
import { limitOf, type Plan, type Situation } from './plan-list.js';
import { isTiered, monthsOf, rhythmOf, unitAmount, type Rhythm } from './plan-prices.js';
import { tiersText } from './plan-tiers.js';
import { amountText } from '../words/amount.js';
import { around } from '../words/around.js';
import { nearDayText } from '../words/dates.js';
import { moneyText } from '../words/money.js';
import { taxText } from './tax-text.js';
import { spanText } from '../words/span.js';
import type { WordsOf } from '../words/words.js';

export type TableWords = WordsOf<{ faces: typeof faces; pricingTable: typeof pricingTable }>;
type Key = keyof typeof pricingTable & string;

const PER: Readonly<Record<string, readonly [slash: Key, per: Key, billed: Key, each: Key]>> = {
  month: ['slashMonth', 'perMonth', 'billedMonth', 'aMonth'],
  year: ['slashYear', 'perYear', 'billedYear', 'aYear'],
  week: ['slashWeek', 'perWeek', 'billedWeek', 'aWeek'],
  day: ['slashDay', 'perDay', 'billedDay', 'aDay'],
};

/** `3 months`, if a bill comes neither every month nor every year. */
const periodText = (words: TableWords, { interval, intervalCount }: Pick<Price, 'interval' | 'intervalCount'>): string => spanText(words, intervalCount, interval);

/** A rhythm as the switch calls it. */
export function rhythmText(words: TableWords, rhythm: Rhythm): string {
  if (known(PER, rhythm)) return words.text(rhythm as Price['interval']);
  const [count, interval] = rhythm.split('-');
  return words.text('otherPeriod', { period: spanText(words, Number(count), interval) });
}

/** A bill for several months is shown per month, by which plans are compared. */
const isByMonth = (price: Price): boolean => monthsOf(price) > 1;

export interface Headline {
  readonly amount: string;
  /** Words before the amount, if the price only begins there. */
  readonly from?: string | undefined;
  /** `/ seat / month`, and the same as one would say it; empty if it is free. */
  readonly per: string;
  readonly spoken: string;
}

export function headline(words: TableWords, { price }: Plan): Headline {
  if (!price) return { amount: words.text('custom'), per: '', spoken: '' };
  const each = isByMonth(price) ? Math.round(unitAmount(price) / monthsOf(price)) : unitAmount(price);
  const amount = sumText(words, price, each);
  const from = isTiered(price) ? words.text('from') : undefined;
  if (unitAmount(price) === 0 && !from) return { amount, per: '', spoken: '' };
  const [slash, per] = known(PER, isByMonth(price) ? 'month' : rhythmOf(price)) ?? ['slashOther', 'perOther'];
  const period = { period: periodText(words, price) };
  const unit = unitOf(words, price);
  return {
    amount,
    from,
    per: (unit ? `${words.text('slashUnit', { unit })} ` : '') + words.text(slash, period),
    spoken: (unit ? `${words.text('perUnit', { unit })} ` : '') + words.text(per, period),
  };
}

function unitOf(words: TableWords, { scheme, unitLabel, packageSize }: Price): string | undefined {
  if (!unitLabel || scheme === 'flat') return undefined;
  return scheme === 'package' && packageSize && packageSize > 1 ? `${words.number(packageSize)} ${unitLabel}` : unitLabel;
}

/** The line under the headline: what is billed, how often, for how many. */
export function billingLine(words: TableWords, plan: Plan): string | TemplateResult {
  const { price, quantity, usage } = plan;
  if (!price) return words.text('onRequest');
  if (isTiered(price)) return tiersText(words, price);
  if (price.amount === 0) return words.text(usage.length > 0 ? 'freePlusUsage' : 'forEver');
  const sum = sumText(words, price, price.amount * quantity);
  if (isByMonth(price)) return billedInSteps(words, plan, price, sum);
  const [, , billed, each] = known(PER, rhythmOf(price)) ?? [];
  if (quantity === 1) return billed ? words.text(billed) : '';
  return forQuantity(words, `${sum} ${each ? words.text(each) : ''}`, quantity);
}

/** After it: whether the price includes tax. */
export function taxNote(words: TableWords, { price }: Plan): string {
  const text = price && unitAmount(price) > 0 ? taxText(words, price.taxBehavior) : undefined;
  return text ? ` · ${text}` : '';
}

/** `$708 $588 billed yearly`: the first is the cost of as many months at the shorter rhythm's price. */
function billedInSteps(words: TableWords, { dearer, quantity }: Plan, price: Price, sum: string): string | TemplateResult {
  const line = (amount: string): string =>
    forQuantity(words, words.text(rhythmOf(price) === 'year' ? 'billedYear' : 'billedOther', { amount, period: periodText(words, price) }), quantity);
  if (!dearer) return line(sum);
  const usual = Math.round((dearer.amount * quantity * monthsOf(price)) / monthsOf(dearer));
  const [before, after] = around(line);
  return html`${before}<s><span class="hidden">${words.text('usualPrice')} </span>${sumText(words, price, usual)}</s> ${sum}${after}`;
}

const sumText = (words: TableWords, { currency }: Price, minorUnits: number): string =>
  moneyText(words, minorUnits, currency, { whole: true });

const forQuantity = (words: TableWords, price: string, count: number): string =>
  count === 1 ? price : words.text('forQuantity', { price, count });

/** One line of a plan's list: `10,000 API calls a month`, `Unlimited projects`, `PDF export`. */
export interface FeatureLine {
  readonly before: string;
  /** Set off from the rest; empty if nothing is counted. */
  readonly amount: string;
  readonly after: string;
}

export function featureLine(words: TableWords, feature: ProductFeature, usage: readonly Price[]): FeatureLine {
  const { name, title } = feature;
  const limit = limitOf(feature);
  const amount = limit === undefined || limit === Infinity ? '' : amountOf(words, feature, limit);
  const metered = usage.find((price) => price.meteredFeatureKey === name);
  const [before, after] = around((value) => {
    const included = limitText(words, feature, amount && value);
    return metered ? words.text(limit === undefined ? 'onlyUsage' : 'thenUsage', { title, included, price: tiersText(words, metered) }) : included;
  });
  return { before, amount, after };
}

function limitText(words: TableWords, feature: ProductFeature, amount: string): string {
  const { title } = feature;
  const noun = asNoun(words, title);
  const count = limitOf(feature);
  if (count === undefined) return title;
  if (count === Infinity) return words.text('unlimitedFeature', { noun });
  const period = periodOf(words, feature);
  return words.text(period ? 'limitedPer' : 'limited', { title, noun, amount, period: period ?? '', count });
}

/** A title inside a line: in English `Team members` becomes `team members`. `API calls` stays, as do nouns of other languages. */
const asNoun = ({ lang }: TableWords, title: string): string =>
  /^en\b/.test(lang) ? title.replace(/^\p{Lu}(?=\p{Ll})/u, (first) => first.toLowerCase()) : title;

/** The text of a cell in the comparison; undefined if a tick is enough. */
export function limitCell(words: TableWords, feature: ProductFeature): string | undefined {
  const limit = limitOf(feature);
  if (limit === undefined) return undefined;
  return limit === Infinity ? words.text('unlimited') : amountOf(words, feature, limit);
}

const amountOf = (words: TableWords, { properties: { unit } }: ProductFeature, limit: number): string => amountText(words, limit, unit);

export function periodOf(words: TableWords, { type, properties: { period } }: ProductFeature): string | undefined {
  const key = type === 'usage_quota' && period ? known(PER, period)?.[3] : undefined;
  return key && words.text(key);
}

const BUTTONS: Readonly<Record<Exclude<Situation, 'switch-rhythm'>, Key>> = {
  current: 'current',
  booked: 'begins',
  keep: 'keep',
  'change-seats': 'changeSeats',
  upgrade: 'upgradeTo',
  downgrade: 'downgradeTo',
  switch: 'switchTo',
  contact: 'talkToUs',
  trial: 'startTrial',
  free: 'startFree',
  start: 'getStarted',
};

/** What the button says. */
export function buttonText(words: TableWords, { situation, product, price, beginsAt = '' }: Plan): string {
  const values = { plan: product.name, date: beginsAt && nearDayText(words, beginsAt) };
  if (situation !== 'switch-rhythm') return words.text(BUTTONS[situation], values);
  const rhythm = price && rhythmOf(price);
  return words.text(rhythm === 'month' ? 'switchToMonth' : rhythm === 'year' ? 'switchToYear' : 'switchToOther');
}
