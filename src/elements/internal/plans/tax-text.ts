import type { TaxBehavior } from '../../../contract/product.js';

/** Whether a price includes its tax, if it says so. */
export function taxText(words: { text(key: 'plusTax' | 'taxIncluded'): string }, behavior: TaxBehavior | undefined): string | undefined {
  if (behavior === 'exclusive') return words.text('plusTax');
  return behavior === 'inclusive' ? words.text('taxIncluded') : undefined;
}
