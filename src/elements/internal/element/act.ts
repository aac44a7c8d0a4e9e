import type { ReactiveController } from 'lit';
import type { Client } from '../../../core/client.js';
import { BillingError, isBillingError } from '../../../core/errors.js';
import { BillingErrorEvent } from '../../events.js';
import type { BillingController, BillingHost } from '../client/billing-controller.js';

/**
 * What an element does for someone, one act at a time: the page is asked first, the element shows that it is under way,
 * and what went wrong stays to be read until the next act.
 */
export class Act implements ReactiveController {
  /** The name of the act under way. */
  busy: string | undefined;
  /** What went wrong last, and in which act. */
  failure: { readonly name: string; readonly error: BillingError } | undefined;
  /** How the last act ended, to be said aloud. */
  news: string | undefined;
  readonly #host: BillingHost;
  readonly #billing: BillingController;

  constructor(host: BillingHost, billing: BillingController) {
    this.#host = host;
    this.#billing = billing;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#settle();
  }

  /**
   * Resolves with what `perform` answers; undefined where the page took over, another act is under way, it failed
   * (`failure` and the event `billing-error` say how), or the element is gone.
   *
   * @param ask cancelable; undefined for an act that the page has no say in
   */
  async run<T>(name: string, ask: Event | undefined, perform: (client: Client) => Promise<T>): Promise<T | undefined> {
    const { client } = this.#billing;
    if (this.busy !== undefined || !client) return undefined;
    if (ask && !this.#host.dispatchEvent(ask)) return undefined;
    this.#settle();
    this.busy = name;
    try {
      const answer = await perform(client);
      if (!this.#host.isConnected) return undefined;
      this.#settle();
      return answer;
    } catch (cause) {
      if (!this.#host.isConnected) return undefined;
      const error = isBillingError(cause) ? cause : new BillingError('failed', String(cause), { cause });
      this.#settle({ name, error });
      this.#host.dispatchEvent(new BillingErrorEvent(error));
      return undefined;
    }
  }

  /** @param news of what has happened, in words */
  say(news: string): void {
    this.news = news;
    this.#host.requestUpdate();
  }

  /** Forgets what went wrong, as when a dialog is closed: of an act that succeeded the news stays, which may not have been said yet. */
  reset(): void {
    if (this.failure) this.#settle();
  }

  #settle(failure?: Act['failure']): void {
    this.busy = undefined;
    this.failure = failure;
    this.news = undefined;
    this.#host.requestUpdate();
  }
}
