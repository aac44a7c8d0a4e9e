import type { BillingError } from '../../../core/errors.js';
import { BillingErrorEvent } from '../../events.js';

/** Tells the page once what failed: when the element tries again by itself, the same failure is no news. */
export class ErrorTeller {
  readonly #host: Element;
  #code: string | undefined;

  constructor(host: Element) {
    this.#host = host;
  }

  /** @param shown the state that is shown now; data shown beside an error have not failed */
  tell(shown: { readonly status: string; readonly error?: BillingError | undefined }): void {
    const error = shown.status === 'error' ? shown.error : undefined;
    if (error?.code === this.#code) return;
    this.#code = error?.code;
    if (!error) return;
    this.#host.dispatchEvent(new BillingErrorEvent(error));
    // eslint-disable-next-line no-console -- the author of a page sees nothing else of what is wrong in it
    if (error.code.startsWith('invalid_')) console.error(error.message);
  }
}
