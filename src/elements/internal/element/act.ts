import type { ReactiveController } from 'lit';
import type { Client } from '../../../core/client.js';
import { BillingError, isBillingError, isPassing } from '../../../core/errors.js';
import { acts, faces } from '../../../locales/en.js';
import { BillingErrorEvent } from '../../events.js';
import type { BillingController, BillingHost } from '../client/billing-controller.js';
import { Words } from '../words/words.js';
import { errorText } from './faces.js';

const english = { faces, acts };
/** By then whatever was sent has been done, or never will be: what is shown then is how it ended. */
const LANDED_MS = 30_000;

export interface ActFailure {
  readonly name: string;
  readonly error: BillingError;
  /** It was sent, and nobody said how it ended: it may have been done. */
  readonly isUnknown?: boolean;
}

/**
 * What an element does for someone, one act at a time: the page is asked first, the element shows that it is under way,
 * and what went wrong stays to be read until the next act.
 */
export class Act implements ReactiveController {
  /** The name of the act under way. */
  busy: string | undefined;
  /** What went wrong last, and in which act. */
  failure: ActFailure | undefined;
  /** How the last act ended, to be said aloud. */
  news: string | undefined;
  readonly #host: BillingHost;
  readonly #billing: BillingController;
  readonly #words: Words<typeof english>;

  constructor(host: BillingHost, billing: BillingController) {
    this.#host = host;
    this.#billing = billing;
    this.#words = new Words(host, english);
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#settle();
  }

  /**
   * Resolves with what `perform` answers; undefined where the page took over, another act is under way, it failed
   * (`failure` and the event `billing-error` say how), or the element is gone.
   *
   * @param ask cancelable; undefined for what changes nothing, in which the page has no say
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
      if (ask && isPassing(cause)) client.onDestroy(client.clock.after(LANDED_MS, () => client.invalidate()));
      if (!this.#host.isConnected) return undefined;
      const error = isBillingError(cause) ? cause : new BillingError('failed', String(cause), { cause });
      // A refusal for too many requests says nothing either, but that it was not this one.
      this.#settle({ name, error, isUnknown: ask !== undefined && isPassing(error) && error.status !== 429 });
      this.#host.dispatchEvent(new BillingErrorEvent(error));
      return undefined;
    }
  }

  /** What went wrong, where the element has no words of its own for it. */
  explain({ error, isUnknown }: ActFailure): string {
    return this.#words.text(isUnknown ? 'unknown' : errorText(error));
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
