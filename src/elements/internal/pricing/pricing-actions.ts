import type { CurrentSubscription } from '../../../contract/product.js';
import type { Client } from '../../../core/client.js';
import { BillingError, isBillingError } from '../../../core/errors.js';
import {
  BillingContactRequestEvent,
  BillingErrorEvent,
  BillingSignupRequestEvent,
} from '../../events.js';
import type { BillingHost } from '../client/billing-controller.js';
import { checkoutAsk, checkOut, choiceOf } from '../checkout/check-out.js';
import { linkUrl } from '../element/link-url.js';
import type { Plan } from '../plans/plan-list.js';

export interface PricingActionsHost extends BillingHost {
  readonly signupUrl?: string | undefined;
  readonly successUrl?: string | undefined;
  readonly cancelUrl?: string | undefined;
}

/** How things are when somebody chooses: the client, and the paid subscription that a choice would change. */
export interface Standing {
  readonly client: Client | undefined;
  readonly subscription: CurrentSubscription | undefined;
}

/** Carries out a choice: asks the page first, then starts the checkout, signs up, or goes to a contact. */
export class PricingActions {
  /** The product whose checkout is being opened. */
  busy: string | undefined;
  failure: { readonly productId: string; readonly error: BillingError } | undefined;
  readonly #host: PricingActionsHost;

  constructor(host: PricingActionsHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#settle(undefined);
  }

  /** The address that a plan's button leads to; undefined if choosing the plan does more than that. */
  linkFor(plan: Plan, standing: Standing): string | undefined {
    if (plan.situation === 'contact') return linkUrl(plan.product.contactUrl);
    return isSignedOut(standing.client) ? this.#signupLink(plan) : undefined;
  }

  /** @param event the click, whose default is prevented if the page takes over */
  choose(plan: Plan, standing: Standing, event: Event): void {
    if (plan.situation === 'contact') this.#askToContact(plan, event);
    else if (isSignedOut(standing.client)) this.#askToSignUp(plan, event);
    else void this.#checkOut(plan, standing);
  }

  #askToContact({ product }: Plan, event: Event): void {
    const ask = new BillingContactRequestEvent(product.id, linkUrl(product.contactUrl));
    if (!this.#host.dispatchEvent(ask)) event.preventDefault();
  }

  #askToSignUp(plan: Plan, event?: Event): boolean {
    const isAllowed = this.#host.dispatchEvent(new BillingSignupRequestEvent(choiceOf(plan), this.#signupLink(plan)));
    if (!isAllowed) event?.preventDefault();
    return isAllowed;
  }

  async #checkOut(plan: Plan, { client, subscription }: Standing): Promise<void> {
    if (this.busy !== undefined || !client) return;
    const choice = choiceOf(plan);
    if (!this.#host.dispatchEvent(checkoutAsk(choice, subscription))) return;
    this.failure = undefined;
    this.busy = choice.productId;
    this.#host.requestUpdate();
    const { successUrl, cancelUrl } = this.#host;
    try {
      // Busy until the page has gone: a second click could only mean the same.
      await checkOut(this.#host, client, choice, { successUrl, cancelUrl, subscription });
      this.#settle(undefined);
    } catch (error) {
      this.#fail(plan, error);
    }
  }

  #fail(plan: Plan, cause: unknown): void {
    const error = isBillingError(cause) ? cause : new BillingError('checkout_failed', String(cause), { cause });
    if (error.code === 'signed_out') {
      this.#settle(undefined);
      const link = this.#signupLink(plan);
      if (this.#askToSignUp(plan) && link) location.assign(link);
      return;
    }
    this.#settle({ productId: plan.product.id, error });
    this.#host.dispatchEvent(new BillingErrorEvent(error));
  }

  #settle(failure: PricingActions['failure']): void {
    this.busy = undefined;
    this.failure = failure;
    this.#host.requestUpdate();
  }

  /** Fills in `{plan}`, `{price}` and `{quantity}`. An address with none of them gets them as its query. */
  #signupLink(plan: Plan): string | undefined {
    const template = this.#host.signupUrl;
    if (!template) return undefined;
    const { productId, priceId, quantity } = choiceOf(plan);
    const values: Readonly<Record<string, string>> = { plan: productId, price: priceId, quantity: String(quantity) };
    const filled = template.replace(/\{(plan|price|quantity)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
    if (filled !== template) return linkUrl(filled);
    return linkUrl(withQuery(template, values));
  }
}

const isSignedOut = (client: Client | undefined): boolean => !client || client.session.get().status === 'signed-out';

/** A relative address stays one: a server that draws the link does not know the page's address. */
function withQuery(address: string, values: Readonly<Record<string, string>>): string {
  const [, path = '', query = '', fragment = ''] = /^([^?#]*)([^#]*)(.*)$/.exec(address) ?? [];
  const search = new URLSearchParams(query);
  for (const name in values) search.set(name, values[name] ?? '');
  return `${path}?${search}${fragment}`;
}
