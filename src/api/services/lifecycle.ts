import type { PaymentProcessor } from '../domain/payments.js';
import { inTransaction } from '../http/idempotency.js';
import { lockOwner } from '../store/customers.js';
import type { Database, Db } from '../store/database.js';
import { openInvoicesOf } from '../store/invoices.js';
import { closePeriod, loadSubscriptions, updateSubscription, type SubscriptionChange, type SubscriptionOnPlan } from '../store/subscriptions.js';
import type { Customer, Invoice, Project } from '../store/tables.js';
import { creditIn, periodInvoice, withCredit, moveCredit } from './billing.js';
import { emit, type EventType } from './events.js';
import { addDraft, collectInvoice, finalizeInvoice, stopCollecting, voidInvoice } from './invoices.js';
import { meteredLines, settleUse, type UsageToBill } from './metered.js';
import { nextPeriod } from './next-period.js';
import { isOwing } from './owing.js';
import { endFreePlans, reload } from './subscribe.js';

/** How many subscriptions are looked up at a time. Each is then handled in a transaction of its own. */
const BATCH = 100;

export interface LifeServices {
  readonly db: Database;
  readonly payments: PaymentProcessor;
}

/**
 * Does everything that falls due in a project until `now`, in order, each at its own time: renewals, ends of trials,
 * retries, ends. Several processes may run it at once: one gets the customer's lock, the others find the work done.
 *
 * @throws {AggregateError} after all others, for subscriptions that failed: they stay due
 */
export async function runDue(services: LifeServices, project: Pick<Project, 'id'>, now: Date): Promise<void> {
  const failed = new Map<string, unknown>();
  for (;;) {
    const due = await services.db
      .selectFrom('subscriptions')
      .select(['id', 'customerId'])
      .where('projectId', '=', project.id)
      .where('nextActionAt', '<=', now)
      .$if(failed.size > 0, (query) => query.where('id', 'not in', [...failed.keys()]))
      .orderBy('nextActionAt')
      .limit(BATCH)
      .execute();
    if (due.length === 0) break;
    for (const { id, customerId } of due) {
      await inTransaction(services.db, (db) => live(db, services.payments, project.id, customerId, id, now)).catch((error: unknown) => failed.set(id, error));
    }
  }
  if (failed.size > 0) throw new AggregateError(failed.values(), `What is due could not be done of ${[...failed.keys()].join(', ')}`);
}

async function live(db: Db, payments: PaymentProcessor, projectId: string, customerId: string, id: string, now: Date): Promise<void> {
  for (;;) {
    // Read anew each time: an earlier step may have used some of the customer's credit.
    const customer = await lockOwner(db, projectId, customerId);
    const subscription = await reload(db, projectId, id);
    const at = subscription.nextActionAt;
    if (!at || at > now) return;
    await happen(db, payments, customer, subscription, at);
  }
}

/** Handles one due subscription. Always moves `nextActionAt`, or clears it. */
async function happen(db: Db, payments: PaymentProcessor, customer: Customer, subscription: SubscriptionOnPlan, at: Date): Promise<void> {
  const { status, endedAt, currentPeriodEnd, cancelAtPeriodEnd } = subscription;
  if (endedAt !== null || status === 'canceled') return set(db, subscription, { nextActionAt: null }, undefined, at);
  if (status === 'incomplete') return expire(db, customer, subscription, at);
  if (cancelAtPeriodEnd && currentPeriodEnd <= at) return end(db, payments, customer, subscription, currentPeriodEnd);
  if (status === 'past_due') return retry(db, payments, subscription, at);
  // It grants nothing until it is paid, and a new period would open access again.
  if (status === 'unpaid') return set(db, subscription, { nextActionAt: null }, undefined, at);
  if (currentPeriodEnd <= at) return renew(db, payments, customer, subscription);
  return set(db, subscription, { nextActionAt: currentPeriodEnd }, undefined, at);
}

async function set(db: Db, subscription: SubscriptionOnPlan, change: SubscriptionChange, event: EventType | undefined, at: Date): Promise<void> {
  await updateSubscription(db, subscription, change);
  if (!event) return;
  const { projectId, customerId, id } = subscription;
  await emit(db, { projectId, customerId, type: event, data: { subscription_id: id } }, at);
}

/** Voids invoices that were never paid, and gives back the credit they took. Needs the customer's lock. */
export async function voidUnpaid(db: Db, customer: Customer, subscription: SubscriptionOnPlan, at: Date): Promise<void> {
  for (const invoice of await openInvoicesOf(db, subscription)) {
    await voidInvoice(db, invoice, at);
    await moveCredit(db, customer, invoice.currency, creditIn(invoice.lines));
  }
}

async function expire(db: Db, customer: Customer, subscription: SubscriptionOnPlan, at: Date): Promise<void> {
  await voidUnpaid(db, customer, subscription, at);
  await set(db, subscription, { status: 'incomplete_expired', endedAt: at, nextActionAt: null }, 'subscription.cancelled', at);
}

/** Ends a subscription and bills its remaining metered use. Open invoices stay open, but are not collected any more. */
export async function end(db: Db, payments: PaymentProcessor, customer: Customer, subscription: SubscriptionOnPlan, at: Date): Promise<void> {
  for (const invoice of await openInvoicesOf(db, subscription)) await stopCollecting(db, invoice, at);
  const period = { start: subscription.currentPeriodStart, end: at };
  const { price } = subscription;
  await closePeriod(db, subscription);
  const usage = { productId: subscription.productId, currency: price.currency, period };
  const used = subscription.status === 'trialing' ? [] : await meteredLines(db, customer, usage);
  if (used.length > 0) {
    await settleUse(db, customer, usage);
    const { lines, creditUsed } = withCredit(used, customer, price.currency);
    await moveCredit(db, customer, price.currency, -creditUsed);
    const draft = { subscriptionId: subscription.id, kind: 'final' as const, currency: price.currency, taxBehavior: price.taxBehavior, lines, period };
    const invoice = await addDraft(db, customer, draft, at);
    if (subscription.collection === 'automatic') {
      const open = await finalizeInvoice(db, invoice, at);
      await stopCollecting(db, await collectInvoice(db, payments, open, at), at);
    }
  }
  const canceledAt = subscription.canceledAt ?? at;
  await set(db, subscription, { status: 'canceled', canceledAt, endedAt: at, nextActionAt: null }, 'subscription.cancelled', at);
}

/** Begins the next period, with the plan change that waited for it. Its invoice bills the metered use of the period that ends. */
async function renew(db: Db, payments: PaymentProcessor, customer: Customer, subscription: SubscriptionOnPlan): Promise<void> {
  const at = subscription.currentPeriodEnd;
  const { price, status } = subscription;
  const next = nextPeriod(subscription);
  const usage: UsageToBill | undefined =
    status === 'trialing'
      ? undefined
      : { productId: subscription.productId, currency: price.currency, period: { start: subscription.currentPeriodStart, end: at } };
  await updateSubscription(db, subscription, {
    status: 'active',
    productId: next.price.productId,
    priceId: next.price.id,
    quantity: next.quantity,
    pendingPriceId: null,
    pendingQuantity: null,
    billingAnchor: next.billingAnchor,
    currentPeriodStart: next.period.start,
    currentPeriodEnd: next.period.end,
    nextActionAt: next.period.end,
    ...(next.coupon ? {} : { couponId: null, couponUntil: null }),
  });
  const renewed = await reload(db, subscription.projectId, subscription.id);
  const draft = await periodInvoice(db, customer, renewed, at, usage);
  if (renewed.collection === 'automatic' && draft.status === 'draft') await collect(db, payments, renewed, await settle(db, draft, at), at);
  const { projectId, customerId, id } = renewed;
  await emit(db, { projectId, customerId, type: 'subscription.updated', data: { subscription_id: id } }, at);
}

/** A free period gets no invoice. */
async function settle(db: Db, draft: Invoice, at: Date): Promise<Invoice | undefined> {
  if (draft.lines.length > 0) return finalizeInvoice(db, draft, at);
  await db
    .deleteFrom('invoices')
    .where('projectId', '=', draft.projectId)
    .where('customerId', '=', draft.customerId)
    .where('id', '=', draft.id)
    .execute();
  return undefined;
}

async function collect(db: Db, payments: PaymentProcessor, subscription: SubscriptionOnPlan, invoice: Invoice | undefined, at: Date): Promise<void> {
  if (!invoice) return;
  const tried = await collectInvoice(db, payments, invoice, at);
  if (tried.status !== 'paid') await updateSubscription(db, subscription, { status: 'past_due', nextActionAt: nextTry(subscription, tried) });
}

/** When to try the card next, or the end of the period if that is to be the last one. */
const nextTry = ({ cancelAtPeriodEnd, currentPeriodEnd }: SubscriptionOnPlan, invoice: Invoice): Date | null => {
  const tryAt = invoice.nextAttemptAt;
  return cancelAtPeriodEnd && (!tryAt || currentPeriodEnd < tryAt) ? currentPeriodEnd : tryAt;
};

/** Tries to collect open invoices again. After the last try access ends, until they are paid. */
async function retry(db: Db, payments: PaymentProcessor, subscription: SubscriptionOnPlan, at: Date): Promise<void> {
  const [invoice] = await openInvoicesOf(db, subscription);
  if (!invoice) return set(db, subscription, { status: 'active', nextActionAt: subscription.currentPeriodEnd }, 'subscription.updated', at);
  if (invoice.nextAttemptAt && invoice.nextAttemptAt > at) return updateSubscription(db, subscription, { nextActionAt: nextTry(subscription, invoice) });
  const tried = await collectInvoice(db, payments, invoice, at);
  if (tried.status === 'paid') return recover(db, subscription, at);
  if (tried.nextAttemptAt) return updateSubscription(db, subscription, { nextActionAt: nextTry(subscription, tried) });
  await set(db, subscription, { status: 'unpaid', nextActionAt: subscription.cancelAtPeriodEnd ? subscription.currentPeriodEnd : null }, 'subscription.updated', at);
}

/**
 * A subscription goes on once its invoices are paid. If its period ended meanwhile, a new one begins now: nobody pays for
 * weeks without access.
 */
export async function recover(db: Db, subscription: SubscriptionOnPlan, at: Date): Promise<void> {
  const owing = await openInvoicesOf(db, subscription);
  if (owing.length > 0 || !isOwing(subscription)) return;
  if (subscription.status === 'incomplete') await endFreePlans(db, await loadSubscriptions(db, subscription.projectId, subscription.customerId), at);
  const ranOut = subscription.currentPeriodEnd <= at;
  await set(
    db,
    subscription,
    {
      status: 'active',
      nextActionAt: ranOut ? at : subscription.currentPeriodEnd,
      ...(ranOut && { billingAnchor: at, currentPeriodEnd: at }),
    },
    'subscription.updated',
    at,
  );
}
