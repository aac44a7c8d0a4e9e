import type { CancellationReason } from '../../contract/index.js';
import type { PaymentProcessor } from '../domain/payments.js';
import { ApiError } from '../http/errors.js';
import type { Db } from '../store/database.js';
import { updateSubscription, type SubscriptionOnPlan } from '../store/subscriptions.js';
import type { Customer } from '../store/tables.js';
import { emit } from './events.js';
import { end, voidUnpaid } from './lifecycle.js';
import { reload } from './subscribe.js';

export interface Cancellation {
  readonly immediately: boolean;
  readonly reason?: CancellationReason | undefined;
  readonly feedback?: string | undefined;
}

function refuseEnded(subscription: SubscriptionOnPlan): void {
  if (subscription.endedAt !== null || subscription.status === 'canceled') {
    throw new ApiError('subscription_ended', 'The subscription has ended already');
  }
}

/** At once, or when the paid period ends. Needs the customer's lock. */
export async function cancel(
  db: Db,
  payments: PaymentProcessor,
  customer: Customer,
  subscription: SubscriptionOnPlan,
  { immediately, reason, feedback }: Cancellation,
  now: Date,
): Promise<SubscriptionOnPlan> {
  refuseEnded(subscription);
  await updateSubscription(db, subscription, {
    canceledAt: now,
    ...(reason !== undefined && { cancellationReason: reason }),
    ...(feedback !== undefined && { cancellationFeedback: feedback }),
  });
  // It is not paid and grants nothing, so there is no period to wait for.
  if (immediately || subscription.status === 'incomplete' || subscription.status === 'unpaid') {
    if (subscription.status === 'incomplete') await voidUnpaid(db, customer, subscription, now);
    await end(db, payments, customer, { ...subscription, canceledAt: now }, now);
  } else {
    const { currentPeriodEnd, nextActionAt } = subscription;
    await updateSubscription(db, subscription, {
      cancelAtPeriodEnd: true,
      pendingPriceId: null,
      pendingQuantity: null,
      nextActionAt: nextActionAt && nextActionAt < currentPeriodEnd ? nextActionAt : currentPeriodEnd,
    });
    await emitUpdated(db, subscription, now);
  }
  return reload(db, subscription.projectId, subscription.id);
}

/** Takes a cancellation back before it takes effect. */
export async function reactivate(db: Db, subscription: SubscriptionOnPlan, now: Date): Promise<SubscriptionOnPlan> {
  refuseEnded(subscription);
  if (!subscription.cancelAtPeriodEnd) return subscription;
  await updateSubscription(db, subscription, { cancelAtPeriodEnd: false, canceledAt: null, cancellationReason: null, cancellationFeedback: null });
  await emitUpdated(db, subscription, now);
  return reload(db, subscription.projectId, subscription.id);
}

const emitUpdated = (db: Db, { projectId, customerId, id }: SubscriptionOnPlan, now: Date): Promise<void> =>
  emit(db, { projectId, customerId, type: 'subscription.updated', data: { subscription_id: id } }, now);
