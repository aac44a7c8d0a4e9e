import type { BillingError } from '../../core/errors.js';
import { BillingErrorEvent } from '../events.js';

/** Tells the page of what an element shows as failed, once: tried again by itself, the same failure is no news. */
export class ErrorTeller {
  readonly #host: Element;
  #code: string | undefined;

  constructor(host: Element) {
    this.#host = host;
  }

  /** @param error what is shown now, if anything is */
  tell(error: BillingError | undefined): void {
    if (error?.code === this.#code) return;
    this.#code = error?.code;
    if (!error) return;
    this.#host.dispatchEvent(new BillingErrorEvent(error));
    // eslint-disable-next-line no-console -- the author of a page sees nothing else of what is wrong in it
    if (error.code.startsWith('invalid_')) console.error(error.message);
  }
}
