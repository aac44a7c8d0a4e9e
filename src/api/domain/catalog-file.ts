import * as z from 'zod/mini';
import { Currency, FeatureKey, FeatureType, Interval, MinorUnits, PriceScheme, PriceTier } from '../../contract/index.js';

const Id = z.string().check(z.regex(/^[A-Za-z0-9_.-]{1,100}$/));
const Words = z.string().check(z.minLength(1), z.maxLength(500));

export const FeatureEntry = z.strictObject({
  key: FeatureKey,
  title: Words,
  type: FeatureType,
  unit: z.optional(Words),
  group: z.optional(Words.check(z.describe('Heading in a feature comparison'))),
});

export const PriceEntry = z.strictObject({
  id: Id,
  amount: z._default(MinorUnits.check(z.gte(0)), 0),
  currency: Currency,
  interval: Interval,
  intervalCount: z._default(z.int().check(z.gte(1), z.lte(100)), 1),
  scheme: z._default(PriceScheme, 'flat'),
  unitLabel: z.optional(Words),
  meteredFeatureKey: z.optional(FeatureKey),
  tiers: z.optional(z.array(PriceTier).check(z.minLength(1), z.maxLength(50))),
  packageSize: z.optional(z.number().check(z.positive())),
  taxBehavior: z._default(z.enum(['inclusive', 'exclusive', 'unspecified']), 'unspecified'),
});

/** `true` for a flag; a limit, null for none, for what is counted or capped. */
export const GrantEntry = z.union([
  z.literal(true),
  z.strictObject({ limit: z.nullable(z.number().check(z.gte(0))), period: z.optional(Interval) }),
]);

export const ProductEntry = z.strictObject({
  id: Id,
  name: Words,
  description: z.optional(Words),
  trialDays: z._default(z.int().check(z.gte(0), z.lte(730)), 0),
  highlighted: z._default(z.boolean(), false),
  contactUrl: z.optional(z.string().check(z.maxLength(2048), z.regex(/^(https:\/\/|mailto:)/))),
  features: z._default(z.record(FeatureKey, GrantEntry), {}),
  prices: z._default(z.array(PriceEntry), []),
});

/** What one project sells: the shape of `billing.json`. */
export const CatalogFile = z.strictObject({
  project: z.strictObject({
    id: Id,
    name: Words,
    mode: z._default(z.enum(['test', 'live']), 'test'),
    allowedOrigins: z._default(z.array(z.string().check(z.regex(/^https?:\/\/[^/]+$/))), []),
    anyLoopback: z._default(z.boolean(), false),
  }),
  features: z._default(z.array(FeatureEntry), []),
  products: z._default(z.array(ProductEntry), []),
});
export type CatalogFile = z.input<typeof CatalogFile>;
export type Catalog = z.output<typeof CatalogFile>;
