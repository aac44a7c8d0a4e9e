import { randomText } from '../domain/ids.js';
import type { Catalog } from '../domain/catalog-file.js';
import { shareTranslations } from '../domain/shared-translations.js';
import type { Db } from '../store/database.js';
import { json } from '../store/json.js';

/** Brings a project's catalog to what the file says. What the file no longer names is taken off sale, never deleted: somebody may have bought it. */
export async function applyCatalog(db: Db, file: Catalog, now: Date): Promise<void> {
  const catalog = shareTranslations(file);
  const projectId = catalog.project.id;
  await applyProject(db, catalog.project, now);
  await db.updateTable('products').set({ active: false }).where('projectId', '=', projectId).execute();
  await db
    .updateTable('prices')
    .set({ active: false })
    .where('projectId', '=', projectId)
    // A plan that the file no longer names keeps its metered prices: some customers may still be on it.
    .where((eb) => eb.or([eb('meteredFeatureKey', 'is', null), eb('productId', 'in', ['', ...catalog.products.map(({ id }) => id)])]))
    .execute();

  for (const [position, { key, title, type, unit = null, group = null, translations }] of catalog.features.entries()) {
    const row = { title, type, unit, groupTitle: group, translations: json(translations), position };
    await db
      .insertInto('features')
      .values({ projectId, key, ...row })
      .onConflict((conflict) => conflict.columns(['projectId', 'key']).doUpdateSet(row))
      .execute();
  }
  for (const [position, product] of catalog.products.entries()) await applyProduct(db, projectId, product, position);
  await applyMeters(db, catalog);
  await applyTokens(db, catalog);
  await applyCoupons(db, catalog);
  await applyTaxRates(db, catalog);
}

async function applyCoupons(db: Db, { project: { id: projectId }, coupons }: Catalog): Promise<void> {
  await db.updateTable('coupons').set({ active: false }).where('projectId', '=', projectId).execute();
  for (const { id, name, percentOff = null, amountOff = null, currency = null, duration, durationMonths = null, redeemBy } of coupons) {
    const row = { name, percentOff, amountOff, currency, duration, durationMonths, redeemBy: redeemBy ? new Date(redeemBy) : null, active: true };
    await db
      .insertInto('coupons')
      .values({ projectId, id, ...row })
      .onConflict((conflict) => conflict.columns(['projectId', 'id']).doUpdateSet(row))
      .execute();
  }
}

async function applyTaxRates(db: Db, { project: { id: projectId }, taxRates }: Catalog): Promise<void> {
  await db.updateTable('taxRates').set({ active: false }).where('projectId', '=', projectId).execute();
  for (const { id, name, percentage, country, state = null } of taxRates) {
    const row = { name, percentage, country, state, active: true };
    await db
      .insertInto('taxRates')
      .values({ projectId, id, ...row })
      .onConflict((conflict) => conflict.columns(['projectId', 'id']).doUpdateSet(row))
      .execute();
  }
}

async function applyMeters(db: Db, { project: { id: projectId }, meters }: Catalog): Promise<void> {
  await db.updateTable('meters').set({ active: false }).where('projectId', '=', projectId).execute();
  for (const [position, { key, eventType, aggregation, property = null, featureKey = null }] of meters.entries()) {
    const row = { eventType, aggregation, property, featureKey, position, active: true };
    await db
      .insertInto('meters')
      .values({ projectId, key, ...row })
      .onConflict((conflict) => conflict.columns(['projectId', 'key']).doUpdateSet(row))
      .execute();
  }
}

async function applyTokens(db: Db, { project: { id: projectId }, tokenTypes, upstreams }: Catalog): Promise<void> {
  await db.updateTable('tokenTypes').set({ active: false }).where('projectId', '=', projectId).execute();
  await db.updateTable('upstreams').set({ active: false }).where('projectId', '=', projectId).execute();
  for (const [position, { type, dailyTrial = null }] of tokenTypes.entries()) {
    const row = { dailyTrial, position, active: true };
    await db
      .insertInto('tokenTypes')
      .values({ projectId, type, ...row })
      .onConflict((conflict) => conflict.columns(['projectId', 'type']).doUpdateSet(row))
      .execute();
  }
  for (const { id, headers, paths, ...upstream } of upstreams) {
    const row = { ...upstream, headers: json(headers), paths: json(paths), active: true };
    await db
      .insertInto('upstreams')
      .values({ projectId, id, ...row })
      .onConflict((conflict) => conflict.columns(['projectId', 'id']).doUpdateSet(row))
      .execute();
  }
}

async function applyProject(db: Db, { id, name, mode, allowedOrigins, anyLoopback, localeDefault }: Catalog['project'], now: Date): Promise<void> {
  const row = { name, allowedOrigins: json(allowedOrigins), anyLoopback, localeDefault };
  await db
    .insertInto('projects')
    .values({ id, mode, ...row, sessionSecret: randomText(52), createdAt: now })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

async function applyProduct(db: Db, projectId: string, product: Catalog['products'][number], position: number): Promise<void> {
  const { id, name, description = null, trialDays, highlighted, contactUrl = null, translations } = product;
  const row = { name, description, trialDays, highlighted, contactUrl, translations: json(translations), position, active: true };
  await db
    .insertInto('products')
    .values({ projectId, id, ...row })
    .onConflict((conflict) => conflict.columns(['projectId', 'id']).doUpdateSet(row))
    .execute();

  // A plan off sale keeps its grants: customers who have it keep what they bought.
  await db.deleteFrom('productFeatures').where('projectId', '=', projectId).where('productId', '=', id).execute();
  const grants = Object.entries(product.features).map(([featureKey, grant]) => {
    const { limit, period = null } = grant === true ? { limit: null } : grant;
    return { projectId, productId: id, featureKey, limitUnits: limit, period };
  });
  if (grants.length > 0) await db.insertInto('productFeatures').values(grants).execute();
  for (const [index, price] of product.prices.entries()) {
    const columns = {
      productId: id,
      amount: price.amount,
      currency: price.currency,
      interval: price.interval,
      intervalCount: price.intervalCount,
      scheme: price.scheme,
      unitLabel: price.unitLabel ?? null,
      meteredFeatureKey: price.meteredFeatureKey ?? null,
      tiers: json(price.tiers ?? null),
      packageSize: price.packageSize ?? null,
      taxBehavior: price.taxBehavior,
      translations: json(price.translations),
      position: index,
      active: true,
    };
    await db
      .insertInto('prices')
      .values({ projectId, id: price.id, ...columns })
      .onConflict((conflict) => conflict.columns(['projectId', 'id']).doUpdateSet(columns))
      .execute();
  }
}
