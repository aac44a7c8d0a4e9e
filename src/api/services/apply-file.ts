import { CatalogFile, type Catalog } from '../domain/catalog-file.js';
import { faultsOf } from '../domain/catalog-rules.js';
import { check } from '../domain/check.js';
import { canonicalJson } from '../domain/hash.js';
import type { Database, Db } from '../store/database.js';
import { applyCatalog } from './apply.js';
import { changesBetween, takeSnapshot } from './catalog-snapshot.js';

/** The file cannot be applied, and nothing of it was. Lists everything that is wrong with it. */
export class CatalogFileError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The file was not applied:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}

/** Reads `billing.json`: one project, or several in an array. */
export function readCatalogFile(text: string): Catalog[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new CatalogFileError([error instanceof Error ? error.message : 'not JSON']);
  }
  return (Array.isArray(value) ? value : [value]).map((entry) => {
    const read = check(CatalogFile, entry);
    if (read.faults) throw new CatalogFileError(read.faults.map(({ path, message }) => `${path || 'the file'}: ${message}`));
    const faults = faultsOf(read.data);
    if (faults.length > 0) throw new CatalogFileError(faults);
    return read.data;
  });
}

/** Applies whole files or nothing, and says what changed, a line each. */
export async function applyCatalogs(db: Database, catalogs: readonly Catalog[], now: Date): Promise<string[]> {
  return db.transaction().execute(async (tx) => {
    const lines: string[] = [];
    for (const catalog of catalogs) {
      const projectId = catalog.project.id;
      const before = await takeSnapshot(tx, projectId);
      await refuseUnsafe(tx, catalog);
      await applyCatalog(tx, catalog, now);
      lines.push(...changesBetween(before, await takeSnapshot(tx, projectId)));
    }
    return lines;
  });
}

/** What a customer agreed to when they bought a price. It must not change while somebody pays it, or will from the next period on. */
const AGREED = ['amount', 'currency', 'interval', 'intervalCount', 'scheme', 'tiers', 'packageSize', 'productId', 'taxBehavior'] as const;

async function refuseUnsafe(db: Db, catalog: Catalog): Promise<void> {
  const projectId = catalog.project.id;
  const faults: string[] = [];
  const project = await db.selectFrom('projects').select('mode').where('id', '=', projectId).executeTakeFirst();
  if (project && project.mode !== catalog.project.mode) faults.push(`project ${projectId} is ${project.mode} and stays so`);
  const types = new Map((await db.selectFrom('features').select(['key', 'type']).where('projectId', '=', projectId).execute()).map((it) => [it.key, it.type]));
  for (const feature of catalog.features) {
    const type = types.get(feature.key);
    if (type && type !== feature.type) faults.push(`feature ${feature.key} is a ${type} and stays so: take another key`);
  }
  const sold = await db
    .selectFrom('prices')
    .selectAll()
    .where('projectId', '=', projectId)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('subscriptions')
          .select('subscriptions.id')
          .whereRef('subscriptions.projectId', '=', 'prices.projectId')
          .where((of) =>
            of.or([
              of('subscriptions.priceId', '=', of.ref('prices.id')),
              of('subscriptions.pendingPriceId', '=', of.ref('prices.id')),
              // A plan's metered prices are paid by everybody who has the plan.
              of.and([
                of('prices.meteredFeatureKey', 'is not', null),
                of('prices.active', '=', true),
                of('subscriptions.productId', '=', of.ref('prices.productId')),
                of('subscriptions.endedAt', 'is', null),
              ]),
            ]),
          ),
      ),
    )
    .execute();
  for (const { id, productId } of sold.filter((it) => it.meteredFeatureKey !== null)) {
    const product = catalog.products.find((it) => it.id === productId);
    if (product && !product.prices.some((it) => it.id === id)) faults.push(`price ${id} bills the use of everybody who has ${productId}, so that it stays as long as ${productId} is sold: sell what comes after as a product with another id`);
  }
  for (const product of catalog.products) {
    for (const price of product.prices) {
      const old = sold.find((it) => it.id === price.id);
      if (!old) continue;
      const wanted = { ...price, tiers: price.tiers ?? null, packageSize: price.packageSize ?? null, productId: product.id };
      const differs = AGREED.filter((field) => canonicalJson(wanted[field]) !== canonicalJson(old[field]));
      if (differs.length > 0) faults.push(`price ${price.id} has subscribers, so that its ${differs.join(' and ')} cannot change: add a price with another id`);
    }
  }
  if (faults.length > 0) throw new CatalogFileError(faults);
}
