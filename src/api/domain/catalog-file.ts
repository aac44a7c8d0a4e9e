import * as z from 'zod/mini';
import { Currency, FeatureKey, FeatureType, Interval, MeterAggregation, MinorUnits, PriceScheme, PriceTier, Timestamp } from '../../contract/index.js';

const Id = z.string().check(z.regex(/^[A-Za-z0-9_.-]{1,100}$/));
const Words = z.string().check(z.minLength(1), z.maxLength(500));
const Locale = z.string().check(z.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/), z.describe('Language tag such as en or pt-BR'));

/** Some texts of what they stand in, by language: what is not among them stays as it is. */
const translationsOf = <Texts extends z.core.$ZodLooseShape>(texts: Texts) =>
  z._default(z.record(Locale.check(z.toLowerCase()), z.partial(z.strictObject(texts))), {});

export const FeatureEntry = z.strictObject({
  key: FeatureKey,
  title: Words,
  type: FeatureType,
  unit: z.optional(Words),
  group: z.optional(Words.check(z.describe('Heading in a feature comparison'))),
  translations: translationsOf({ title: Words, unit: Words, group: Words }),
});

const PriceShape = z.strictObject({
  id: Id,
  amount: z.optional(MinorUnits.check(z.gte(0))),
  currency: Currency,
  interval: Interval,
  intervalCount: z._default(z.int().check(z.gte(1), z.lte(100)), 1),
  scheme: z._default(PriceScheme, 'flat'),
  unitLabel: z.optional(Words),
  meteredFeatureKey: z.optional(FeatureKey),
  tiers: z.optional(z.array(PriceTier).check(z.minLength(1), z.maxLength(50))),
  packageSize: z.optional(z.number().check(z.positive())),
  taxBehavior: z._default(z.enum(['inclusive', 'exclusive', 'unspecified']), 'unspecified'),
  translations: translationsOf({ unitLabel: Words }),
});

/** Its tiers say what it costs. */
export const isTiered = (scheme: PriceScheme): boolean => scheme === 'graduated' || scheme === 'volume';

/** What is left out must not make a price free: only tiers do without an amount. */
export const PriceEntry = z.pipe(
  PriceShape.check(
    z.refine(({ amount, scheme }) => amount !== undefined || isTiered(scheme), { error: 'what it costs in minor units: 1900 for $19.00, 0 for free', path: ['amount'] }),
  ),
  z.transform((price) => ({ ...price, amount: price.amount ?? 0 })),
);

/** `true` for a flag; a limit, null for none, for what is counted or capped. */
export const GrantEntry = z.union(
  [z.literal(true), z.strictObject({ limit: z.nullable(z.number().check(z.gte(0))), period: z.optional(Interval) })],
  { error: 'true for a flag, {"limit": 100, "period": "month"} for what is counted or capped (null: without limit); leave out what is not granted' },
);

export const ProductEntry = z.strictObject({
  id: Id,
  name: Words,
  description: z.optional(Words),
  trialDays: z._default(z.int().check(z.gte(0), z.lte(730)), 0),
  highlighted: z._default(z.boolean(), false),
  contactUrl: z.optional(z.string().check(z.maxLength(2048), z.regex(/^(https:\/\/|mailto:)/, 'a whole address that begins with https:// or mailto:'))),
  translations: translationsOf({ name: Words, description: Words }),
  features: z._default(z.record(FeatureKey, GrantEntry), {}),
  prices: z._default(z.array(PriceEntry), []),
});

/** What balances are counted in; `dailyTrial` is what a balance is raised to once a day. */
export const TokenTypeEntry = z.strictObject({
  type: Id,
  dailyTrial: z.optional(z.int().check(z.gte(1), z.lte(1_000_000_000))),
});

/** A header's value; `${GATEWAY_NAME}` in it is read from the API's environment, so that the file needs no secret. */
const HeaderValue = z.string().check(
  z.maxLength(4096),
  z.regex(/^[\t\x20-\x7e]*$/),
  z.refine((value) => !value.replaceAll(/\$\{GATEWAY_[A-Z0-9_]+\}/g, '').includes('${'), { error: 'only ${GATEWAY_…} is read from the environment' }),
);

/** What `/api/v1/api-gateway/{id}/…` leads to. One token of `tokenType` is taken per successful call. */
export const UpstreamEntry = z.strictObject({
  id: Id,
  url: z.string().check(z.maxLength(2048), z.regex(/^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(?=[:/]|$))[^?#\s\\]+$/)),
  tokenType: Id,
  headers: z._default(z.record(z.string().check(z.regex(/^[A-Za-z0-9-]{1,100}$/)), HeaderValue), {}),
  paths: z._default(z.array(z.string().check(z.regex(/^\/[^?#\s\\]*$/))).check(z.minLength(1)), ['/']),
  maxBodyBytes: z._default(z.int().check(z.gte(1), z.lte(100 * 1024 * 1024)), 1024 * 1024),
});

/** What events are counted by, for each billing period of a subscription. */
export const MeterEntry = z
  .strictObject({
    key: Id,
    eventType: Words,
    aggregation: MeterAggregation,
    property: z.optional(Words),
    featureKey: z.optional(FeatureKey.check(z.describe('The counted feature whose quota it feeds'))),
  })
  .check(z.refine(({ aggregation, property }) => (aggregation === 'COUNT') === (property === undefined), { error: 'every meter but a COUNT has a property', path: ['property'] }));

export const CouponEntry = z
  .strictObject({
    id: Id.check(z.describe('What people type')),
    name: Words,
    percentOff: z.optional(z.number().check(z.positive(), z.maximum(100))),
    amountOff: z.optional(MinorUnits.check(z.gte(1))),
    currency: z.optional(Currency),
    duration: z.enum(['once', 'repeating', 'forever']),
    durationMonths: z.optional(z.int().check(z.gte(1), z.lte(120))),
    redeemBy: z.optional(Timestamp),
  })
  .check(
    z.refine((it) => (it.percentOff === undefined) !== (it.amountOff === undefined), { error: 'needs either percentOff or amountOff' }),
    z.refine((it) => (it.amountOff === undefined) === (it.currency === undefined), { error: 'currency goes with amountOff' }),
    z.refine((it) => (it.duration === 'repeating') === (it.durationMonths !== undefined), { error: 'durationMonths goes with duration repeating' }),
  );

/** Applied to customers whose address is in that country, and in that state where one is named. */
export const TaxRateEntry = z.strictObject({
  id: Id,
  name: Words,
  percentage: z.number().check(z.gte(0), z.lte(100)),
  country: z.string().check(z.regex(/^[A-Z]{2}$/)),
  state: z.optional(Words),
});

const CatalogShape = z.strictObject({
  project: z.strictObject({
    id: Id,
    name: Words,
    mode: z._default(z.enum(['test', 'live']), 'test'),
    allowedOrigins: z._default(z.array(z.string().check(z.regex(/^https?:\/\/[^/]+$/, 'an origin such as https://app.example.com, without a slash or path after it'))), []),
    anyLoopback: z._default(z.boolean(), false),
    localeDefault: z._default(Locale, 'en'),
  }),
  features: z._default(z.array(FeatureEntry), []),
  products: z._default(z.array(ProductEntry), []),
  meters: z._default(z.array(MeterEntry), []),
  tokenTypes: z._default(z.array(TokenTypeEntry), []),
  upstreams: z._default(z.array(UpstreamEntry), []),
  coupons: z._default(z.array(CouponEntry), []),
  taxRates: z._default(z.array(TaxRateEntry), []),
});
/** What one project sells: the shape of `billing.json`. */
export const CatalogFile = CatalogShape.check(
  z.refine(({ tokenTypes, upstreams }) => upstreams.every((upstream) => tokenTypes.some(({ type }) => type === upstream.tokenType)), {
    error: 'an upstream takes tokens of a type that the file does not have',
    path: ['upstreams'],
  }),
);
export type CatalogFile = z.input<typeof CatalogFile>;
export type Catalog = z.output<typeof CatalogFile>;
