import { html } from 'hono/html';
import { countries, isCountry } from '../../countries.js';
import type { Place, TaxedPlaces } from '../domain/place.js';
import type { Html } from './page.js';
import type { PageWords, TextKey } from './words/index.js';

/** Where a payer is, as far as they have said: the question of a checkout whose taxes depend on it. */
export interface Whereabouts {
  /** Empty until it is said. */
  readonly country: string;
  /** Those of its states to choose from. */
  readonly states: readonly string[];
  /** null: none of them. */
  readonly state: string | null | undefined;
}

/** How a form says that it is none of the states. */
const OTHER = '*';

/** What is known of a place, by the states that its country has now. */
export function whereabouts(places: TaxedPlaces, { country, state }: { readonly country: string; readonly state?: string | null | undefined }): Whereabouts {
  const states = places.get(country) ?? [];
  if (states.length === 0) return { country, states, state: null };
  return { country, states, state: typeof state === 'string' && !states.includes(state) ? undefined : state };
}

export function readWhereabouts(places: TaxedPlaces, fields: URLSearchParams): Whereabouts {
  const country = fields.get('country') ?? '';
  const state = fields.get('state') ?? undefined;
  return whereabouts(places, { country: isCountry(country) ? country : '', state: state === OTHER ? null : state });
}

/** The place, once nothing of it is open any more. */
export const placeOf = ({ country, state }: Whereabouts): Place | undefined => (country && state !== undefined ? { country, state } : undefined);

export const placeProblems = ({ country, state }: Whereabouts): { country?: TextKey; state?: TextKey } => ({
  ...(country ? {} : { country: 'countryMissing' }),
  ...(state === undefined ? { state: 'stateMissing' } : {}),
});

/**
 * The country that a browser's languages name. It is guessed only where there are taxes: who is taxed by mistake will
 * notice, and who is not would not.
 */
export const guessPlace = (places: TaxedPlaces, region: string | undefined): Whereabouts =>
  whereabouts(places, { country: region && places.has(region) ? region : '' });

export function placeFields(words: PageWords, { country, states, state }: Whereabouts, problems: { readonly country?: TextKey; readonly state?: TextKey }): Html {
  const names = [...states].sort(new Intl.Collator(words.lang).compare);
  return html`
    ${choice(words, { name: 'country', token: 'country', chosen: country, problem: problems.country, options: countries(words.lang).map(({ code, name }) => [code, name]) })}
    ${states.length > 0
      ? choice(words, {
          name: 'state',
          token: 'address-level1',
          chosen: state === null ? OTHER : (state ?? ''),
          problem: problems.state,
          options: [...names.map((name) => [name, name] as const), [OTHER, words.text('otherState')]],
        })
      : ''}`;
}

interface Choice {
  readonly name: 'country' | 'state';
  readonly token: string;
  readonly chosen: string;
  readonly problem: TextKey | undefined;
  readonly options: readonly (readonly [value: string, label: string])[];
}

const choice = (words: PageWords, { name, token, chosen, problem, options }: Choice): Html => html`<label>${words.text(name)}
  <select name="${name}" autocomplete="billing ${token}" required aria-invalid="${problem ? 'true' : 'false'}" ${problem ? html`aria-describedby="${name}-wrong"` : ''}>
    ${chosen ? '' : html`<option value="" selected></option>`}
    ${options.map(([value, label]) => html`<option value="${value}" ${value === chosen ? html`selected` : ''}>${label}</option>`)}
  </select>
  ${problem ? html`<span class="wrong" id="${name}-wrong" role="alert">${words.text(problem)}</span>` : ''}
</label>`;
