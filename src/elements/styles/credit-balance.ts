import { css } from 'lit';

export const creditBalance = css`
  .balances > li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto auto;
    gap: 0 12px;
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
    grid-row: 2;
    font-size: 0.8667em;
    font-weight: 550;
  }

  .level:empty {
    display: none;
  }

  .balances .button {
    margin-inline-end: -9px;
    padding: 5px 8px;
    border-color: transparent;
    color: var(--_accent);
  }

  .balances .button.bone {
    inline-size: 4em;
    margin: 0;
    color: inherit;
  }
`;
