import { css } from 'lit';

/** The switch of the billing period, pills, and why a checkout did not open. */
export const pricingControls = css`
  .toggle {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 2px;
    padding: 3px;
    /* As round as for one line, so that two lines are one shape too. */
    border-radius: min(var(--_radius-round), 20px);
    background: color-mix(in oklab, currentColor 7%, transparent);
  }

  .toggle label {
    position: relative;
    display: flex;
    flex: auto;
    gap: 8px;
    align-items: center;
    justify-content: center;
    padding: 6px 16px;
    border-radius: min(var(--_radius-round), 17px);
    color: var(--_soft);
    font-size: 0.9333em;
    font-weight: 550;
    white-space: nowrap;
    cursor: pointer;
    transition: color 140ms;
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

  /* Lighter than its surroundings, in the dark too. */
  .toggle label:has(:checked) {
    background: color-mix(in oklab, #fff 16%, var(--_surface));
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
    white-space: nowrap;
  }

  .pill.good {
    background: color-mix(in oklab, var(--_good) 10%, var(--_surface));
    color: var(--_good);
    font-size: 0.8571em;
  }

  .failure {
    color: var(--_bad);
    font-size: 0.8667em;
    margin-block-start: 8px;
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
