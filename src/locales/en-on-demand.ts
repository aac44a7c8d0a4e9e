/**
 * English for parts that are fetched when they are opened. Each in a file of its own, apart from the rest, so that a page
 * downloads the words of what it opens and no others.
 */

export * from './en/plan-change.js';
export * from './en/plan-cancel.js';
export * from './en/plan-notes.js';
export * from './en/pricing-choices.js';
export * from './en/pricing-comparison.js';
export * from './en/pricing-return.js';
export * from './en/billing-form.js';
export * from './en/upgrade-nudge.js';
export * from './en/billing-alert.js';
