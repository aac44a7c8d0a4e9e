import { css } from 'lit';

/** A button that looks like a link in text. */
export const link = css`
  .link {
    appearance: none;
    padding: 0;
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
