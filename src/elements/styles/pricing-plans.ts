import { css } from 'lit';

/** Only for loaded plans, and not for their skeleton. */
export const pricingPlans = css`
  .plans:has(.highlighted) {
    padding-block-start: 10px;
  }

  .plan.highlighted {
    border-color: var(--_accent);
    box-shadow:
      0 0 0 1px var(--_accent),
      var(--billing-shadow, 0 10px 30px -14px light-dark(rgb(15 20 40 / 0.16), rgb(0 0 0 / 0.7)));
  }

  .flag {
    position: absolute;
    inset-block-start: 0;
    translate: 0 -50%;
    max-inline-size: calc(100% - 48px);
    overflow: hidden;
    background: var(--_accent);
    color: var(--_on-accent);
    text-overflow: ellipsis;
  }

  .long .amount {
    font-size: 2em;
    line-height: 1.4667;
  }

  .longest .amount {
    font-size: 1.4667em;
    line-height: 2;
  }

  .per {
    color: var(--_soft);
    font-size: 0.9333em;
  }

  .features li {
    position: relative;
    padding-inline-start: 1.75em;
  }

  .features b {
    font-weight: 600;
  }

  /* Drawn with borders: a CSP may forbid images, and backgrounds are lost in forced colours. */
  .features li::before,
  .tick {
    content: '';
    position: absolute;
    inset-block-start: 0.22em;
    inset-inline-start: 0.25em;
    inline-size: 0.4em;
    block-size: 0.75em;
    border: solid var(--_accent);
    border-width: 0 2px 2px 0;
    rotate: 42deg;
  }

  summary {
    inline-size: fit-content;
    border-radius: 4px;
    cursor: pointer;
  }

  details > :not(summary) {
    margin-block-start: 9px;
  }

  @media (forced-colors: active) {
    .plan.highlighted {
      border: 3px solid Highlight;
      padding: 22px;
    }
  }
`;
