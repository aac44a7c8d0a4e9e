export { BillingProvider, type Appearance } from './billing-provider.js';
export { FeatureGate } from './feature-gate.js';
export { InvoiceList } from './invoice-list.js';
export { PricingTable } from './pricing-table.js';
export { UsageMeter } from './usage-meter.js';
export { UsageSummary } from './usage-summary.js';
export * from './events.js';
export { overrideWords } from './internal/languages.js';
