import type { Product } from '../../../contract/product.js';
import { pricingReturn } from '../../../locales/en/pricing-return.js';
import type { ReturnedCheckout } from './returned-checkout.js';
import type { WordsOf } from '../words/words.js';

const english = { pricingReturn };

/** How a checkout ended, in words. */
export function returnText(words: Pick<WordsOf<object>, 'and'>, returned: ReturnedCheckout, products: readonly Product[]): string {
  const { status } = returned;
  if (status === 'none') return '';
  const say = words.and(english);
  if (status !== 'complete') return say.text(status);
  const plan = products.find(({ id }) => id === returned.subscription?.productId)?.name;
  return plan ? say.text('complete', { plan }) : say.text('completePlain');
}
