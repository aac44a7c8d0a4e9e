import { isTiered, type Catalog } from './catalog-file.js';
import type { Translations } from './translations.js';

type PriceEntry = Catalog['products'][number]['prices'][number];

/** What is wrong with a catalog beyond the shape of its fields, in words for the file's author. Empty if nothing is. */
export function faultsOf(catalog: Catalog): string[] {
  const features = new Map(catalog.features.map((feature) => [feature.key, feature]));
  const prices = catalog.products.flatMap((product) => product.prices);
  return [
    ...repeated('feature', catalog.features.map((it) => it.key)),
    ...repeated('product', catalog.products.map((it) => it.id)),
    ...repeated('price', prices.map((it) => it.id)),
    ...repeated('coupon', catalog.coupons.map((it) => it.id)),
    ...repeated('meter', catalog.meters.map((it) => it.key)),
    ...repeated('tax rate', catalog.taxRates.map((it) => it.id)),
    ...catalog.products.flatMap((product) =>
      Object.entries(product.features).flatMap(([key, grant]) => {
        const feature = features.get(key);
        if (!feature) return [`product ${product.id}: there is no feature ${key}`];
        if (feature.type === 'boolean_flag' && grant !== true) return [`product ${product.id}: ${key} is a flag and is granted with true`];
        if (feature.type !== 'boolean_flag' && grant === true) return [`product ${product.id}: ${key} needs a limit (null = unlimited)`];
        return [];
      }),
    ),
    ...catalog.meters.flatMap(({ key, featureKey }) =>
      featureKey !== undefined && features.get(featureKey)?.type !== 'usage_quota' ? [`meter ${key}: ${featureKey} is not a counted feature`] : [],
    ),
    ...prices.flatMap((price) => {
      const metered = price.meteredFeatureKey;
      const wrongMeter = metered !== undefined && features.get(metered)?.type !== 'usage_quota';
      return [...(wrongMeter ? [`price ${price.id}: ${metered} is not a counted feature`] : []), ...schemeFaults(price)];
    }),
    ...catalog.features.flatMap((it) => untranslatable(`feature ${it.key}`, it)),
    ...catalog.products.flatMap((it) => untranslatable(`product ${it.id}`, it)),
    ...prices.flatMap((it) => untranslatable(`price ${it.id}`, it)),
  ];
}

/** Nobody would read the translation of a text that is not there. */
const untranslatable = (what: string, { translations, ...own }: { readonly translations: Translations }): string[] =>
  Object.entries(translations).flatMap(([lang, texts]) =>
    Object.keys(texts).filter((field) => !(field in own)).map((field) => `${what}: translations.${lang} has a ${field}, and the ${what.split(' ')[0]} itself has none`),
  );

/** With it a million of anything, as many as can be bought, still is a number that holds each unit. */
const AMOUNT_MAX = 9_000_000_000;

/** Sizes have six decimals: what is smaller than the last of them is nothing. */
const SIZE_MIN = 0.000_001;

function schemeFaults({ id, amount, scheme, tiers, packageSize }: PriceEntry): string[] {
  const faults: string[] = [];
  const amounts = [amount, ...(tiers ?? []).flatMap((tier) => [tier.unitAmount, tier.flatAmount])];
  if (amounts.some((it) => it < 0 || it > AMOUNT_MAX)) faults.push(`price ${id}: amounts are from 0 to ${AMOUNT_MAX}, those of tiers too`);
  if (packageSize !== undefined && packageSize < SIZE_MIN) faults.push(`price ${id}: packageSize is at least ${SIZE_MIN.toFixed(6)}`);
  if (isTiered(scheme) !== (tiers !== undefined)) faults.push(`price ${id}: tiers go with graduated and volume, and only with them`);
  if ((scheme === 'package') !== (packageSize !== undefined)) faults.push(`price ${id}: packageSize goes with package, and only with it`);
  const bounds = (tiers ?? []).map((tier) => tier.upTo ?? Infinity);
  const rising = bounds.every((bound, index) => bound > (bounds[index - 1] ?? 0));
  if (tiers && (!rising || bounds.at(-1) !== Infinity)) faults.push(`price ${id}: tiers rise, and the last one has upTo null`);
  return faults;
}

function repeated(what: string, ids: readonly string[]): string[] {
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  return [...new Set(twice)].map((id) => `${what} ${id} is there twice`);
}
