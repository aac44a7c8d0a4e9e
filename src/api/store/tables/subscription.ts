import type { ColumnType, Selectable } from 'kysely';
import type { SubscriptionStatus } from '../../../contract/index.js';
import type { Place } from '../../domain/place.js';
import type { Json } from '../json.js';
import type { Defaulted, JsonColumn } from './column.js';

export interface SubscriptionTable {
  projectId: string;
  customerId: string;
  id: string;
  productId: string;
  priceId: string;
  quantity: number;
  status: SubscriptionStatus;
  /** Periods are counted from here, so that the 31st does not drift to the 28th. */
  billingAnchor: Date;
  currentPeriodStart: Date;
  currentPeriodEnd: Date;
  trialEnd: Date | null;
  /** The product that was on trial: the plan may have changed since. */
  trialProductId: Defaulted<string | null>;
  cancelAtPeriodEnd: Defaulted<boolean>;
  canceledAt: Date | null;
  endedAt: Date | null;
  cancellationReason: string | null;
  cancellationFeedback: string | null;
  /** A downgrade waiting for the period to end. */
  pendingPriceId: string | null;
  pendingQuantity: number | null;
  /** When the scheduler has to look at it next; null = never. */
  nextActionAt: Date | null;
  metadata: JsonColumn<Record<string, unknown>>;
  createdAt: Date;
  /** Whether renewals are charged to the card on file, or invoices are sent and paid in other ways. */
  collection: Defaulted<'automatic' | 'send_invoice'>;
  couponId: Defaulted<string | null>;
  /** Periods that begin before this moment have the coupon; null = all. */
  couponUntil: Defaulted<Date | null>;
}

export interface CheckoutTable {
  projectId: string;
  customerId: string;
  id: string;
  status: 'open' | 'processing' | 'complete' | 'expired';
  mode: 'embedded' | 'redirect';
  priceId: string;
  quantity: number;
  /** The paid subscription this checkout changes, where there is one. */
  changesSubscriptionId: string | null;
  successUrl: string | null;
  cancelUrl: string | null;
  email: string | null;
  name: string | null;
  metadata: JsonColumn<Record<string, unknown>>;
  /** The card whose bank has been asked, until it has answered. */
  pendingCard: JsonColumn<PendingCard | null>;
  /** Days of trial asked for; null = as the product has it. */
  trialDays: ColumnType<number | null, number | null | undefined, number | null>;
  subscriptionId: string | null;
  expiresAt: Date;
  createdAt: Date;
  completedAt: Date | null;
  couponId: Defaulted<string | null>;
  /** The language of its pages; null = the language of the reader's browser. */
  locale: Defaulted<string | null>;
  /** The place that the payer gave, if none was on file. */
  place: ColumnType<Place | null, Json<Place> | undefined, Json<Place>>;
  /** How often a card was declined. */
  declines: Defaulted<number>;
}

export interface PendingCard {
  token: string;
  brand: string;
  last4: string;
  expMonth: number;
  expYear: number;
}

export type Subscription = Selectable<SubscriptionTable>;
export type Checkout = Selectable<CheckoutTable>;
