import { isServer, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { Client } from '../../../core/client.js';
import type { ResourceDefinition } from '../../../core/resource.js';
import { keepFocus } from '../element/keep-focus.js';
import { ClientRequest, type ClientListener } from './client-context.js';
import { beforeRendering } from './on-server.js';
import { addOrphan, firstProvider, removeOrphan, type Orphan } from './providers.js';
import { ResourceView } from './resource-view.js';

/** An element that works with a billing client: its own if it has one, else a provider's. */
export interface BillingHost extends ReactiveControllerHost, HTMLElement {
  /** Set by the page to use this client instead of a provider's. */
  client?: Client | undefined;
}

/**
 * Finds the client that an element uses (its own, the nearest provider's, the document's first provider's, else none yet)
 * and keeps the element's views on that client's resources.
 */
export class BillingController implements ReactiveController, Orphan {
  /** The client in use; undefined while there is none. */
  client: Client | undefined;
  readonly #host: BillingHost;
  readonly #views: ResourceView<unknown>[] = [];
  #own: Client | undefined;
  #connected = false;
  /** Whether the views follow `client` now. */
  #settled = false;
  #leaveProvider: (() => void) | undefined;

  constructor(host: BillingHost) {
    this.#host = host;
    host.addController(this);
    keepFocus(host);
    beforeRendering(host, () => this.look());
  }

  /** A view on a resource, live while the element is connected and wants it. */
  resource<T>(definition: ResourceDefinition<T> | undefined, { wanted = true } = {}): ResourceView<T> {
    const view = new ResourceView(this.#host, definition, wanted);
    this.#views.push(view as ResourceView<unknown>);
    if (this.#settled) view.watch(this.client);
    return view;
  }

  /** Asks again for everything that the element looks at. */
  refresh(): void {
    for (const view of this.#views) view.refresh();
  }

  /** What the signed-out face does, unless the page signs in by itself: it asks again, since the reader may have signed in elsewhere. */
  signIn(): void {
    this.client?.session.refresh().catch(() => {}); // the outcome is in the session's state
  }

  hostConnected(): void {
    this.#connected = true;
    this.look();
  }

  /** Draws nothing: the element may only be moved, and one that has left is not seen. */
  hostDisconnected(): void {
    this.#connected = false;
    this.#release();
    for (const view of this.#views) view.leave();
    this.client = undefined;
    this.#settled = false;
  }

  hostUpdate(): void {
    // The host has already derived what it shows, and a request to update would be lost within this update.
    if (this.#host.client !== this.#own) queueMicrotask(() => this.#lookAgain());
  }

  #lookAgain(): void {
    if (this.#connected && this.#host.client !== this.#own) this.look();
  }

  look(): void {
    this.#release();
    this.#own = this.#host.client;
    if (this.#own) return this.#use(this.#own);
    if (this.#askAncestors() || isServer) return;
    addOrphan(this);
    this.#use(firstProvider(this.#host.ownerDocument)?.providedClient);
  }

  #askAncestors(): boolean {
    let served = false;
    const answer: ClientListener = (client, leave) => {
      // A provider that came in between makes us ask again: the subscription to the older one ends here.
      if (leave !== this.#leaveProvider) this.#leaveProvider?.();
      this.#leaveProvider = leave;
      served = true;
      this.#use(client);
    };
    this.#host.dispatchEvent(new ClientRequest(this.#host, answer));
    return served;
  }

  #release(): void {
    removeOrphan(this);
    this.#leaveProvider?.();
    this.#leaveProvider = undefined;
  }

  #use(client: Client | undefined): void {
    if (client === this.client && this.#settled) return;
    this.client = client;
    this.#settled = true;
    for (const view of this.#views) view.watch(client);
    this.#host.requestUpdate();
  }
}
