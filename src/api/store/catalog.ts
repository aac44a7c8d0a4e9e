import type { FeatureType } from '../../contract/index.js';
import type { Feature, Grant } from '../domain/entitlement.js';
import type { Translations } from '../domain/translations.js';
import type { Db } from './database.js';
import type { Price, Product } from './tables.js';

export interface PlanFeature extends Grant {
  readonly title: string;
  readonly type: FeatureType;
  readonly unit: string | null;
  readonly group: string | null;
  readonly translations: Translations;
}

/** A price as it is sold. */
export interface SoldPrice extends Price {
  /** Use is billed beside it, by a metered price of its product. */
  readonly metersUse: boolean;
}

export interface CatalogProduct {
  readonly product: Product;
  readonly prices: SoldPrice[];
  readonly features: PlanFeature[];
}

/** What is on sale, in the order it was set up. */
export async function loadCatalog(db: Db, projectId: string, productIds?: readonly string[]): Promise<CatalogProduct[]> {
  const products = await db
    .selectFrom('products')
    .selectAll()
    .where('projectId', '=', projectId)
    .where('active', '=', true)
    .$if(productIds !== undefined, (query) => query.where('id', 'in', productIds?.length ? productIds : ['']))
    .orderBy('position')
    .execute();
  const prices = await soldPrices(db, projectId).where('prices.active', '=', true).orderBy('prices.position').execute();
  const features = await loadPlanFeatures(db, projectId);
  return products.map((product) => ({
    product,
    prices: prices.filter((price) => price.productId === product.id),
    features: features.filter((feature) => feature.productId === product.id),
  }));
}

/** What each plan grants, or only its grant of one feature. */
export async function loadPlanFeatures(db: Db, projectId: string, featureKey?: string): Promise<PlanFeature[]> {
  const rows = await db
    .selectFrom('productFeatures as granted')
    .innerJoin('features as feature', (join) =>
      join.onRef('feature.projectId', '=', 'granted.projectId').onRef('feature.key', '=', 'granted.featureKey'),
    )
    .select((eb) => [
      'granted.productId', 'granted.featureKey', 'granted.limitUnits', 'granted.period',
      'feature.title', 'feature.type', 'feature.unit', 'feature.groupTitle', 'feature.translations',
      eb.exists(
        eb
          .selectFrom('prices')
          .select('prices.id')
          .whereRef('prices.projectId', '=', 'granted.projectId')
          .whereRef('prices.productId', '=', 'granted.productId')
          .whereRef('prices.meteredFeatureKey', '=', 'granted.featureKey')
          .where('prices.active', '=', true),
      ).as('overage'),
    ])
    .where('granted.projectId', '=', projectId)
    .$if(featureKey !== undefined, (query) => query.where('granted.featureKey', '=', featureKey ?? ''))
    .orderBy('feature.position')
    .execute();
  return rows.map((row) => ({
    productId: row.productId,
    featureKey: row.featureKey,
    limit: row.limitUnits,
    period: row.period,
    overage: Boolean(row.overage),
    title: row.title,
    type: row.type,
    unit: row.unit,
    group: row.groupTitle,
    translations: row.translations,
  }));
}

export const loadFeatures = (db: Db, projectId: string): Promise<Feature[]> =>
  db.selectFrom('features').select(['key', 'title', 'type', 'unit', 'translations']).where('projectId', '=', projectId).orderBy('position').execute();

export const soldPrices = (db: Db, projectId: string) =>
  db
    .selectFrom('prices')
    .selectAll('prices')
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('prices as metered')
            .select('metered.id')
            .whereRef('metered.projectId', '=', 'prices.projectId')
            .whereRef('metered.productId', '=', 'prices.productId')
            .whereRef('metered.currency', '=', 'prices.currency')
            .where('metered.meteredFeatureKey', 'is not', null)
            .where('metered.active', '=', true),
        )
        .$castTo<boolean>()
        .as('metersUse'),
    )
    .where('prices.projectId', '=', projectId);

export const findPrice = (db: Db, projectId: string, id: string): Promise<SoldPrice | undefined> =>
  soldPrices(db, projectId).where('prices.id', '=', id).executeTakeFirst();

export const findProduct = (db: Db, projectId: string, id: string): Promise<Product | undefined> =>
  db.selectFrom('products').selectAll().where('projectId', '=', projectId).where('id', '=', id).executeTakeFirst();
