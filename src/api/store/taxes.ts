import type { Address } from '../../contract/index.js';
import type { TaxedPlaces } from '../domain/place.js';
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

export async function taxedPlaces(db: Db, projectId: string): Promise<TaxedPlaces> {
  const rates = await db
    .selectFrom('taxRates')
    .select(['country', 'state'])
    .where('projectId', '=', projectId)
    .where('active', '=', true)
    .execute();
  const places = new Map<string, Set<string>>();
  for (const { country, state } of rates) {
    const states = places.get(country) ?? new Set();
    places.set(country, state === null ? states : states.add(state));
  }
  return new Map([...places].map(([country, states]) => [country, [...states]]));
}
