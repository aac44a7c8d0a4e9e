import type { ProjectTable, ApiKeyTable, SessionTokenTable, IdempotencyTable } from './tables/project.js';
import type { ProductTable, PriceTable, FeatureTable, ProductFeatureTable, CouponTable, TaxRateTable } from './tables/catalog.js';
import type { CustomerTable, PaymentMethodTable, HostedPageTable, PortalLinkTable } from './tables/customer.js';
import type { SubscriptionTable, CheckoutTable } from './tables/subscription.js';
import type { InvoiceTable } from './tables/invoice.js';
import type { UsageEventTable, UsageCounterTable, UsageHourTable } from './tables/usage.js';
import type { MeterTable, MeterEventTable, MeterValueTable, MeterUniqueTable } from './tables/meter.js';
import type { TokenTypeTable, UpstreamTable, TokenBalanceTable, TokenHoldTable } from './tables/tokens.js';
import type { TicketTable, TicketFileTable } from './tables/support.js';
import type { EventTable, WebhookEndpointTable, WebhookDeliveryTable } from './tables/webhook.js';

export type * from './tables/project.js';
export type * from './tables/catalog.js';
export type * from './tables/customer.js';
export type * from './tables/subscription.js';
export type * from './tables/invoice.js';
export type * from './tables/usage.js';
export type * from './tables/meter.js';
export type * from './tables/tokens.js';
export type * from './tables/support.js';
export type * from './tables/webhook.js';

/** Growing tables are keyed by project and customer first, so that one customer's rows can live on one shard. */
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
