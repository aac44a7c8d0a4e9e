import type { Product } from '../../../contract/product.js';
import { inLanguage } from '../../../core/in-language.js';
import { pricingReturn } from '../../../locales/en/pricing-return.js';
import type { ReturnedCheckout } from './returned-checkout.js';
import { changeText } from '../plans/next-plan.js';
import type { WordsOf } from '../words/words.js';

const english = { pricingReturn };

/** How a checkout ended, in words. */
export function returnText(words: Pick<WordsOf<object>, 'and' | 'lang'>, returned: ReturnedCheckout, products: readonly Product[]): string {
  const { status } = returned;
  if (status === 'none') return '';
  const say = words.and(english);
  if (status !== 'complete') return say.text(status);
  const { lang } = words;
  const subscription = returned.subscription && inLanguage(lang, returned.subscription);
  if (subscription?.pendingChange) return changeText(words, subscription, subscription.pendingChange);
  const plan = inLanguage(lang, products).find(({ id }) => id === subscription?.productId)?.name;
  return plan ? say.text('complete', { plan }) : say.text('completePlain');
}
