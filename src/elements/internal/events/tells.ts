import type { BillingDetails } from '../../../contract/billing-details.js';
import type { Invoice } from '../../../contract/invoice.js';
import type { PaymentMethod } from '../../../contract/payment-method.js';
import type { CurrentSubscription } from '../../../contract/product.js';
import type { Subscription } from '../../../contract/subscriptions.js';
import type { BillingError } from '../../../core/errors.js';
import type { SessionState } from '../../../core/session.js';
import type { UsageRejection } from '../../../core/usage/usage-queue.js';

/** A *tell*: it happened. Bubbles out of shadow roots; cannot be canceled. */
class TellEvent extends Event {
  constructor(type: string) {
    super(type, { bubbles: true, composed: true });
  }
}

/** How far an embedded checkout is. Only `billing-checkout-complete` says that something was bought. */
export type CheckoutStep = 'ready' | 'declined' | 'needs_confirmation' | 'expired' | 'canceled';

/** The embedded page of a checkout came, went on, or was left. */
export class BillingCheckoutProgressEvent extends TellEvent {
  constructor(
    readonly checkoutId: string,
    readonly step: CheckoutStep,
  ) {
    super('billing-checkout-progress');
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

/** What one plan would cost by an estimate. */
export interface PlanCost {
  readonly productId: string;
  /** Undefined for a plan that is sold by talking. */
  readonly priceId: string | undefined;
  /** `over` cannot hold so much; `contact` is sold by talking. */
  readonly status: 'sum' | 'over' | 'contact';
  /** Minor units a month, and their currency, where there is a sum. */
  readonly monthly?: number;
  readonly currency?: string;
}

/** Someone estimated for another amount of use or of seats. `usage` is units a month by feature key. */
export class BillingEstimateChangeEvent extends TellEvent {
  constructor(
    readonly usage: Readonly<Record<string, number>>,
    readonly seats: number,
    readonly plans: readonly PlanCost[],
    readonly bestProductId: string | undefined,
  ) {
    super('billing-estimate-change');
  }
}

/** What someone did to a subscription; a `plan` changes at once, or is to when the period ends (`subscription.pendingChange`). */
export type SubscriptionChange = 'plan' | 'cancellation' | 'reactivation';

/** A subscription is not as it was, because someone asked for it. */
export class BillingSubscriptionChangeEvent extends TellEvent {
  constructor(
    readonly subscription: Subscription,
    readonly change: SubscriptionChange,
  ) {
    super('billing-subscription-change');
  }
}

/** The API has collected an invoice that someone asked to pay. */
export class BillingInvoicePaidEvent extends TellEvent {
  constructor(readonly invoice: Invoice) {
    super('billing-invoice-paid');
  }
}

/** Another card is the default one, or one was removed. */
export class BillingPaymentMethodChangeEvent extends TellEvent {
  constructor(
    readonly paymentMethod: PaymentMethod,
    readonly change: 'default' | 'removed',
  ) {
    super('billing-payment-method-change');
  }
}

/** What stands on invoices has been changed. */
export class BillingDetailsChangeEvent extends TellEvent {
  constructor(readonly details: BillingDetails) {
    super('billing-details-change');
  }
}

/** A support ticket is with the merchant, under this id. */
export class BillingTicketCreatedEvent extends TellEvent {
  constructor(readonly ticketId: string) {
    super('billing-ticket-created');
  }
}

/** A kind of credits fell to its low mark or rose above it, once per crossing. */
export class BillingBalanceLevelChangeEvent extends TellEvent {
  constructor(
    readonly balance: string,
    readonly low: boolean,
  ) {
    super('billing-balance-level-change');
  }
}

/** A portal that is a drawer or a modal was opened or closed. */
export class BillingPortalToggleEvent extends TellEvent {
  constructor(readonly open: boolean) {
    super('billing-portal-toggle');
  }
}

/** Someone put away a nudge or an alert; `what` is the nudge's feature or name, or the kind of alert. */
export class BillingDismissEvent extends TellEvent {
  constructor(readonly what: string | undefined) {
    super('billing-dismiss');
  }
}

/** A use that was tracked and queued will never be counted: the API refused it, or it became too old. */
export class BillingUsageRejectedEvent extends TellEvent {
  constructor(readonly rejection: UsageRejection) {
    super('billing-usage-rejected');
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
    'billing-checkout-progress': BillingCheckoutProgressEvent;
    'billing-checkout-complete': BillingCheckoutCompleteEvent;
    'billing-access-change': BillingAccessChangeEvent;
    'billing-estimate-change': BillingEstimateChangeEvent;
    'billing-usage-level-change': BillingUsageLevelChangeEvent;
    'billing-subscription-change': BillingSubscriptionChangeEvent;
    'billing-invoice-paid': BillingInvoicePaidEvent;
    'billing-payment-method-change': BillingPaymentMethodChangeEvent;
    'billing-details-change': BillingDetailsChangeEvent;
    'billing-ticket-created': BillingTicketCreatedEvent;
    'billing-balance-level-change': BillingBalanceLevelChangeEvent;
    'billing-portal-toggle': BillingPortalToggleEvent;
    'billing-dismiss': BillingDismissEvent;
    'billing-usage-rejected': BillingUsageRejectedEvent;
    'billing-session-change': BillingSessionChangeEvent;
    'billing-error': BillingErrorEvent;
  }
}
