import type { BillingError } from '../core/errors.js';
import type { SessionState } from '../core/session.js';
import type { CurrentSubscription } from '../contract/product.js';

/** A *tell*: it happened. Bubbles out of shadow roots; cannot be canceled. */
class TellEvent extends Event {
  constructor(type: string) {
    super(type, { bubbles: true, composed: true });
  }
}

/** An *ask*: it is about to happen. `preventDefault()` leaves the act to the page. */
class AskEvent extends Event {
  constructor(type: string) {
    super(type, { bubbles: true, composed: true, cancelable: true });
  }
}

/** What someone chose in a pricing table. */
export interface PlanChoice {
  readonly productId: string;
  readonly priceId: string;
  readonly quantity: number;
}

/** Asks to start a checkout for a customer without a paid plan. */
export class BillingCheckoutRequestEvent extends AskEvent {
  constructor(readonly choice: PlanChoice) {
    super('billing-checkout-request');
  }
}

/** Asks to move an existing subscription to another price. */
export class BillingPlanChangeRequestEvent extends AskEvent {
  constructor(
    readonly choice: PlanChoice,
    readonly subscription: CurrentSubscription,
  ) {
    super('billing-plan-change-request');
  }
}

/** Asks to begin signing up for a plan, where nobody is signed in; `url` is where the element will go. */
export class BillingSignupRequestEvent extends AskEvent {
  constructor(
    readonly choice: PlanChoice,
    readonly url: string | undefined,
  ) {
    super('billing-signup-request');
  }
}

/** Asks to talk about a plan that has no price; `url` is where the element will go. */
export class BillingContactRequestEvent extends AskEvent {
  constructor(
    readonly productId: string,
    readonly url: string | undefined,
  ) {
    super('billing-contact-request');
  }
}

/** Asks to show what would open a feature; `url` is where the element will go, when it was given one. */
export class BillingUpgradeRequestEvent extends AskEvent {
  constructor(
    readonly feature: string | undefined,
    readonly url: string | undefined,
  ) {
    super('billing-upgrade-request');
  }
}

/** Asks to sign in, from an element's signed-out face; `url` is where the element will go, when it was given one. */
export class BillingSignInRequestEvent extends AskEvent {
  constructor(readonly url: string | undefined) {
    super('billing-sign-in-request');
  }
}

/** The API has confirmed that a checkout is complete. */
export class BillingCheckoutCompleteEvent extends TellEvent {
  constructor(
    readonly checkoutId: string,
    readonly subscription: CurrentSubscription | null,
  ) {
    super('billing-checkout-complete');
  }
}

/** The answer of a gate changed; told once per transition, not per poll. `reason` is the API's, or `signed_out`. */
export class BillingAccessChangeEvent extends TellEvent {
  constructor(
    readonly feature: string | undefined,
    readonly granted: boolean,
    readonly reason: string | undefined,
  ) {
    super('billing-access-change');
  }
}

/** How full a metered feature is. */
export type UsageLevel = 'normal' | 'near' | 'over';

/** A metered feature crossed a threshold, once per crossing. */
export class BillingUsageLevelChangeEvent extends TellEvent {
  constructor(
    readonly feature: string,
    readonly level: UsageLevel,
  ) {
    super('billing-usage-level-change');
  }
}

/** The session of a provider changed; the state never holds the token. */
export class BillingSessionChangeEvent extends TellEvent {
  constructor(readonly state: SessionState) {
    super('billing-session-change');
  }
}

/** Something failed; the element shows it too. */
export class BillingErrorEvent extends TellEvent {
  constructor(readonly error: BillingError) {
    super('billing-error');
  }
}

declare global {
  interface HTMLElementEventMap {
    'billing-checkout-request': BillingCheckoutRequestEvent;
    'billing-plan-change-request': BillingPlanChangeRequestEvent;
    'billing-signup-request': BillingSignupRequestEvent;
    'billing-contact-request': BillingContactRequestEvent;
    'billing-upgrade-request': BillingUpgradeRequestEvent;
    'billing-sign-in-request': BillingSignInRequestEvent;
    'billing-checkout-complete': BillingCheckoutCompleteEvent;
    'billing-access-change': BillingAccessChangeEvent;
    'billing-usage-level-change': BillingUsageLevelChangeEvent;
    'billing-session-change': BillingSessionChangeEvent;
    'billing-error': BillingErrorEvent;
  }
}
