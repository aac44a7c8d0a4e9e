import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Client } from '../../../core/client.js';
import { returnedCheckout, type ReturnedCheckout } from '../checkout/returned-checkout.js';

/** Follows the checkout that led back to this page, if one did. The provider finds out how it ended. */
export class PricingReturn implements ReactiveController {
  state: ReturnedCheckout = { status: 'none' };
  readonly #host: ReactiveControllerHost;
  #client: Client | undefined;
  #leave: (() => void) | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  follow(client: Client | undefined): void {
    if (client === this.#client) return;
    this.#client = client;
    this.#leave?.();
    this.#leave = client && returnedCheckout(client).subscribe((state) => this.#take(state));
  }

  hostDisconnected(): void {
    this.follow(undefined);
  }

  #take(state: ReturnedCheckout): void {
    this.state = state;
    this.#host.requestUpdate();
  }
}
