/**
 * English for parts that are fetched when they are opened: each in a file of its own, which the part imports, so that a
 * page downloads the words of what it opens and no others. Here they are together for those who check or translate them.
 */

export * from './en/plan-change.js';
export * from './en/plan-cancel.js';
export * from './en/next-plan.js';
export * from './en/plan-notes.js';
export * from './en/plans-dialog.js';
export * from './en/pricing-choices.js';
export * from './en/pricing-comparison.js';
export * from './en/pricing-return.js';
export * from './en/checkout-refusals.js';
export * from './en/billing-form.js';
export * from './en/checkout-dialog.js';
export * from './en/upgrade-nudge.js';
export * from './en/billing-alert.js';
export * from './en/cost-estimate.js';
export * from './en/usage-drawing.js';
export * from './en/invoice-pay.js';
export * from './en/ticket-form.js';
