import { inLanguage } from '../domain/translations.js';
import type { Quote, QuotePart } from '../services/quote.js';
import type { PageWords } from './words/index.js';

/** A line of what is due, in the reader's language. The invoice has it in the catalog's. */
export function lineText(words: PageWords, { product, coupon, change }: Quote, { kind, description, feature_title = description, translations = {} }: QuotePart): string {
  switch (kind) {
    case 'new_plan':
      return change ? planText(words, product.name, change.change) : product.name;
    case 'unused_time':
      return change ? words.text('unusedTime', { plan: change.changes.productName }) : description;
    case 'usage':
      return inLanguage({ feature_title, translations }, words.tag).feature_title;
    case 'coupon':
      return coupon ? words.text('couponNamed', { id: coupon.id }) : description;
    case 'credit':
      return words.text('earlierCredit');
    default:
      return description;
  }
}

function planText(words: PageWords, plan: string, { startsPeriod, remaining, total, unit }: NonNullable<Quote['change']>['change']): string {
  if (startsPeriod) return plan;
  return words.text(unit === 'hour' ? 'planHours' : 'planDays', { plan, count: words.number(remaining), total: words.number(total) });
}
