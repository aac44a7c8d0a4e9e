import { css } from 'lit';

/** Seats and currency, fetched with their code. */
export const pricingChoices = css`
  .field {
    display: flex;
    gap: 8px;
    align-items: center;
    color: var(--_soft);
    font-size: 0.9333em;
  }

  .field > :first-child {
    flex: none;
  }

  select,
  .stepper {
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius-small);
    background: var(--_surface);
    color: var(--_ink);
    font: inherit;
    font-weight: 550;
  }

  select {
    padding: 6px 10px;
  }

  .stepper {
    display: inline-flex;
    overflow: clip;
  }

  .stepper :is(input, button) {
    appearance: textfield;
    min-inline-size: 0;
    block-size: 34px;
    padding: 0;
    border: 0;
    background: transparent;
    color: inherit;
    font: inherit;
    text-align: center;
  }

  .stepper input {
    inline-size: 5ch;
  }

  .stepper input::-webkit-inner-spin-button {
    display: none;
  }

  .stepper button {
    inline-size: 34px;
    cursor: pointer;
  }

  .stepper button:hover:not([aria-disabled='true']) {
    background: var(--_sunken);
  }

  .stepper [aria-disabled='true'] {
    opacity: 0.4;
    cursor: default;
  }

  .stepper :focus-visible {
    outline-offset: -3px;
    border-radius: var(--_radius-small);
  }
`;
