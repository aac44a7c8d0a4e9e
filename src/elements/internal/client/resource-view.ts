import { isServer } from 'lit';
import type { Client } from '../../../core/client.js';
import type { Resource, ResourceDefinition, ResourceState } from '../../../core/resource.js';
import { LOADING } from '../../../core/store.js';
import { spoken } from '../words/language-observer.js';
import { stateInLanguage } from '../words/state-in-language.js';
import type { BillingHost } from './billing-controller.js';

/** One resource as this element sees it; the element renders again whenever `state` changes. */
export class ResourceView<T> {
  #state: ResourceState<T> = LOADING;
  readonly #host: BillingHost;
  #definition: ResourceDefinition<T> | undefined;
  #client: Client | undefined;
  #wanted: boolean;
  #live = false;
  #pinned: Resource<T> | undefined;
  #leave: (() => void) | undefined;

  constructor(host: BillingHost, definition: ResourceDefinition<T> | undefined, wanted: boolean) {
    this.#host = host;
    this.#definition = definition;
    this.#wanted = wanted;
  }

  /** In the language around the element, where the catalog has it. */
  get state(): ResourceState<T> {
    return stateInLanguage(spoken.get(this.#host) ?? 'en', this.#state);
  }

  /** While false this view makes no request and stays `loading`. */
  set wanted(wanted: boolean) {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.#watchAnew();
  }

  /** Looks at another resource of the client from now on, as when a feature or a range was chosen; undefined for none. */
  set definition(definition: ResourceDefinition<T> | undefined) {
    if (definition === this.#definition) return;
    this.#definition = definition;
    this.#watchAnew();
  }

  /** Looks at this resource instead of the client's; undefined for the client's again. */
  pin(resource: Resource<T> | undefined): void {
    this.#pinned = resource;
    this.#watchAnew();
  }

  /** Asks again, as after an error. */
  refresh(): void {
    void this.#resource()?.refresh();
  }

  watch(client: Client | undefined): void {
    this.leave();
    this.#live = true;
    this.#client = client;
    const resource = this.#resource();
    if (!resource) return this.#take(LOADING);
    if (isServer) return this.#take(resource.get()); // reading starts no work
    this.#leave = resource.subscribe((state) => this.#take(state));
  }

  #watchAnew(): void {
    if (this.#live) this.watch(this.#client);
  }

  #resource(): Resource<T> | undefined {
    if (!this.#wanted) return undefined;
    return this.#pinned ?? (this.#definition && this.#client?.resource(this.#definition));
  }

  /** Stops watching. What it showed stays until it watches again. */
  leave(): void {
    this.#live = false;
    this.#leave?.();
    this.#leave = undefined;
  }

  #take(state: ResourceState<T>): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#host.requestUpdate();
  }
}
