import { css } from 'lit';

/** The banner about a checkout, fetched with it. */
export const pricingBanner = css`
  .banner {
    margin-block-end: 24px;
    padding: 12px 16px;
    border-radius: var(--_radius-small);
    background: var(--_sunken);
    font-size: 0.9333em;
  }

  .banner.complete {
    background: var(--billing-good-wash, color-mix(in oklab, var(--_good) 12%, transparent));
    color: var(--_good);
    font-weight: 550;
  }
`;
