import type { BillingError } from '../../../core/errors.js';
import type { faces } from '../../../locales/en.js';
import { checkoutRefusals } from '../../../locales/en/checkout-refusals.js';
import { errorText } from '../element/faces.js';
import { known } from '../element/known.js';
import type { WordsOf } from '../words/words.js';

export type FaceWords = WordsOf<{ faces: typeof faces }>;

const english = { checkoutRefusals };

const REFUSALS: Readonly<Record<string, keyof typeof checkoutRefusals>> = {
  already_purchased: 'alreadyPurchased',
  subscription_past_due: 'pastDue',
  currency_mismatch: 'currencyMismatch',
  invalid_coupon: 'invalidCoupon',
};

/** Why a checkout was not opened. */
export function refusalText(words: FaceWords, error: BillingError): string {
  const say = words.and(english);
  const general = errorText(error);
  const own = known(REFUSALS, error.code) ?? (general === 'errorOther' ? 'checkoutFailed' : undefined);
  return own ? say.text(own) : words.text(general);
}
