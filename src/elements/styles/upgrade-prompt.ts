import { css } from 'lit';

export const upgradePrompt = css`
  :host(:state(empty)) {
    display: none;
  }

  /* The number in the page's text colour, the rest quiet. */
  .notice-text:has(.price) {
    color: inherit;
  }

  .notice-text:has(.price) > slot,
  .price > span {
    color: var(--_soft);
  }

  .price {
    display: block;
    margin-block-start: 8px;
    text-align: -webkit-match-parent;
    text-align: match-parent;
    unicode-bidi: plaintext;
  }

  .amount {
    font-family: var(--billing-font-heading, inherit);
    font-size: 1.2857em;
    font-weight: 620;
    letter-spacing: -0.02em;
  }

  .failure {
    color: var(--_bad);
    font-size: 0.8667em;
  }

  .failure:not(:empty) {
    margin-block-start: 8px;
  }
`;
