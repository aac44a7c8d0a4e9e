import { css } from 'lit';

/** The dialogs of the subscription panel. */
export const subscriptionFlow = css`
  .options {
    display: grid;
    gap: 8px;
  }

  legend {
    padding: 0;
    margin-block-end: 8px;
    font-weight: 550;
  }

  .option {
    display: grid;
    grid-template-columns: auto 1fr auto;
    gap: 2px 10px;
    align-items: center;
    padding: 10px 14px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-small);
    cursor: pointer;
  }

  .option:hover {
    background: var(--_sunken);
  }

  .option:has(:checked) {
    border-color: var(--_accent);
    background: color-mix(in oklab, var(--_accent) 8%, transparent);
  }

  .option:has(:focus-visible) {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }

  .option input {
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    outline: none;
    accent-color: var(--_accent);
  }

  .option .cost {
    text-align: end;
  }

  .hint {
    font-size: 0.9333em;
  }

  .option .hint {
    grid-column: 2 / -1;
  }

  .sums span + span {
    white-space: nowrap;
  }

  .seats {
    max-inline-size: 10em;
  }

  .reasons {
    display: grid;
  }

  .dialog h3:focus {
    outline: none;
  }

  .bad[type='submit'] {
    border-color: currentColor;
  }

  @media (max-width: 26em) {
    .option {
      grid-template-columns: auto 1fr;
    }
    .option .cost {
      grid-column: 2;
      text-align: start;
    }
  }

  @media (forced-colors: active) {
    .option:has(:checked) {
      outline: 2px solid Highlight;
    }
  }
`;
