import { addressAt, type TaxedPlaces } from '../domain/place.js';
import { isFree } from '../domain/price.js';
import { findPrice } from '../store/catalog.js';
import type { Db } from '../store/database.js';
import type { Checkout, Customer } from '../store/tables.js';
import { taxedPlaces } from '../store/taxes.js';

/** The places that a payer may choose from; undefined if theirs is on file, or if no tax, now or later, depends on it. */
export async function placesAsked(db: Db, { projectId, priceId }: Checkout, { address }: Customer): Promise<TaxedPlaces | undefined> {
  if (address?.country) return undefined;
  const places = await taxedPlaces(db, projectId);
  const price = places.size > 0 ? await findPrice(db, projectId, priceId) : undefined;
  if (!price || isFree(price)) return undefined;
  return address?.state ? new Map([...places.keys()].map((country) => [country, []])) : places;
}

/** The customer with the place given in the checkout, unless one was on file. */
export const placed = (customer: Customer, { place }: Pick<Checkout, 'place'>): Customer =>
  place && !customer.address?.country ? { ...customer, address: addressAt(customer.address, place) } : customer;
