import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Product } from '../../contract/product.js';
import type { Client } from '../../core/client.js';
import type { TableWords } from './plan-words.js';
import type { PricingFrame } from './pricing-frame.js';
import { returnedCheckout, type ReturnedCheckout } from './returned-checkout.js';

/** Follows the checkout that this page was returned from, where it was: the provider finds out how it ended. */
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

/**
 * How the checkout ended that this page was returned from, and, only aloud, that one is being opened. The region is
 * always there, so that its news is heard.
 */
export const news = ({ words, products, busy }: PricingFrame, returned: ReturnedCheckout): TemplateResult => html`
  <div role="status">
    ${returned.status === 'none'
      ? nothing
      : html`<p class="banner ${returned.status}" part="banner">${returnText(words, returned, products)}</p>`}
    ${busy === undefined ? nothing : html`<p class="hidden">${words.text('starting')}</p>`}
  </div>
`;

/** How it ended, in words. */
export function returnText(words: TableWords, returned: ReturnedCheckout, products: readonly Product[]): string {
  if (returned.status === 'none') return '';
  if (returned.status !== 'complete') return words.text(returned.status);
  const plan = products.find(({ id }) => id === returned.subscription?.productId)?.name;
  return plan ? words.text('complete', { plan }) : words.text('completePlain');
}
