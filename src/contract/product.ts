import * as z from 'zod/mini';
import { Currency, Interval, MinorUnits, Timestamp } from './common.js';
import { operation } from './operation.js';
import { PendingChange, SubscriptionStatus } from './subscription.js';
import { translationsOf } from './translations.js';

/**
 * A step of a tiered price: the units up to and including `upTo` (null: all that follow) cost `unitAmount` each,
 * and entering the step costs `flatAmount`. `unitAmount` may have a fraction of a minor unit (0.04 = 4 cents per 100).
 */
export const PriceTier = z.object({
  upTo: z.nullable(z.number()),
  unitAmount: z.number().check(z.describe('Minor units per unit, fractions allowed')),
  flatAmount: MinorUnits,
});
export type PriceTier = z.infer<typeof PriceTier>;

export const PriceScheme = z.enum(['flat', 'per_unit', 'graduated', 'volume', 'package']);
export type PriceScheme = z.infer<typeof PriceScheme>;

export const TaxBehavior = z.enum(['inclusive', 'exclusive', 'unspecified']);
export type TaxBehavior = z.infer<typeof TaxBehavior>;

export const UnitName = z.string().check(z.describe('What one unit is, for per-unit prices: "seat"'));
export const UnitLabel = z.nullable(UnitName);

export const Price = z.object({
  id: z.string(),
  amount: MinorUnits,
  currency: Currency,
  interval: Interval,
  intervalCount: z.int().check(z.gte(1)),
  scheme: z._default(PriceScheme, 'flat'),
  unitLabel: z.optional(UnitLabel),
  meteredFeatureKey: z.optional(z.nullable(z.string().check(z.describe('The usage this price bills, where it bills usage')))),
  tiers: z.optional(z.array(PriceTier)),
  packageSize: z.optional(z.nullable(z.number())),
  taxBehavior: z.optional(TaxBehavior),
  translations: translationsOf({ unitLabel: UnitName }),
});
export type Price = z.infer<typeof Price>;

export const FeatureType = z.enum(['boolean_flag', 'usage_quota', 'numeric_limit']);
export type FeatureType = z.infer<typeof FeatureType>;

const FeatureGroup = z.string().check(z.describe('Heading in a feature comparison'));

export const ProductFeature = z.object({
  id: z.string(),
  name: z.string().check(z.describe('The feature key')),
  title: z.string(),
  type: FeatureType,
  properties: z.object({
    limit: z.optional(z.nullable(z.number().check(z.describe('null (and -1) = unlimited')))),
    period: z.optional(z.nullable(Interval)),
    unit: z.optional(z.nullable(z.string())),
    group: z.optional(z.nullable(FeatureGroup)),
    translations: translationsOf({ unit: z.string(), group: FeatureGroup }),
  }),
  translations: translationsOf({ title: z.string() }),
});
export type ProductFeature = z.infer<typeof ProductFeature>;

export const Product = z.object({
  id: z.string(),
  name: z.string(),
  description: z.nullable(z.string()),
  prices: z.array(Price).check(z.describe('Empty: a plan sold by talking, shown as Custom')),
  features: z.array(ProductFeature),
  isCurrentPlan: z.boolean(),
  trialDays: z.int(),
  highlighted: z.optional(z.boolean()),
  contactUrl: z.optional(z.nullable(z.string())),
  translations: translationsOf({ name: z.string(), description: z.string() }),
});
export type Product = z.infer<typeof Product>;

export const CurrentSubscription = z.object({
  id: z.string(),
  productId: z.string(),
  priceId: z.string(),
  status: SubscriptionStatus,
  currentPeriodEnd: Timestamp,
  cancelAtPeriodEnd: z.boolean(),
  interval: z.optional(Interval),
  intervalCount: z.optional(z.int()),
  amount: z.optional(MinorUnits),
  currency: z.optional(Currency),
  quantity: z.optional(z.int().check(z.gte(1), z.describe('Units paid for, such as seats; 1 where the price has none'))),
  pendingChange: z.optional(z.nullable(PendingChange)),
});
export type CurrentSubscription = z.infer<typeof CurrentSubscription>;

export const ProductList = z.object({
  products: z.array(Product),
  currentSubscription: z.nullable(CurrentSubscription),
});
export type ProductList = z.infer<typeof ProductList>;

export const listProducts = operation({
  id: 'listProducts',
  method: 'get',
  path: '/v1/products',
  tag: 'Catalog',
  summary: 'The plans on sale; with a session token also which one the customer has',
  auth: ['session', 'publishable', 'secret'],
  query: z.object({ planIds: z.optional(z.string().check(z.maxLength(2000), z.describe('Product ids, separated by commas'))) }),
  answer: ProductList,
});
