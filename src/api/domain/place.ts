import type { Address } from '../../contract/index.js';

/** Where somebody is, as far as taxes ask. */
export interface Place {
  readonly country: string;
  /** null: in none that has taxes of its own. */
  readonly state: string | null;
}

/** The countries that have taxes, each with those of its states that have some of their own. */
export type TaxedPlaces = ReadonlyMap<string, readonly string[]>;

/** What was said fills in what was not known; what was known stays. */
export const addressAt = (known: Address | null, { country, state }: Place): Address => ({ ...known, country, state: known?.state || state });
