import { html, type TemplateResult } from 'lit';
import { pricingBanner } from '../../styles/pricing-banner.js';
import type { PricingFrame } from './pricing-frame.js';
import { returnText } from '../checkout/return-text.js';
import type { ReturnedCheckout } from '../checkout/returned-checkout.js';

/** How the checkout ended that this page was returned from. */
const banner = ({ words, products }: PricingFrame, returned: ReturnedCheckout): TemplateResult => html`
  <p class="banner ${returned.status}" part="banner">${returnText(words, returned, products)}</p>
`;

export const bannerPart = [banner, pricingBanner] as const;
