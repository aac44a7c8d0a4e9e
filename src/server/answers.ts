import type { Customer as WireCustomer } from '../contract/customer.js';
import type { PendingChange } from '../contract/subscription.js';
import type { AppliedCoupon, Subscription as WireSubscription } from '../contract/subscriptions.js';
import { withDates, type WithDates } from './dates.js';

/** Customers and subscriptions as on the wire, with `Date` for their times. */
export type Customer = WithDates<WireCustomer, 'createdAt'>;

const SUBSCRIPTION_TIMES = ['currentPeriodStart', 'currentPeriodEnd', 'trialEnd', 'canceledAt', 'endedAt', 'createdAt'] as const;

export type Subscription = Omit<WithDates<WireSubscription, (typeof SUBSCRIPTION_TIMES)[number]>, 'pendingChange' | 'coupon'> & {
  pendingChange: WithDates<PendingChange, 'effectiveAt'> | null;
  coupon?: WithDates<AppliedCoupon, 'until'> | null | undefined;
};

export const toCustomer = (wire: WireCustomer): Customer => withDates(wire, 'createdAt');

export const toSubscription = (wire: WireSubscription): Subscription => ({
  ...withDates(wire, ...SUBSCRIPTION_TIMES),
  pendingChange: wire.pendingChange && withDates(wire.pendingChange, 'effectiveAt'),
  coupon: wire.coupon && withDates(wire.coupon, 'until'),
});
