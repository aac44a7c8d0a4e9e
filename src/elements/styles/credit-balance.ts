import { css } from 'lit';

export const creditBalance = css`
  /* The card's own padding is enough below the last line. */
  .balances {
    margin-block-end: -10px;
  }

  .balances > li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto auto;
    gap: 0 20px;
    align-items: center;
    padding-block: 10px;
    border-block-start: 1px solid var(--_line);
  }

  .label {
    font-size: 0.9333em;
    font-weight: 550;
  }

  .label,
  .level {
    text-align: -webkit-match-parent;
    text-align: match-parent;
    unicode-bidi: plaintext;
  }

  .count {
    font-size: 1.2em;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }

  .count.bone {
    inline-size: 2em;
  }

  .label.bone {
    inline-size: 6em;
  }

  .level {
    grid-area: 2 / 1 / auto / -1;
    font-size: 0.8667em;
    font-weight: 550;
  }

  .level:empty {
    display: none;
  }

  .balances .button {
    padding-block: 5px;
    color: var(--_accent);
  }

  .balances .button.bone {
    inline-size: 4em;
    color: inherit;
  }
`;
