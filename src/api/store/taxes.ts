import type { Address } from '../../contract/index.js';
import type { Db } from './database.js';
import type { TaxRate } from './tables.js';

/** The rates of a place: those of its country, and of its state where a rate names one. */
export async function taxRatesFor(db: Db, projectId: string, address: Address | null): Promise<TaxRate[]> {
  if (!address?.country) return [];
  const rates = await db
    .selectFrom('taxRates')
    .selectAll()
    .where('projectId', '=', projectId)
    .where('country', '=', address.country)
    .where('active', '=', true)
    .orderBy('id')
    .execute();
  return rates.filter((rate) => rate.state === null || rate.state === address.state);
}
