import type { ProductList } from '../../../contract/product.js';
import type { Client } from '../../../core/client.js';
import type { PagePlans } from '../../../core/plans.js';
import type { NetworkError } from '../../../core/errors.js';
import type { Resource, ResourceState } from '../../../core/resource.js';
import { createStore, LOADING } from '../../../core/store.js';
import type { BillingHost } from '../client/billing-controller.js';
import { acquireClient } from '../client/clients.js';
import { failedClient } from '../client/failed-client.js';
import { fetched } from '../element/on-demand.js';

export interface PricingSourceHost extends BillingHost {
  readonly src?: string | undefined;
  readonly apiUrl?: string | undefined;
  readonly publishableKey?: string | undefined;
}

/**
 * Serves a table without a provider: with a client of its own, from `publishable-key` and `api-url`, or with the plans that
 * come with the page, as JSON inside the element or from `src`.
 */
export class PricingSource {
  readonly #host: PricingSourceHost;
  readonly #pin: (plans: Resource<ProductList> | undefined) => void;
  #settings = '';
  #client: Client | undefined;
  #release: (() => void) | undefined;

  constructor(host: PricingSourceHost, pin: (plans: Resource<ProductList> | undefined) => void) {
    this.#host = host;
    this.#pin = pin;
    host.addController(this);
  }

  hostConnected(): void {
    this.look();
  }

  hostDisconnected(): void {
    this.#settings = '';
    this.#pin(still(LOADING)); // so that the provider's plans do not show in passing
    this.#use(undefined);
  }

  /** Looks at attributes and children again; does nothing if they are as before. */
  look(): void {
    const { apiUrl, publishableKey } = this.#host;
    const plans = this.#plans();
    const settings = JSON.stringify([plans, apiUrl, publishableKey]);
    if (settings === this.#settings) return;
    this.#settings = settings;
    this.#use(apiUrl === undefined && publishableKey === undefined ? undefined : { apiUrl: apiUrl ?? '', publishableKey });
    if (!plans) return this.#pin(undefined);
    this.#pin(still(LOADING));
    void this.#fetch(plans, settings);
  }

  /** The code to read such plans is fetched, since most tables have an API. */
  async #fetch(plans: PagePlans, settings: string): Promise<void> {
    const found = await fetched(import('../../../core/plans.js')).then(
      ({ pagePlans }) => pagePlans(plans),
      (error: NetworkError) => still({ status: 'error', error }),
    );
    if (settings === this.#settings) this.#pin(found);
  }

  #plans(): PagePlans | undefined {
    const { src, ownerDocument } = this.#host;
    const script = this.#host.querySelector(':scope > script[type="application/json"]');
    if (script) return { text: script.textContent ?? '' };
    return src ? { url: new URL(src, ownerDocument.baseURI).href } : undefined;
  }

  #use(options: Parameters<typeof acquireClient>[0] | undefined): void {
    const release = this.#release;
    this.#release = undefined;
    // If the page has set a client meanwhile, that one stays.
    if (this.#host.client === this.#client) this.#host.client = this.#client = options && this.#open(options);
    release?.();
  }

  #open(options: Parameters<typeof acquireClient>[0]): Client {
    try {
      const { client, release } = acquireClient(options);
      this.#release = release;
      return client;
    } catch (error) {
      return failedClient(error).client;
    }
  }
}

/** A resource in which nothing happens. */
const still = (state: ResourceState<ProductList>): Resource<ProductList> => ({ ...createStore(state), refresh: () => Promise.resolve() });
