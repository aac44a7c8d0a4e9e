import type { ProductList } from '../contract/product.js';
import { systemClock } from './clock.js';
import { withDeadline } from './deadline.js';
import { BillingError, NetworkError } from './errors.js';
import { toError } from './http.js';
import { readPlans } from './read-plans.js';
import { createResource, type Resource, type ResourceState } from './resource.js';
import { createStore } from './store.js';

/** Plans that do not come from the API: text in the page, or an address. */
export type PagePlans = { readonly text: string } | { readonly url: string };

const TIMEOUT_MS = 10_000;

/** As a resource, so that whoever shows plans need not know where they come from. */
export const pagePlans = (source: PagePlans): Resource<ProductList> =>
  'text' in source ? writtenPlans(source.text) : fetchedPlans(source.url);

/** Text in the page does not change, so a refresh has nothing to do. */
function writtenPlans(text: string): Resource<ProductList> {
  return { ...createStore(Object.freeze(stateOf(text))), refresh: () => Promise.resolve() };
}

function stateOf(text: string): ResourceState<ProductList> {
  try {
    return { status: 'ready', data: readPlans(text), stale: false, updatedAt: systemClock.now() };
  } catch (error) {
    if (!(error instanceof BillingError)) throw error;
    return { status: 'error', error };
  }
}

function fetchedPlans(url: string): Resource<ProductList> {
  const what = `GET ${url}`;
  return createResource<ProductList>(
    { name: 'plans', path: url, topics: [], parse: readPlans },
    {
      request: <T>(_path: string, { signal }: { signal?: AbortSignal | undefined } = {}) =>
        withDeadline(systemClock, TIMEOUT_MS, what, signal, (alive) => fetchText(url, what, alive)) as Promise<T>,
      clock: systemClock,
      host: { isHidden: () => false },
      random: Math.random,
    },
  );
}

async function fetchText(url: string, what: string, signal: AbortSignal): Promise<string> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, { signal });
    text = await response.text();
  } catch (cause) {
    throw new NetworkError('network_error', `${what}: no answer`, { cause });
  }
  if (!response.ok) throw toError(response.status, response.headers, undefined, what);
  return text;
}
