import { css } from 'lit';

/** An act among words, which does not push their lines apart: a finger has 24 pixels all the same. */
export const link = css`
  .link {
    appearance: none;
    margin: -4px 0;
    padding: 4px 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    text-decoration: underline;
    text-decoration-color: color-mix(in oklab, currentColor 40%, transparent);
    text-underline-offset: 3px;
    cursor: pointer;
  }

  .link:hover {
    color: var(--_accent);
    text-decoration-color: currentColor;
  }
`;
