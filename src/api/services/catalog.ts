import type * as z from 'zod/mini';
import type { CurrentSubscription, Price, Product } from '../../contract/index.js';
import { amountOf } from '../domain/price.js';
import { translationsFor } from '../domain/translations.js';
import type { CatalogProduct } from '../store/catalog.js';
import type { SubscriptionOnPlan } from '../store/subscriptions.js';
import type { Price as PriceRow } from '../store/tables.js';
import { toPendingChange } from './present.js';

/** The subscription that a pricing page is about: the newest that has not ended, paid before free. */
export function currentOf(subscriptions: readonly SubscriptionOnPlan[], now: Date): SubscriptionOnPlan | undefined {
  const living = subscriptions.filter((it) => (it.endedAt === null || it.endedAt > now) && it.status !== 'canceled');
  return living.find((it) => amountOf(it.price, it.quantity) > 0) ?? living[0];
}

export const toCurrentSubscription = (it: SubscriptionOnPlan): CurrentSubscription => ({
  id: it.id,
  productId: it.productId,
  priceId: it.priceId,
  status: it.status,
  currentPeriodEnd: it.currentPeriodEnd.toISOString(),
  cancelAtPeriodEnd: it.cancelAtPeriodEnd,
  interval: it.price.interval,
  intervalCount: it.price.intervalCount,
  amount: amountOf(it.price, it.quantity),
  currency: it.price.currency,
  quantity: it.quantity,
  pendingChange: toPendingChange(it),
});

export const toProduct = ({ product, prices, features }: CatalogProduct, currentProductId: string | undefined): Product => ({
  id: product.id,
  name: product.name,
  description: product.description,
  prices: prices.map(toPrice),
  features: features.map((feature) => ({
    id: `${product.id}:${feature.featureKey}`,
    name: feature.featureKey,
    title: feature.title,
    type: feature.type,
    properties: {
      limit: feature.limit,
      period: feature.period,
      unit: feature.unit,
      group: feature.group,
      ...translationsFor({ unit: [feature.translations, 'unit'], group: [feature.translations, 'group'] }),
    },
    ...translationsFor({ title: [feature.translations, 'title'] }),
  })),
  isCurrentPlan: product.id === currentProductId,
  trialDays: product.trialDays,
  highlighted: product.highlighted,
  contactUrl: product.contactUrl,
  ...translationsFor({ name: [product.translations, 'name'], description: [product.translations, 'description'] }),
});

const toPrice = (price: PriceRow): z.output<typeof Price> => ({
  id: price.id,
  amount: price.amount,
  currency: price.currency,
  interval: price.interval,
  intervalCount: price.intervalCount,
  scheme: price.scheme,
  unitLabel: price.unitLabel,
  meteredFeatureKey: price.meteredFeatureKey,
  ...(price.tiers && { tiers: price.tiers }),
  packageSize: price.packageSize,
  taxBehavior: price.taxBehavior,
  ...translationsFor({ unitLabel: [price.translations, 'unitLabel'] }),
});
