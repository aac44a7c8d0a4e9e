import { checkoutAsk, checkOut, choiceOf } from '../checkout/check-out.js';
import type { BillingController, BillingHost } from '../client/billing-controller.js';
import type { ActionController } from '../element/action-controller.js';
import type { Action } from '../element/faces.js';
import { linkUrl } from '../element/link-url.js';
import type { Offer } from '../plans/plan-offer.js';
import { askForMore } from './ask-for-more.js';

export interface UpgradeHost extends BillingHost {
  readonly feature?: string | undefined;
  readonly upgradeUrl?: string | undefined;
  readonly successUrl?: string | undefined;
  readonly cancelUrl?: string | undefined;
}

/** The button for more of a feature. A plan on offer is bought in the hosted checkout, or at its contact if it has no price. */
export function upgradeAction(host: UpgradeHost, billing: BillingController, actions: ActionController, label: string, offer: Offer | undefined): Action {
  const { feature, upgradeUrl, successUrl, cancelUrl } = host;
  const choice = offer?.plan.price && choiceOf(offer.plan);
  const buy = choice && ((): void => {
    const around = { successUrl, cancelUrl, subscription: offer.subscription };
    void actions.run('upgrade', checkoutAsk(choice, around.subscription), (client) => checkOut(host, client, choice, around));
  });
  const url = linkUrl(upgradeUrl) ?? (choice ? undefined : offer?.plan.product.contactUrl);
  const busy = actions.busy !== undefined;
  const { href, run } = askForMore(host, billing, feature, url ?? undefined, choice, buy);
  return { label, href, primary: true, busy, run: (event) => void (actions.busy === undefined && run(event)) };
}
