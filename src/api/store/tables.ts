import type { ColumnType, Insertable, RawBuilder, Selectable } from 'kysely';
import type { Address, FeatureType, Interval, MeterAggregation, PriceScheme, PriceTier, SubscriptionStatus, WebhookEventType } from '../../contract/index.js';
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
  /** The language of the paywall's words where the asker wants none that there is. */
  localeDefault: Defaulted<string>;
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
  /** Its words in other languages, by language tag. */
  translations: JsonColumn<Record<string, ProductWords>>;
  position: number;
  active: boolean;
}

export interface ProductWords {
  name?: string | undefined;
  description?: string | undefined;
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

/** What balances are counted in. */
export interface TokenTypeTable {
  projectId: string;
  type: string;
  /** Once a day a balance below it is raised to it; null = never. */
  dailyTrial: number | null;
  position: number;
  active: boolean;
}

/** Where the gateway leads, and what it adds on the way. */
export interface UpstreamTable {
  projectId: string;
  id: string;
  url: string;
  /** One of these is taken per successful call. */
  tokenType: string;
  /** `${GATEWAY_…}` in a value is read from the server's environment at the time of the call. */
  headers: JsonColumn<Record<string, string>>;
  /** Path prefixes that may be called. */
  paths: JsonColumn<string[]>;
  maxBodyBytes: number;
  active: boolean;
}

// What grows: keyed by project and customer first, so that one customer's rows live together on one shard.

export interface CustomerTable {
  projectId: string;
  id: string;
  externalUserId: string | null;
  externalOrganizationId: string | null;
  email: string | null;
  /** The address that the project's own server named the customer by, lower case: never what a payer typed, since it finds people. */
  identityEmail: ColumnType<string | null, string | null | undefined, string | null>;
  /** Made by naming an email alone: there is one such customer per address. */
  knownByEmail: Defaulted<boolean>;
  name: string | null;
  metadata: JsonColumn<Record<string, unknown>>;
  /** Invoices are numbered per customer: a number for all would have every customer wait for every other. */
  invoicePrefix: string;
  invoiceCount: Defaulted<number>;
  /** Minor units kept from plan changes, per currency; the next invoice takes from it. */
  credit: JsonColumn<Record<string, number>>;
  createdAt: Date;
  deletedAt: Date | null;
  /** What the customer is billed in by hand, and who it is for the seller's books. */
  currency: Defaulted<string | null>;
  accountType: Defaulted<string | null>;
  address: ColumnType<Address | null, Json<Address | null> | undefined, Json<Address | null>>;
  taxId: Defaulted<string | null>;
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
  /** Whether renewals are charged to the card on file, or invoices are sent and paid by other ways. */
  collection: Defaulted<'automatic' | 'send_invoice'>;
  couponId: Defaulted<string | null>;
  /** Periods that begin before this moment have the coupon; null = all. */
  couponUntil: Defaulted<Date | null>;
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
  /** Days of trial asked for; null = as the product has it. */
  trialDays: ColumnType<number | null, number | null | undefined, number | null>;
  subscriptionId: string | null;
  expiresAt: Date;
  createdAt: Date;
  completedAt: Date | null;
  couponId: Defaulted<string | null>;
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
  /** A period has one invoice; changes within it and the last use of an ended subscription have their own. */
  kind: Defaulted<'period' | 'change' | 'final'>;
  taxLines: ColumnType<TaxLine[], Json<TaxLine[]> | undefined, Json<TaxLine[]>>;
  /** When collecting it first failed: the retries count from here. */
  failedAt: Defaulted<Date | null>;
}

export interface TaxLine {
  name: string;
  percentage: number;
  amount: number;
  /** Part of the prices above, or on top of them. */
  inclusive: boolean;
}

/** A page of ours that a customer opens without signing in, because they know its address. */
export interface HostedPageTable {
  projectId: string;
  customerId: string;
  id: string;
  kind: 'portal' | 'setup';
  returnUrl: string | null;
  expiresAt: Date;
  createdAt: Date;
  completedAt: Date | null;
}

/** What happened, for webhooks: written in the transaction in which it did. */
export interface EventTable {
  projectId: string;
  customerId: string;
  id: string;
  type: string;
  data: JsonColumn<Record<string, unknown>>;
  createdAt: Date;
}

export interface CouponTable {
  projectId: string;
  id: string;
  name: string;
  percentOff: number | null;
  amountOff: number | null;
  currency: string | null;
  duration: 'once' | 'repeating' | 'forever';
  durationMonths: number | null;
  redeemBy: Date | null;
  active: boolean;
}

export interface TaxRateTable {
  projectId: string;
  id: string;
  name: string;
  percentage: number;
  country: string;
  state: string | null;
  active: boolean;
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

export interface TokenBalanceTable {
  projectId: string;
  customerId: string;
  type: string;
  count: number;
  /** Days since 1970, in UTC, up to which daily trials are in the count. */
  toppedUpDay: number;
}

/** One unit taken for a gateway call under way. A row that outlives its call belongs to a process that died. */
export interface TokenHoldTable {
  projectId: string;
  customerId: string;
  id: string;
  type: string;
  /** By the real clock. */
  heldAt: Date;
}

export interface TicketTable {
  projectId: string;
  customerId: string;
  id: string;
  status: 'open' | 'closed';
  subject: string;
  content: string;
  email: string | null;
  createdAt: Date;
}

export interface TicketFileTable {
  projectId: string;
  customerId: string;
  ticketId: string;
  position: number;
  name: string;
  /** Told by its content, whatever the sender said. */
  type: string;
  size: number;
  content: ColumnType<Uint8Array, RawBuilder<Uint8Array>, never>;
}

/** A portal's address that opens once. */
export interface PortalLinkTable {
  projectId: string;
  customerId: string;
  id: string;
  expiresAt: Date;
  usedAt: Date | null;
}

/** A rule that makes one number a period of a subscription's events. */
export interface MeterTable {
  projectId: string;
  key: string;
  eventType: string;
  aggregation: MeterAggregation;
  /** What is summed, compared or told apart; COUNT has none. */
  property: string | null;
  /** The feature whose quota it feeds, where it does. */
  featureKey: string | null;
  position: number;
  active: boolean;
}

export interface MeterEventTable {
  projectId: string;
  customerId: string;
  /** The sender's: once for good. */
  id: string;
  subscriptionId: string;
  eventType: string;
  properties: JsonColumn<Record<string, unknown>>;
  occurredAt: Date;
  recordedAt: Date;
}

/** What a meter says of a period, kept in the events' own transactions. */
export interface MeterValueTable {
  projectId: string;
  customerId: string;
  subscriptionId: string;
  meterKey: string;
  periodStart: Date;
  value: number;
}

/** The values that a UNIQUE meter has seen in a period, hashed. */
export interface MeterUniqueTable {
  projectId: string;
  customerId: string;
  subscriptionId: string;
  meterKey: string;
  periodStart: Date;
  hash: string;
}

/** Where a project is told of events. */
export interface WebhookEndpointTable {
  projectId: string;
  id: string;
  url: string;
  events: JsonColumn<WebhookEventType[]>;
  description: string | null;
  /** Signs deliveries, so that it has to be kept as it is. */
  secret: string;
  createdAt: Date;
  disabledAt: Date | null;
}

/** One event on its way to one endpoint. Its times are the real clock's. */
export interface WebhookDeliveryTable {
  projectId: string;
  customerId: string;
  eventId: string;
  endpointId: string;
  status: 'pending' | 'delivered' | 'failed';
  /** What is sent, from the first attempt to the last; not kept afterwards. */
  body: string | null;
  attempts: Defaulted<number>;
  nextAttemptAt: Date;
  /** Until then a process is at it. */
  leasedUntil: Date | null;
  lastProblem: string | null;
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
  hostedPages: HostedPageTable;
  events: EventTable;
  coupons: CouponTable;
  taxRates: TaxRateTable;
  tokenTypes: TokenTypeTable;
  tokenBalances: TokenBalanceTable;
  tokenHolds: TokenHoldTable;
  upstreams: UpstreamTable;
  portalLinks: PortalLinkTable;
  tickets: TicketTable;
  ticketFiles: TicketFileTable;
  meters: MeterTable;
  meterEvents: MeterEventTable;
  meterValues: MeterValueTable;
  meterUniques: MeterUniqueTable;
  webhookEndpoints: WebhookEndpointTable;
  webhookDeliveries: WebhookDeliveryTable;
}

export type Project = Selectable<ProjectTable>;
export type Product = Selectable<ProductTable>;
export type Price = Selectable<PriceTable>;
export type Customer = Selectable<CustomerTable>;
export type Subscription = Selectable<SubscriptionTable>;
export type Checkout = Selectable<CheckoutTable>;
export type Invoice = Selectable<InvoiceTable>;
export type TokenType = Selectable<TokenTypeTable>;
export type Upstream = Selectable<UpstreamTable>;
export type TicketFile = Selectable<TicketFileTable>;
export type PortalLink = Selectable<PortalLinkTable>;
export type Ticket = Selectable<TicketTable>;
export type HostedPage = Selectable<HostedPageTable>;
export type Coupon = Selectable<CouponTable>;
export type TaxRate = Selectable<TaxRateTable>;
export type PaymentMethod = Selectable<PaymentMethodTable>;
export type Meter = Selectable<MeterTable>;
export type MeterEvent = Selectable<MeterEventTable>;
export type Event = Selectable<EventTable>;
export type WebhookEndpoint = Selectable<WebhookEndpointTable>;
export type WebhookDelivery = Selectable<WebhookDeliveryTable>;
export type NewInvoice = Insertable<InvoiceTable>;
