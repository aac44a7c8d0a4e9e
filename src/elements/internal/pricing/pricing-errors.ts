import type { BillingError } from '../../../core/errors.js';
import type { faces, pricingTable } from '../../../locales/en.js';
import { errorText } from '../element/faces.js';
import { known } from '../element/known.js';

type Key = keyof (typeof faces & typeof pricingTable) & string;

const CHECKOUT: Readonly<Record<string, Key>> = {
  already_purchased: 'alreadyPurchased',
  subscription_past_due: 'pastDue',
};

/** Why a checkout was not opened. */
export function checkoutErrorText(error: BillingError): Key {
  const general = errorText(error);
  return known(CHECKOUT, error.code) ?? (general === 'errorOther' ? 'checkoutFailed' : general);
}
