import { css } from 'lit';

/** What the reader can choose: seats, currency, billing period; and pills. */
export const pricingControls = css`
  .toggle {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 2px;
    padding: 3px;
    border-radius: var(--_radius-round);
    background: color-mix(in oklab, currentColor 7%, transparent);
  }

  .toggle label {
    position: relative;
    display: flex;
    flex: 1 1 auto;
    gap: 8px;
    align-items: center;
    justify-content: center;
    padding: 6px 16px;
    border-radius: var(--_radius-round);
    color: var(--_soft);
    font-size: 0.9333em;
    font-weight: 550;
    white-space: nowrap;
    cursor: pointer;
    transition: color 140ms ease;
  }

  .toggle label:hover {
    color: inherit;
  }

  .toggle input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }

  .toggle label:has(:checked) {
    background: var(--_surface);
    color: var(--_ink);
    box-shadow: 0 1px 2px rgb(0 0 0 / 0.12);
  }

  .toggle label:has(:focus-visible) {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }

  .pill {
    display: inline-block;
    padding: 1px 8px;
    border-radius: var(--_radius-round);
    background: var(--_sunken);
    color: var(--_soft);
    font-size: 0.8em;
    font-weight: 550;
    line-height: 1.5;
    white-space: nowrap;
  }

  .pill.good {
    background: color-mix(in oklab, var(--_good) 10%, var(--_surface));
    color: var(--_good);
    font-size: 0.8571em;
  }

  .field {
    display: flex;
    gap: 8px;
    align-items: center;
    color: var(--_soft);
    font-size: 0.9333em;
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

  .stepper button:hover:enabled {
    background: var(--_sunken);
  }

  .stepper button:disabled {
    opacity: 0.4;
    cursor: default;
  }

  .stepper :focus-visible {
    outline-offset: -3px;
    border-radius: var(--_radius-small);
  }

  @media (forced-colors: active) {
    .toggle,
    .pill {
      border: 1px solid;
    }
    .toggle label:has(:checked) {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
