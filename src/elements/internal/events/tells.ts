import type { BillingDetails } from '../../../contract/billing-details.js';
import type { Invoice } from '../../../contract/invoice.js';
import type { PaymentMethod } from '../../../contract/payment-method.js';
import type { CurrentSubscription } from '../../../contract/product.js';
import type { Subscription } from '../../../contract/subscriptions.js';
import type { BillingError } from '../../../core/errors.js';
import type { SessionState } from '../../../core/session-client.js';
import type { UsageRejection } from '../../../core/usage/usage-queue.js';

/** A *tell* comes after something has happened, and cannot be canceled. */
class TellEvent extends Event {
  constructor(type: string) {
    super(type, { bubbles: true, composed: true });
  }
}

/** How far an embedded checkout is. Only `billing-checkout-complete` says that something was bought. */
export type CheckoutStep = 'ready' | 'declined' | 'needs_confirmation' | 'expired' | 'canceled';

/** The embedded page of a checkout has loaded, has gone on, or was left. */
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

/** The answer of a gate has changed; told once per change, not per poll. `reason` is the API's, or `signed_out`. */
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

/** A metered feature has crossed a threshold; told once per crossing. */
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
  /** Undefined for a plan without a price. */
  readonly priceId: string | undefined;
  /** `over`: it cannot hold so much. `contact`: it has no price. */
  readonly status: 'sum' | 'over' | 'contact';
  /** Minor units a month, and their currency, if there is a sum. */
  readonly monthly?: number;
  readonly currency?: string;
}

/** Somebody has changed the estimated use or seats. `usage` is units a month by feature key. */
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

/** What somebody did to a subscription. A `plan` changes at once, or when the period ends (`subscription.pendingChange`). */
export type SubscriptionChange = 'plan' | 'cancellation' | 'reactivation';

/** A subscription has changed because somebody asked for it. */
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

/** Another card is the default one now, or a card was removed. */
export class BillingPaymentMethodChangeEvent extends TellEvent {
  constructor(
    readonly paymentMethod: PaymentMethod,
    readonly change: 'default' | 'removed',
  ) {
    super('billing-payment-method-change');
  }
}

/** The details on invoices have been changed. */
export class BillingDetailsChangeEvent extends TellEvent {
  constructor(readonly details: BillingDetails) {
    super('billing-details-change');
  }
}

/** The merchant has a support ticket, with this id. */
export class BillingTicketCreatedEvent extends TellEvent {
  constructor(readonly ticketId: string) {
    super('billing-ticket-created');
  }
}

/** A kind of credits has fallen to its low mark or risen above it; told once per crossing. */
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

/** Somebody dismissed a nudge or an alert; `what` is the nudge's feature or name, or the kind of alert. */
export class BillingDismissEvent extends TellEvent {
  constructor(readonly what: string | undefined) {
    super('billing-dismiss');
  }
}

/** A queued use will never be counted: the API refused it, or it became too old. */
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
