import { html, type TemplateResult } from 'lit';
import { pricingBanner } from '../../styles/pricing-banner.js';
import type { PricingFrame } from './pricing-frame.js';
import { changeText } from '../plans/next-plan.js';
import { returnText } from '../checkout/return-text.js';
import type { ReturnedCheckout } from '../checkout/returned-checkout.js';

/** How the checkout ended that led back here; without one, the change that is booked. */
function banner({ words, products, subscription }: PricingFrame, returned: ReturnedCheckout): TemplateResult {
  const next = subscription?.pendingChange;
  const text = returnText(words, returned, products) || (next ? changeText(words, subscription, next) : '');
  return html`<p class="banner ${returned.status}" part="banner">${text}</p>`;
}

export const bannerPart = [banner, pricingBanner] as const;
