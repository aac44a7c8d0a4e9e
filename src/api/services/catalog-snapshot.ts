import { canonicalJson } from '../domain/hash.js';
import type { Db } from '../store/database.js';

/** The tables that `billing.json` fills, with the columns that identify a row. */
const CATALOG_TABLES = [
  ['features', 'feature', ['key']],
  ['products', 'product', ['id']],
  ['prices', 'price', ['id']],
  ['productFeatures', 'grant', ['productId', 'featureKey']],
  ['coupons', 'coupon', ['id']],
  ['taxRates', 'tax rate', ['id']],
  ['meters', 'meter', ['key']],
  ['tokenTypes', 'token type', ['type']],
  ['upstreams', 'upstream', ['id']],
] as const;

type Row = Record<string, unknown>;

/** A project's catalog as lines of text, by name, so that it can be compared before and after. */
export type Snapshot = ReadonlyMap<string, Row>;

export async function takeSnapshot(db: Db, projectId: string): Promise<Snapshot> {
  const rows = new Map<string, Row>();
  const project: Row | undefined = await db
    .selectFrom('projects')
    .select(['name', 'mode', 'allowedOrigins', 'anyLoopback', 'localeDefault'])
    .where('id', '=', projectId)
    .executeTakeFirst();
  if (project) rows.set(`project ${projectId}`, project);
  const onSale = new Set((await db.selectFrom('products').select('id').where('projectId', '=', projectId).where('active', '=', true).execute()).map(({ id }) => id));
  for (const [table, what, keys] of CATALOG_TABLES) {
    const found: Row[] = await db.selectFrom(table).selectAll().where('projectId', '=', projectId).execute();
    for (const { projectId: _, ...row } of found) {
      // Off sale counts as gone.
      if (row['active'] !== false && (table !== 'productFeatures' || onSale.has(String(row['productId'])))) rows.set(`${what} ${keys.map((key) => row[key]).join(' ')}`, row);
    }
  }
  return rows;
}

/** What changed in a catalog, one line per change: `+ price x`, `~ price y: amount 2300 → 2500`, `- price z`. */
export function changesBetween(before: Snapshot, after: Snapshot): string[] {
  const added = [...after.keys()].filter((name) => !before.has(name)).map((name) => `+ ${name}`);
  const gone = [...before.keys()].filter((name) => !after.has(name)).map((name) => `- ${name}`);
  const changed = [...after].flatMap(([name, row]) => {
    const old = before.get(name);
    const fields = old ? Object.keys(row).filter((field) => canonicalJson(row[field]) !== canonicalJson(old[field])) : [];
    const words = fields.map((field) => `${field} ${canonicalJson(old?.[field])} → ${canonicalJson(row[field])}`);
    return words.length > 0 ? [`~ ${name}: ${words.join(', ')}`] : [];
  });
  return [...added, ...changed, ...gone];
}
