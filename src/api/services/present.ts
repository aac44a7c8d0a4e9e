import type { AppliedCoupon as Coupon, Invoice as InvoiceAnswer, PaymentMethod as PaymentMethodAnswer, PendingChange, PlanOption, Subscription } from '../../contract/index.js';
import { hmacSha256 } from '../domain/hash.js';
import type { Rate } from '../domain/invoice.js';
import { amountOf } from '../domain/price.js';
import { translationsFor } from '../domain/translations.js';
import type { Db } from '../store/database.js';
import type { SubscriptionOnPlan } from '../store/subscriptions.js';
import type { Invoice, PaymentMethod, Price, Product, Project } from '../store/tables.js';
import { taxRatesOf } from '../store/taxes.js';
import { couponOf, nextAmount, type AppliedCoupon } from './next-period.js';

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

/** As they are answered, with what comes next: however many they are, their taxes are read at once. */
export async function presentSubscriptions(db: Db, subscriptions: readonly SubscriptionOnPlan[]): Promise<Subscription[]> {
  const [first] = subscriptions;
  if (!first) return [];
  const ratesOf = await taxRatesOf(db, first.projectId, subscriptions.map(({ customerId }) => customerId));
  return subscriptions.map((it) => toSubscription(it, ratesOf(it.customerId)));
}

export const presentSubscription = async (db: Db, it: SubscriptionOnPlan): Promise<Subscription> =>
  toSubscription(it, (await taxRatesOf(db, it.projectId, [it.customerId]))(it.customerId));

const toSubscription = (it: SubscriptionOnPlan, rates: readonly Rate[]): Subscription => ({
  id: it.id,
  customerId: it.customerId,
  productId: it.productId,
  productName: it.productName,
  priceId: it.priceId,
  quantity: it.quantity,
  status: it.status,
  amount: amountOf(it.price, it.quantity),
  currency: it.price.currency,
  interval: it.price.interval,
  intervalCount: it.price.intervalCount,
  taxBehavior: it.price.taxBehavior,
  coupon: toCoupon(couponOf(it)),
  nextAmount: nextAmount(it, rates),
  currentPeriodStart: it.currentPeriodStart.toISOString(),
  currentPeriodEnd: it.currentPeriodEnd.toISOString(),
  trialEnd: iso(it.trialEnd),
  cancelAtPeriodEnd: it.cancelAtPeriodEnd,
  canceledAt: iso(it.canceledAt),
  endedAt: iso(it.endedAt),
  pendingChange: toPendingChange(it),
  metadata: it.metadata,
  createdAt: it.createdAt.toISOString(),
  ...translatedName(it),
});

const toCoupon = (it: AppliedCoupon | undefined): Coupon | null =>
  it ? { id: it.terms.id, percentOff: it.terms.percentOff, amountOff: it.terms.amountOff, until: iso(it.until) } : null;

export const translatedName = ({ productTranslations }: Pick<SubscriptionOnPlan, 'productTranslations'>) => translationsFor({ productName: [productTranslations, 'name'] });

export const toPendingChange = ({ pending, pendingQuantity, quantity, currentPeriodEnd }: SubscriptionOnPlan): PendingChange | null =>
  pending && {
    priceId: pending.price.id,
    productId: pending.price.productId,
    productName: pending.productName,
    quantity: pendingQuantity ?? quantity,
    interval: pending.price.interval,
    intervalCount: pending.price.intervalCount,
    effectiveAt: currentPeriodEnd.toISOString(),
    ...translatedName(pending),
  };

export const toPlanOption = (product: Pick<Product, 'id' | 'name' | 'translations'>, price: Price, quantity: number): PlanOption => ({
  product_id: product.id,
  product_name: product.name,
  price_id: price.id,
  amount: amountOf(price, quantity),
  currency: price.currency,
  interval: price.interval,
  interval_count: price.intervalCount,
  quantity,
  scheme: price.scheme,
  unit_label: price.unitLabel,
  tax_behavior: price.taxBehavior,
  ...translationsFor({ product_name: [product.translations, 'name'], unit_label: [price.translations, 'unitLabel'] }),
});

export const toPaymentMethod = ({ id, brand, last4, expMonth, expYear, isDefault, createdAt }: PaymentMethod): PaymentMethodAnswer => ({
  id, brand, last4, expMonth, expYear, isDefault,
  createdAt: createdAt.toISOString(),
});

/** Half a SHA-256: enough that nobody guesses the address of an invoice. */
const KEY_LENGTH = 32;

/** The part of an invoice's address that only we can make. */
export const invoiceKey = async (project: Pick<Project, 'sessionSecret'>, invoiceId: string): Promise<string> =>
  (await hmacSha256(project.sessionSecret, `invoice ${invoiceId}`)).slice(0, KEY_LENGTH);

export const toInvoice = async (project: Project, it: Invoice, baseUrl: string): Promise<InvoiceAnswer> => ({
  id: it.id,
  number: it.number,
  customerId: it.customerId,
  subscriptionId: it.subscriptionId,
  status: it.status,
  currency: it.currency,
  lines: it.lines,
  subtotal: it.subtotal,
  tax: it.tax,
  total: it.total,
  amountPaid: it.amountPaid,
  amountDue: it.status === 'open' ? it.total - it.amountPaid : 0,
  paymentFailed: it.status === 'open' && it.attempts > 0,
  nextAttemptAt: iso(it.nextAttemptAt),
  periodStart: it.periodStart.toISOString(),
  periodEnd: it.periodEnd.toISOString(),
  createdAt: it.createdAt.toISOString(),
  finalizedAt: iso(it.finalizedAt),
  paidAt: iso(it.paidAt),
  url: `${baseUrl}/invoice/${encodeURIComponent(project.id)}/${it.id}/${await invoiceKey(project, it.id)}`,
});
