import type { Price, Product, ProductFeature, ProductList } from '../contract/product.js';
import { BillingError } from './errors.js';

type Fields = Readonly<Record<string, unknown>>;

const KINDS = {
  'a text': (value: unknown) => typeof value === 'string',
  'an integer': Number.isInteger,
  'a number': Number.isFinite,
  'true or false': (value: unknown) => typeof value === 'boolean',
  'a list': Array.isArray,
  'an object': (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'day, week, month or year': (value: unknown) => ['day', 'week', 'month', 'year'].includes(String(value)),
  'a currency such as USD': (value: unknown) => /^[A-Z]{3}$/.test(String(value)),
  'flat, per_unit, graduated, volume or package': (value: unknown) =>
    ['flat', 'per_unit', 'graduated', 'volume', 'package'].includes(String(value)),
  'inclusive, exclusive or unspecified': (value: unknown) => ['inclusive', 'exclusive', 'unspecified'].includes(String(value)),
} satisfies Record<string, (value: unknown) => boolean>;

/**
 * Plans as a page's author writes them: `{ products: [...] }` as GET /v1/products answers it. Required are only `id` and
 * `name` of a plan, and `id`, `amount`, `currency` and `interval` of a price; a feature may be just its title.
 * Malformed translations are left out: a table in the page's own words is better than no table.
 *
 * @throws {BillingError} `invalid_plans`, naming the field that is wrong
 */
export function readPlans(text: unknown): ProductList {
  const list = want<Fields>(parse(String(text)), 'the list', 'an object');
  return {
    products: want<unknown[]>(list['products'], 'products', 'a list').map((it, at) => product(it, `products[${at}]`)),
    currentSubscription: null,
  };
}

function product(value: unknown, path: string): Product {
  const it = want<Fields>(value, path, 'an object');
  return {
    id: want(it['id'], `${path}.id`, 'a text'),
    name: want(it['name'], `${path}.name`, 'a text'),
    description: want(it['description'] ?? '', `${path}.description`, 'a text'),
    prices: listOf(it['prices'], `${path}.prices`, price),
    features: listOf(it['features'], `${path}.features`, feature),
    isCurrentPlan: want(it['isCurrentPlan'] ?? false, `${path}.isCurrentPlan`, 'true or false'),
    trialDays: want(it['trialDays'] ?? 0, `${path}.trialDays`, 'an integer'),
    highlighted: want(it['highlighted'] ?? false, `${path}.highlighted`, 'true or false'),
    contactUrl: want(it['contactUrl'] ?? '', `${path}.contactUrl`, 'a text'),
    translations: translations(it, 'name', 'description'),
  };
}

function price(value: unknown, path: string): Price {
  const it = want<Fields>(value, path, 'an object');
  return {
    id: want(it['id'], `${path}.id`, 'a text'),
    amount: want(it['amount'] ?? (it['tiers'] ? 0 : undefined), `${path}.amount (in the smallest unit: 1900 is $19)`, 'an integer'),
    currency: want(it['currency'], `${path}.currency`, 'a currency such as USD'),
    interval: want(it['interval'], `${path}.interval`, 'day, week, month or year'),
    intervalCount: want(it['intervalCount'] ?? 1, `${path}.intervalCount`, 'an integer'),
    scheme: want(it['scheme'] ?? (it['unitLabel'] ? 'per_unit' : 'flat'), `${path}.scheme`, 'flat, per_unit, graduated, volume or package'),
    unitLabel: optional(it['unitLabel'], `${path}.unitLabel`, 'a text'),
    meteredFeatureKey: optional(it['meteredFeatureKey'], `${path}.meteredFeatureKey`, 'a text'),
    packageSize: optional(it['packageSize'], `${path}.packageSize`, 'a number'),
    taxBehavior: optional(it['taxBehavior'], `${path}.taxBehavior`, 'inclusive, exclusive or unspecified') ?? 'unspecified',
    tiers: listOf(it['tiers'], `${path}.tiers`, tier),
    translations: translations(it, 'unitLabel'),
  };
}

function tier(value: unknown, path: string): NonNullable<Price['tiers']>[number] {
  const it = want<Fields>(value, path, 'an object');
  return {
    upTo: optional<number>(it['upTo'], `${path}.upTo`, 'a number') ?? null,
    unitAmount: want(it['unitAmount'] ?? 0, `${path}.unitAmount`, 'a number'),
    flatAmount: want(it['flatAmount'] ?? 0, `${path}.flatAmount`, 'an integer'),
  };
}

function feature(value: unknown, path: string): ProductFeature {
  if (typeof value === 'string') return { id: value, name: value, title: value, type: 'boolean_flag', properties: {} };
  const it = want<Fields>(value, path, 'an object');
  const properties = want<Fields>(it['properties'] ?? {}, `${path}.properties`, 'an object');
  const name = want<string>(it['name'] ?? it['title'], `${path}.name`, 'a text');
  return {
    id: name,
    name,
    title: want(it['title'] ?? name, `${path}.title`, 'a text'),
    type: typeOf(it, properties),
    properties: {
      limit: optional(properties['limit'], `${path}.properties.limit`, 'a number'),
      period: optional(properties['period'], `${path}.properties.period`, 'day, week, month or year'),
      unit: optional(properties['unit'], `${path}.properties.unit`, 'a text'),
      group: optional(properties['group'], `${path}.properties.group`, 'a text'),
      translations: translations(properties, 'unit', 'group'),
    },
    translations: translations(it, 'title'),
  };
}

function typeOf({ type }: Fields, properties: Fields): ProductFeature['type'] {
  if (type === 'usage_quota' || type === 'numeric_limit') return type;
  if (type === 'boolean_flag' || !('limit' in properties)) return 'boolean_flag';
  return properties['period'] ? 'usage_quota' : 'numeric_limit';
}

/** Of these texts alone, by language tag in lower case; undefined where there are none. */
function translations({ translations: all }: Fields, ...texts: string[]): Record<string, Record<string, string>> | undefined {
  const byLanguage = Object.entries(all ?? {}).map(([lang, words]) => {
    const own = Object.entries<unknown>(words ?? {}).filter((entry): entry is [string, string] => texts.includes(entry[0]) && typeof entry[1] === 'string');
    return [lang.toLowerCase(), Object.fromEntries(own)] as const;
  });
  return byLanguage.length > 0 ? Object.fromEntries(byLanguage) : undefined;
}

function listOf<T>(value: unknown, path: string, read: (item: unknown, path: string) => T): T[] {
  return want<unknown[]>(value ?? [], path, 'a list').map((item, at) => read(item, `${path}[${at}]`));
}

/** A field that is left out differs from null: a limit of null means unlimited. */
const optional = <T>(value: unknown, path: string, kind: keyof typeof KINDS): T | null | undefined =>
  value === null || value === undefined ? value : want<T>(value, path, kind);

function want<T>(value: unknown, path: string, kind: keyof typeof KINDS): T {
  if (KINDS[kind](value)) return value as T;
  throw invalid(`${path} must be ${kind}${value === undefined ? ', and is missing' : ''}`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid(cause instanceof Error ? cause.message : 'not JSON', cause);
  }
}

const invalid = (what: string, cause?: unknown): BillingError => new BillingError('invalid_plans', `Plans of this page: ${what}`, { cause });
