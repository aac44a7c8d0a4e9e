import type { ColumnType, Insertable, Selectable } from 'kysely';
import type { FeatureType, Interval, PriceScheme, PriceTier, SubscriptionStatus } from '../../contract/index.js';
import type { Mode } from '../domain/session-token.js';
import type { Json } from './json.js';

/** A column that the database fills when nothing is given. */
type Defaulted<T> = ColumnType<T, T | undefined, T>;

/** JSON columns are written through `json()` alone: drivers disagree on what to do with a bare array. */
type JsonColumn<T> = ColumnType<T, Json<T>, Json<T>>;

// The catalog: small, read often, one set per project.

export interface ProjectTable {
  id: string;
  name: string;
  mode: Mode;
  /** How far the project's test clock is ahead of the real one. */
  clockOffsetMs: Defaulted<number>;
  allowedOrigins: JsonColumn<string[]>;
  anyLoopback: Defaulted<boolean>;
  /** Signs session tokens. */
  sessionSecret: string;
  createdAt: Date;
}

export interface ApiKeyTable {
  projectId: string;
  /** SHA-256 of the key, hex. The key itself is shown once and not kept. */
  hash: string;
  id: string;
  kind: 'secret' | 'publishable';
  /** Its beginning and end, to tell keys apart. */
  hint: string;
  createdAt: Date;
  revokedAt: Date | null;
}

export interface ProductTable {
  projectId: string;
  id: string;
  name: string;
  description: string | null;
  trialDays: number;
  highlighted: boolean;
  contactUrl: string | null;
  position: number;
  active: boolean;
}

export interface PriceTable {
  projectId: string;
  id: string;
  productId: string;
  amount: number;
  currency: string;
  interval: Interval;
  intervalCount: number;
  scheme: PriceScheme;
  unitLabel: string | null;
  meteredFeatureKey: string | null;
  tiers: JsonColumn<PriceTier[] | null>;
  packageSize: number | null;
  taxBehavior: 'inclusive' | 'exclusive' | 'unspecified';
  position: number;
  active: boolean;
}

export interface FeatureTable {
  projectId: string;
  key: string;
  title: string;
  type: FeatureType;
  unit: string | null;
  /** Heading under which a feature comparison lists it. */
  groupTitle: string | null;
  position: number;
}

export interface ProductFeatureTable {
  projectId: string;
  productId: string;
  featureKey: string;
  /** null = unlimited. */
  limitUnits: number | null;
  period: Interval | null;
}

// What grows: keyed by project and customer first, so that one customer's rows live together on one shard.

export interface CustomerTable {
  projectId: string;
  id: string;
  externalUserId: string | null;
  externalOrganizationId: string | null;
  email: string | null;
  name: string | null;
  metadata: JsonColumn<Record<string, unknown>>;
  /** Invoices are numbered per customer: a number for all would have every customer wait for every other. */
  invoicePrefix: string;
  invoiceCount: Defaulted<number>;
  /** Minor units kept from plan changes, per currency; the next invoice takes from it. */
  credit: JsonColumn<Record<string, number>>;
  createdAt: Date;
  deletedAt: Date | null;
}

export interface SessionTokenTable {
  projectId: string;
  customerId: string;
  id: string;
  expiresAt: Date;
  revokedAt: Date | null;
}

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
}

export interface UsageEventTable {
  projectId: string;
  customerId: string;
  /** The caller's id or idempotency key where there was one. */
  id: string;
  featureKey: string;
  quantity: number;
  occurredAt: Date;
  recordedAt: Date;
  /** What the answer said, so that a replay says it again. */
  consumedAfter: number;
  limitUnits: number | null;
  periodStart: Date;
  periodEnd: Date;
  metadata: JsonColumn<Record<string, unknown> | null>;
}

/** The sum of a feature's events in one window, kept in the events' own transactions. */
export interface UsageCounterTable {
  projectId: string;
  customerId: string;
  featureKey: string;
  periodStart: Date;
  consumed: number;
}

/** The same by the hour, for charts. */
export interface UsageHourTable {
  projectId: string;
  customerId: string;
  featureKey: string;
  hour: Date;
  quantity: number;
}

export interface PaymentMethodTable {
  projectId: string;
  customerId: string;
  id: string;
  token: string;
  brand: string;
  last4: string;
  expMonth: number;
  expYear: number;
  isDefault: boolean;
  createdAt: Date;
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
  subscriptionId: string | null;
  expiresAt: Date;
  createdAt: Date;
  completedAt: Date | null;
}

export interface PendingCard {
  token: string;
  brand: string;
  last4: string;
  expMonth: number;
  expYear: number;
}

export interface InvoiceLine {
  description: string;
  quantity: number;
  /** Minor units; credits are negative. */
  amount: number;
  periodStart?: string;
  periodEnd?: string;
}

export interface InvoiceTable {
  projectId: string;
  customerId: string;
  id: string;
  subscriptionId: string | null;
  /** Given when it is finalized. */
  number: string | null;
  status: 'draft' | 'open' | 'paid' | 'void';
  currency: string;
  lines: JsonColumn<InvoiceLine[]>;
  subtotal: number;
  tax: number;
  total: number;
  amountPaid: number;
  periodStart: Date;
  periodEnd: Date;
  createdAt: Date;
  finalizedAt: Date | null;
  paidAt: Date | null;
  /** Failed attempts to collect it, and when to try again. */
  attempts: Defaulted<number>;
  nextAttemptAt: Date | null;
}

export interface IdempotencyTable {
  projectId: string;
  /** The customer acted for; empty when the project itself acts. */
  customerId: string;
  route: string;
  key: string;
  requestHash: string;
  /** null while the first copy runs: nobody else can see the row before it has an answer. */
  status: number | null;
  answer: JsonColumn<unknown>;
  createdAt: Date;
}

export interface Tables {
  projects: ProjectTable;
  apiKeys: ApiKeyTable;
  products: ProductTable;
  prices: PriceTable;
  features: FeatureTable;
  productFeatures: ProductFeatureTable;
  customers: CustomerTable;
  sessionTokens: SessionTokenTable;
  subscriptions: SubscriptionTable;
  usageEvents: UsageEventTable;
  usageCounters: UsageCounterTable;
  usageHours: UsageHourTable;
  paymentMethods: PaymentMethodTable;
  checkouts: CheckoutTable;
  invoices: InvoiceTable;
  idempotency: IdempotencyTable;
}

export type Project = Selectable<ProjectTable>;
export type Product = Selectable<ProductTable>;
export type Price = Selectable<PriceTable>;
export type Customer = Selectable<CustomerTable>;
export type Subscription = Selectable<SubscriptionTable>;
export type Checkout = Selectable<CheckoutTable>;
export type Invoice = Selectable<InvoiceTable>;
export type PaymentMethod = Selectable<PaymentMethodTable>;
export type NewInvoice = Insertable<InvoiceTable>;
