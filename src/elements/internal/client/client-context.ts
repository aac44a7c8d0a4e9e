import type { Client } from '../../../core/client.js';

/** Every copy of the kit on a page shares this key. */
const CLIENT = Symbol.for('billing-elements.client');
const UPWARDS: EventInit = { bubbles: true, composed: true };

/** Is given each client in turn. `leave` ends that; it is a new function when another provider answers. */
export type ClientListener = (client: Client | undefined, leave?: () => void) => void;

/**
 * Asks the nearest provider for its client, now and whenever it changes. This is the context protocol that
 * `@lit/context` speaks too, so a page may ask for the client, or provide one, with that:
 * https://github.com/webcomponents-cg/community-protocols/blob/main/proposals/context.md
 */
export class ClientRequest extends Event {
  readonly context = CLIENT;
  readonly subscribe: boolean = true;

  constructor(
    readonly contextTarget: EventTarget,
    readonly callback: ClientListener,
  ) {
    super('context-request', UPWARDS);
  }
}

/** A provider has come: elements that one further out has served ask again. */
class ClientProviderEvent extends Event {
  readonly context = CLIENT;

  constructor(readonly contextTarget: EventTarget) {
    super('context-provider', UPWARDS);
  }
}

interface Follower {
  readonly asker: EventTarget;
  readonly leave: () => void;
}

/** Gives a client to everything below an element that asks. */
export class ClientContext {
  #client: Client | undefined;
  readonly #host: EventTarget;
  readonly #followers = new Map<ClientListener, Follower>();

  constructor(host: EventTarget) {
    this.#host = host;
    host.addEventListener('context-request', (event) => this.#serve(event as ClientRequest));
    host.addEventListener('context-provider', (event) => this.#handOver(event as ClientProviderEvent));
  }

  /** Call it whenever the host is connected. */
  announce(): void {
    this.#host.dispatchEvent(new ClientProviderEvent(this.#host));
  }

  set(client: Client | undefined): void {
    if (client === this.#client) return;
    this.#client = client;
    for (const [listener, { leave }] of this.#followers) listener(client, leave);
  }

  #serve(event: ClientRequest): void {
    if (event.context !== CLIENT) return;
    event.stopPropagation();
    const { callback, subscribe, contextTarget: asker = event.composedPath()[0] ?? this.#host } = event;
    if (!subscribe) return callback(this.#client);
    // One who asks again keeps the same subscription: to leave an older one would end both.
    const follower = this.#followers.get(callback) ?? { asker, leave: () => void this.#followers.delete(callback) };
    this.#followers.set(callback, follower);
    callback(this.#client, follower.leave);
  }

  #handOver(event: ClientProviderEvent): void {
    if (event.context !== CLIENT || event.composedPath()[0] === this.#host) return;
    event.stopPropagation();
    for (const [listener, { asker }] of this.#followers) asker.dispatchEvent(new ClientRequest(asker, listener));
  }
}
