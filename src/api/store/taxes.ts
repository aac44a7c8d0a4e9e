import type { Address } from '../../contract/index.js';
import type { TaxedPlaces } from '../domain/place.js';
import type { Db } from './database.js';
import type { TaxRate } from './tables.js';

/** The tax rates of a place: of its country, and of its state where a rate names one. */
export const taxRatesFor = async (db: Db, projectId: string, address: Address | null): Promise<TaxRate[]> =>
  ratesAt(await activeRates(db, projectId, [address]), address);

/** The same for many customers at once; none for a customer who is not there. */
export async function taxRatesOf(db: Db, projectId: string, customerIds: readonly string[]): Promise<(customerId: string) => TaxRate[]> {
  const customers = await db
    .selectFrom('customers')
    .select(['id', 'address'])
    .where('projectId', '=', projectId)
    .where('id', 'in', customerIds.length > 0 ? [...new Set(customerIds)] : [''])
    .execute();
  const addresses = new Map(customers.map(({ id, address }) => [id, address]));
  const rates = await activeRates(db, projectId, [...addresses.values()]);
  return (customerId) => ratesAt(rates, addresses.get(customerId) ?? null);
}

async function activeRates(db: Db, projectId: string, addresses: readonly (Address | null)[]): Promise<TaxRate[]> {
  const countries = [...new Set(addresses.flatMap((it) => it?.country ?? []))];
  if (countries.length === 0) return [];
  return db
    .selectFrom('taxRates')
    .selectAll()
    .where('projectId', '=', projectId)
    .where('country', 'in', countries)
    .where('active', '=', true)
    .orderBy('id')
    .execute();
}

const ratesAt = (rates: readonly TaxRate[], address: Address | null): TaxRate[] =>
  rates.filter(({ country, state }) => country === address?.country && (state === null || state === address.state));

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
