import type { ReactiveController } from 'lit';
import type { Client } from '../../../core/client.js';
import { BillingError, isBillingError, isPassing } from '../../../core/errors.js';
import { acts, faces } from '../../../locales/en.js';
import { BillingErrorEvent } from '../../events.js';
import type { BillingController, BillingHost } from '../client/billing-controller.js';
import { Words } from '../words/words.js';
import { errorText } from './faces.js';

const english = { faces, acts };
/** After this time a request has been carried out, or never will be, so what is shown then is true. */
const LANDED_MS = 30_000;

export interface ActionFailure {
  readonly name: string;
  readonly error: BillingError;
  /** It was sent and got no answer: it may have been done. */
  readonly isUnknown?: boolean;
}

/**
 * The actions of an element, one at a time: the page is asked first, the element shows that the action is under way, and what
 * went wrong stays to be read until the next action.
 */
export class ActionController implements ReactiveController {
  /** The name of the action under way. */
  busy: string | undefined;
  /** What went wrong last, and in which action. */
  failure: ActionFailure | undefined;
  /** How the last action ended, to be said aloud. */
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
   * Resolves with what `perform` answers; with undefined if the page took over, another action is under way, it failed
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
      // 429 passes too, but then the API has certainly not acted.
      this.#settle({ name, error, isUnknown: ask !== undefined && isPassing(error) && error.status !== 429 });
      this.#host.dispatchEvent(new BillingErrorEvent(error));
      return undefined;
    }
  }

  /** What went wrong, if the element has no words of its own for it. */
  explain({ error, isUnknown }: ActionFailure): string {
    return this.#words.text(isUnknown ? 'unknown' : errorText(error));
  }

  /** @param news what has happened, in words */
  say(news: string): void {
    this.news = news;
    this.#host.requestUpdate();
  }

  /** Forgets what went wrong, as when a dialog is closed. News of a success stays, since it may not have been said yet. */
  reset(): void {
    if (this.failure) this.#settle();
  }

  #settle(failure?: ActionController['failure']): void {
    this.busy = undefined;
    this.failure = failure;
    this.news = undefined;
    this.#host.requestUpdate();
  }
}
