import { BillingUpgradeRequestEvent } from '../../events.js';
import type { Act } from '../element/act.js';
import type { BillingHost } from '../client/billing-controller.js';
import { checkoutAsk, checkOut, choiceOf } from '../checkout/check-out.js';
import type { Action } from '../element/faces.js';
import { linkUrl } from '../element/link-url.js';
import type { Offer } from '../plans/plan-offer.js';

export interface UpgradeHost extends BillingHost {
  readonly feature?: string | undefined;
  readonly upgradeUrl?: string | undefined;
  readonly successUrl?: string | undefined;
  readonly cancelUrl?: string | undefined;
}

/**
 * The button for more of a feature. The page is asked first; then it goes to the address that the page gave, or to the
 * contact of a plan without a price, or starts the checkout of the plan on offer.
 */
export function upgradeAction(host: UpgradeHost, act: Act, label: string, offer: Offer | undefined): Action {
  const { upgradeUrl, successUrl, cancelUrl } = host;
  const choice = offer?.plan.price && choiceOf(offer.plan);
  const href = linkUrl(upgradeUrl) ?? (choice ? undefined : linkUrl(offer?.plan.product.contactUrl));
  const run = (event: Event): void => {
    if (act.busy !== undefined) return;
    if (!host.dispatchEvent(new BillingUpgradeRequestEvent(host.feature, href, choice))) return event.preventDefault();
    if (href !== undefined || !choice) return;
    const around = { successUrl, cancelUrl, subscription: offer?.subscription };
    void act.run('upgrade', checkoutAsk(choice, around.subscription), (client) => checkOut(host, client, choice, around));
  };
  return { label, href, primary: true, busy: act.busy !== undefined, run };
}
