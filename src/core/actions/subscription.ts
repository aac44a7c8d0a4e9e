import type { CancellationReason, Subscription } from '../../contract/subscriptions.js';
import { action } from './action.js';

export interface CancelInput {
  subscriptionId: string;
  /** Default true; false ends it now. */
  cancelAtPeriodEnd?: boolean;
  cancellationReason?: CancellationReason;
  feedback?: string;
}

export const cancelSubscription = /* @__PURE__ */ action<CancelInput, Subscription>('POST /sdk/subscriptions/{subscriptionId}/cancel', 'subscription');

/** Takes a cancellation back before it takes effect. */
export const reactivateSubscription = /* @__PURE__ */ action<{ subscriptionId: string }, Subscription>(
  'POST /subscriptions/{subscriptionId}/reactivate',
  'subscription',
);
