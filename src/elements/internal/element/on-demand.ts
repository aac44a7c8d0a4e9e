import type { ReactiveControllerHost } from 'lit';
import { type BillingError, NetworkError } from '../../../core/errors.js';

export { adoptLate } from './late-styles.js';

/** A part of the kit that is being fetched. Rejects only with NetworkError. */
export const fetched = <T>(part: Promise<T>): Promise<T> =>
  part.catch((cause: unknown) => {
    throw new NetworkError('network_error', 'A file of billing-elements could not be fetched', { cause });
  });

/** A part of an element that is fetched when first wanted. The element renders again when it has come, or has failed. */
export class OnDemand<T> {
  error: BillingError | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #load: () => Promise<T>;
  #value: T | undefined;
  #isLoading = false;

  constructor(host: ReactiveControllerHost, load: () => Promise<T>) {
    this.#host = host;
    this.#load = load;
  }

  /** The part, if it is here. If not, this fetches it. */
  get(): T | undefined {
    if (this.#value === undefined && !this.#isLoading && !this.error) void this.#fetch();
    return this.#value;
  }

  async #fetch(): Promise<void> {
    this.#isLoading = true;
    try {
      this.#value = await fetched(this.#load());
    } catch (error) {
      this.error = error as NetworkError;
    }
    this.#isLoading = false;
    this.#host.requestUpdate();
  }
}
