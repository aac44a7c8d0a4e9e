import type { BillingDetails } from '../../../contract/billing-details.js';
import type { Invoice } from '../../../contract/invoice.js';
import type { PaymentMethod } from '../../../contract/payment-method.js';
import type { CurrentSubscription } from '../../../contract/product.js';
import type { Subscription } from '../../../contract/subscriptions.js';
import type { CancelInput } from '../../../core/actions/subscription.js';
import type { TicketInput } from '../../../core/actions/support-ticket.js';

/** An *ask* comes before an action. `preventDefault()` leaves the action to the page. */
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

/** How and why a subscription is to end. */
export type Cancellation = Readonly<Omit<CancelInput, 'subscriptionId'>>;

/** Asks to cancel a subscription. */
export class BillingCancelRequestEvent extends AskEvent {
  constructor(
    readonly subscription: Subscription,
    readonly cancellation: Cancellation,
  ) {
    super('billing-cancel-request');
  }
}

/** Asks to take a cancellation back before it takes effect. */
export class BillingReactivateRequestEvent extends AskEvent {
  constructor(readonly subscription: Subscription) {
    super('billing-reactivate-request');
  }
}

/** Asks to sign up for a plan, if nobody is signed in; the element will go to `url`. */
export class BillingSignupRequestEvent extends AskEvent {
  constructor(
    readonly choice: PlanChoice,
    readonly url: string | undefined,
  ) {
    super('billing-signup-request');
  }
}

/** Asks to get in touch about a plan without a price; the element will go to `url`. */
export class BillingContactRequestEvent extends AskEvent {
  constructor(
    readonly productId: string,
    readonly url: string | undefined,
  ) {
    super('billing-contact-request');
  }
}

/**
 * Asks to show how to get a feature. The element will go to `url`, if it was given one; otherwise it starts the checkout of
 * `choice`, the plan that it offers.
 */
export class BillingUpgradeRequestEvent extends AskEvent {
  constructor(
    readonly feature: string | undefined,
    readonly url: string | undefined,
    readonly choice?: PlanChoice,
  ) {
    super('billing-upgrade-request');
  }
}

/** Asks to sign in, from an element's signed-out face; the element will go to `url`, if it was given one. */
export class BillingSignInRequestEvent extends AskEvent {
  constructor(readonly url: string | undefined) {
    super('billing-sign-in-request');
  }
}

/** Asks to collect an open invoice from the card on file. */
export class BillingInvoiceRetryRequestEvent extends AskEvent {
  constructor(readonly invoice: Invoice) {
    super('billing-invoice-retry-request');
  }
}

/** Asks to add a card, on the hosted page. */
export class BillingPaymentMethodRequestEvent extends AskEvent {
  constructor() {
    super('billing-payment-method-request');
  }
}

/** Asks to charge renewals to this card. */
export class BillingPaymentMethodDefaultRequestEvent extends AskEvent {
  constructor(readonly paymentMethod: PaymentMethod) {
    super('billing-payment-method-default-request');
  }
}

/** Asks to forget a card. */
export class BillingPaymentMethodRemoveRequestEvent extends AskEvent {
  constructor(readonly paymentMethod: PaymentMethod) {
    super('billing-payment-method-remove-request');
  }
}

/** Asks to change the details on invoices; `changes` holds only what is new. */
export class BillingDetailsUpdateRequestEvent extends AskEvent {
  constructor(readonly changes: Partial<BillingDetails>) {
    super('billing-details-update-request');
  }
}

/** Asks to send a support ticket. */
export class BillingTicketRequestEvent extends AskEvent {
  constructor(readonly ticket: TicketInput) {
    super('billing-ticket-request');
  }
}

/** Asks to buy more of a kind of credits; the element will go to `url`, if it was given one. */
export class BillingTopUpRequestEvent extends AskEvent {
  constructor(
    readonly balance: string,
    readonly url: string | undefined,
  ) {
    super('billing-top-up-request');
  }
}

declare global {
  interface HTMLElementEventMap {
    'billing-checkout-request': BillingCheckoutRequestEvent;
    'billing-plan-change-request': BillingPlanChangeRequestEvent;
    'billing-cancel-request': BillingCancelRequestEvent;
    'billing-reactivate-request': BillingReactivateRequestEvent;
    'billing-signup-request': BillingSignupRequestEvent;
    'billing-contact-request': BillingContactRequestEvent;
    'billing-upgrade-request': BillingUpgradeRequestEvent;
    'billing-sign-in-request': BillingSignInRequestEvent;
    'billing-invoice-retry-request': BillingInvoiceRetryRequestEvent;
    'billing-payment-method-request': BillingPaymentMethodRequestEvent;
    'billing-payment-method-default-request': BillingPaymentMethodDefaultRequestEvent;
    'billing-payment-method-remove-request': BillingPaymentMethodRemoveRequestEvent;
    'billing-details-update-request': BillingDetailsUpdateRequestEvent;
    'billing-ticket-request': BillingTicketRequestEvent;
    'billing-top-up-request': BillingTopUpRequestEvent;
  }
}
