import { css } from 'lit';

export const button = css`
  .button {
    appearance: none;
    display: inline-block;
    padding: calc(var(--_space) * 1.125) calc(var(--_space) * 2);
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius-small);
    background: transparent;
    color: inherit;
    font: inherit;
    font-size: 0.9333em;
    font-weight: 550;
    line-height: 1.43;
    text-align: center;
    text-decoration: none;
    cursor: pointer;
    transition:
      background-color 140ms,
      border-color 140ms,
      translate 140ms;
  }

  .button:hover {
    background: var(--_sunken);
    border-color: var(--_soft);
  }

  .button:active {
    translate: 0 1px;
  }

  .button.primary {
    background: var(--_accent);
    border-color: transparent;
    color: var(--_on-accent);
  }

  .button.primary:hover {
    background: color-mix(in oklab, var(--_accent) 88%, var(--_ink));
  }

  .button[aria-disabled='true'] {
    background: var(--_sunken);
    border-color: transparent;
    color: var(--_soft);
    cursor: default;
    translate: none;
  }

  @media (forced-colors: active) {
    .button[aria-disabled='true'] {
      border-color: GrayText;
      color: GrayText;
    }
  }
`;
