import {
  cancelSubscription,
  cancelSubscriptionWithReason,
  changePlan,
  createSubscription,
  getSubscription,
  listAvailablePlans,
  listSubscriptions,
  previewPlanChange,
  reactivateSubscription,
  updateSubscription,
  type PlanChangePreview,
} from '../../contract/index.js';
import { chargeKey } from '../domain/payments.js';
import { changeType } from '../domain/plan-change.js';
import { formatMoney } from '../domain/money.js';
import { amountOf } from '../domain/price.js';
import { ApiError, notFound } from '../http/errors.js';
import type { Call, Router } from '../http/router.js';
import { cancel, reactivate } from '../services/cancel.js';
import { afterChange, applyChange, isPending, quoteChange, refuseUnchangeable, type ChangeQuote } from '../services/change.js';
import { nextAmount } from '../services/next-period.js';
import { presentSubscription, presentSubscriptions, toPlanOption } from '../services/present.js';
import { reload, subscribe } from '../services/subscribe.js';
import { findPrice, findProduct, loadCatalog, type SoldPrice } from '../store/catalog.js';
import { lockCustomer } from '../store/customers.js';
import type { Db } from '../store/database.js';
import { json } from '../store/json.js';
import { PAGE_SIZE, pageOf, readCursor } from '../store/paging.js';
import { findDefaultCard } from '../store/payment-methods.js';
import { findSubscriptions, type SubscriptionOnPlan } from '../store/subscriptions.js';
import type { Customer, Price, Product } from '../store/tables.js';
import { actingFor, lockedSubscription, ownerOf, subscriptionOf } from './owned.js';
import { customerNamed } from './usage.js';

const byOwner = { actor: ownerOf(subscriptionOf) };

export function subscriptionRoutes({ route }: Router): void {
  route(
    createSubscription,
    async ({ body, db, project, services, now }) => {
      const { product, price } = await planOf(db, project.id, body.price_id, body.quantity);
      const customer = await lockCustomer(db, project.id, (await customerNamed(db, project, body.customer_id)).id);
      const wanted = { customer, product, price, quantity: body.quantity, metadata: body.metadata ?? {} };
      return presentSubscription(db, await subscribe(db, services.payments, wanted, now));
    },
    { actor: ({ db, project, body }) => customerNamed(db, project, body.customer_id) },
  );

  route(listSubscriptions, async (call) => {
    const { limit = PAGE_SIZE, cursor, status, customer_id: named } = call.query;
    const customer = call.caller.kind === 'session' || named !== undefined ? await actingFor(call, named) : undefined;
    const filter = { projectId: call.project.id, customerId: customer?.id, status, after: readCursor(cursor), limit: limit + 1 };
    const page = pageOf(await findSubscriptions(call.db, filter), limit, (it) => it);
    return { ...page, data: await presentSubscriptions(call.db, page.data) };
  });

  route(getSubscription, async (call) => presentSubscription(call.db, await subscriptionOf(call, call.params.id)));

  route(
    updateSubscription,
    async (call) => {
      const { db, body, now } = call;
      const { subscription } = await lockedSubscription(call, call.params.id);
      if (body.price_id !== undefined || body.quantity !== undefined) {
        await change(call, { new_price_id: body.price_id ?? subscription.priceId, quantity: body.quantity });
      }
      const { customer, subscription: changed } = await lockedSubscription(call, call.params.id);
      if (body.cancel_at_period_end === true) await cancel(db, call.services.payments, customer, changed, { immediately: false }, now);
      if (body.cancel_at_period_end === false) await reactivate(db, changed, now);
      if (body.metadata !== undefined) await setMetadata(db, subscription, { ...subscription.metadata, ...body.metadata });
      return presentSubscription(db, await reload(db, subscription.projectId, subscription.id));
    },
    byOwner,
  );

  route(
    cancelSubscription,
    async (call) => {
      const { customer, subscription } = await lockedSubscription(call, call.params.id);
      return presentSubscription(call.db, await cancel(call.db, call.services.payments, customer, subscription, call.body, call.now));
    },
    byOwner,
  );

  route(
    cancelSubscriptionWithReason,
    async (call) => {
      const { customer, subscription } = await lockedSubscription(call, call.params.id);
      const { cancelAtPeriodEnd, cancellationReason: reason, feedback } = call.body;
      const cancellation = { immediately: !cancelAtPeriodEnd, reason, feedback };
      return presentSubscription(call.db, await cancel(call.db, call.services.payments, customer, subscription, cancellation, call.now));
    },
    byOwner,
  );

  route(
    reactivateSubscription,
    async (call) => {
      const { subscription } = await lockedSubscription(call, call.params.id);
      return presentSubscription(call.db, await reactivate(call.db, subscription, call.now));
    },
    byOwner,
  );

  route(listAvailablePlans, async (call) => {
    const subscription = await subscriptionOf(call, call.params.id);
    const options = (await loadCatalog(call.db, call.project.id)).flatMap(({ product, prices }) =>
      prices
        .filter((price) => price.currency === subscription.price.currency && !price.meteredFeatureKey && price.id !== subscription.priceId)
        .map((price) => {
          const quantity = price.scheme === 'flat' ? 1 : subscription.quantity;
          return { option: toPlanOption(product, price, quantity), type: changeType(planIn(subscription), plan(price, quantity)) };
        }),
    );
    return {
      current_plan: currentPlan(subscription),
      available_upgrades: options.filter(({ type }) => type === 'upgrade').map(({ option }) => option),
      available_downgrades: options.filter(({ type }) => type === 'downgrade').map(({ option }) => option),
    };
  });

  route(previewPlanChange, async (call) => {
    const subscription = await subscriptionOf(call, call.params.id);
    const customer = await customerNamed(call.db, call.project, subscription.customerId);
    return toPreview(await quoted(call, customer, subscription, call.body));
  });

  route(
    changePlan,
    async (call) => {
      const { quote, invoiceId } = await change(call, call.body);
      return {
        subscription: await presentSubscription(call.db, await reload(call.db, call.project.id, call.params.id)),
        change_type: quote.change.type,
        effective_date: quote.change.effectiveAt.toISOString(),
        amount_charged: quote.due,
        invoice_id: invoiceId,
      };
    },
    byOwner,
  );
}

interface Wanted {
  readonly new_price_id: string;
  readonly quantity?: number | undefined;
  readonly effective_date?: 'immediate' | 'period_end' | undefined;
  readonly confirm_amount?: number | undefined;
}

async function planOf(db: Db, projectId: string, priceId: string, quantity: number): Promise<{ product: Product; price: SoldPrice }> {
  const price = await findPrice(db, projectId, priceId);
  const product = price?.active ? await findProduct(db, projectId, price.productId) : undefined;
  if (!price || !product) throw notFound('price');
  if (price.meteredFeatureKey) throw new ApiError('price_not_for_checkout', 'This price bills usage: it comes with its plan');
  if (price.scheme === 'flat' && quantity !== 1) throw new ApiError('invalid_request', 'quantity: this price is not per unit');
  return { product, price };
}

async function quoted(call: Call, customer: Customer, subscription: SubscriptionOnPlan, wanted: Wanted): Promise<ChangeQuote> {
  await refuseUnchangeable(call.db, subscription);
  const target = await findPrice(call.db, call.project.id, wanted.new_price_id);
  const quantity = wanted.quantity ?? (target?.scheme === 'flat' ? 1 : subscription.quantity);
  const { product, price } = await planOf(call.db, call.project.id, wanted.new_price_id, quantity);
  return quoteChange(call.db, customer, subscription, { product, price, quantity }, call.now, wanted.effective_date);
}

/** Quotes and charges under one lock, so that of two changes at once the second is quoted on what the first left. */
async function change(call: Call<{ id: string }>, wanted: Wanted): Promise<{ quote: ChangeQuote; invoiceId: string | null }> {
  const { customer, subscription } = await lockedSubscription(call, call.params.id);
  const quote = await quoted(call, customer, subscription, wanted);
  if (wanted.confirm_amount !== undefined && wanted.confirm_amount !== quote.due) {
    throw new ApiError('amount_changed', `The change costs ${quote.due} now, and ${wanted.confirm_amount} was confirmed; nothing was changed`, {
      immediate_payment: quote.due,
    });
  }
  if (quote.due > 0) await charge(call, customer, quote);
  const invoice = await applyChange(call.db, customer, quote, call.now);
  return { quote, invoiceId: invoice?.id ?? null };
}

async function charge({ db, services, now, idempotencyKey }: Call, customer: Customer, { due, changes, next }: ChangeQuote): Promise<void> {
  const card = await findDefaultCard(db, { projectId: customer.projectId, customerId: customer.id });
  if (!card) throw new ApiError('payment_method_required', 'There is no card on file: add one, or change the plan by a checkout');
  const outcome = await services.payments.charge({
    projectId: customer.projectId,
    amount: due,
    currency: next.price.currency,
    cardToken: card.token,
    idempotencyKey: await chargeKey(changes.id, next.price.id, next.quantity, idempotencyKey ?? now.getTime()),
    offSession: true,
  });
  if (outcome.status !== 'succeeded') throw new ApiError('payment_failed', 'The card on file was declined; nothing was changed');
}

const plan = (price: Price, quantity: number) => ({ productId: price.productId, price, quantity, amount: amountOf(price, quantity) });
const planIn = ({ price, quantity }: SubscriptionOnPlan) => plan(price, quantity);
const currentPlan = ({ productId, productName, productTranslations, price, quantity }: SubscriptionOnPlan) =>
  toPlanOption({ id: productId, name: productName, translations: productTranslations }, price, quantity);

async function setMetadata(db: Db, { projectId, customerId, id }: SubscriptionOnPlan, metadata: Record<string, unknown>): Promise<void> {
  await db
    .updateTable('subscriptions')
    .set({ metadata: json(metadata) })
    .where('projectId', '=', projectId)
    .where('customerId', '=', customerId)
    .where('id', '=', id)
    .execute();
}

function toPreview(quote: ChangeQuote): PlanChangePreview {
  const { change, changes, next, creditUsed, due, breakdown } = quote;
  return {
    current_plan: currentPlan(changes),
    new_plan: toPlanOption(next.product, next.price, next.quantity),
    proration: {
      unused_time_credit: change.credit,
      new_plan_charge: change.charge,
      immediate_payment: due,
      credit_applied: creditUsed,
      breakdown: [...breakdown],
      ...(change.unit === 'day' && { remaining_days: change.remaining, total_days: change.total }),
    },
    change_type: change.type,
    effective_date: change.effectiveAt.toISOString(),
    next_billing_date: change.period.end.toISOString(),
    next_amount: nextAmount(afterChange(quote), quote.rates),
    notes: notesOn(quote),
  };
}

function notesOn(quote: ChangeQuote): string[] {
  const { change, changes, next } = quote;
  if (isPending(quote)) return [`${changes.productName} stays until the end of the paid period; then ${next.product.name} begins.`];
  const notes = changes.status === 'trialing' ? ['The trial goes on; nothing is charged before it ends.'] : [];
  if (change.creditLeft > 0) notes.push(`${formatMoney(change.creditLeft, next.price.currency)} is kept for the next invoice.`);
  return notes;
}
