import { css } from 'lit';

/** What the panels of an account have in common: a card with a heading, rows, pills, facts and sums. */
export const panel = css`
  :host {
    container-type: inline-size;
  }

  .panel {
    --_pad: clamp(var(--_gap), 5cqi, calc(var(--_space) * 3));
    display: grid;
    gap: var(--_gap);
    padding: calc(var(--_space) * 2.5) var(--_pad);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_ink);
  }

  .bones {
    display: grid;
    gap: var(--_gap);
  }

  /* As long as the lines they stand for, with the same gaps. */
  :is(.facts, .what) .bone {
    max-inline-size: 9em;
    clip-path: inset(0.15em 0 round 6px);
  }

  .button.bone {
    inline-size: 7em;
  }

  .panel .button {
    justify-self: start;
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space) var(--_gap);
    align-items: center;
    justify-content: space-between;
    min-inline-size: 0;
  }

  .start {
    justify-content: flex-start;
  }

  .title {
    font-size: 1.0667em;
    font-weight: 600;
    text-wrap: balance;
  }

  .small {
    font-size: 0.8667em;
  }

  .strong {
    font-weight: 550;
  }

  .pill {
    display: inline-block;
    /* It must not stretch its line. */
    margin-block: -2px;
    padding: 1px 8px;
    border-radius: var(--_radius-round);
    background: color-mix(in oklab, currentColor 12%, transparent);
    color: var(--_soft);
    font-size: 0.8em;
    font-weight: 550;
    vertical-align: middle;
    white-space: nowrap;
  }

  .good {
    color: var(--_good);
  }

  .warn {
    color: var(--_warn);
  }

  .bad {
    color: var(--_bad);
  }

  /* Names and values, side by side where there is room. */
  .facts {
    display: grid;
    gap: var(--_gap) calc(var(--_space) * 3);
    padding-block: var(--_gap);
    border-block: 1px solid var(--_line);
  }

  .facts dt {
    color: var(--_soft);
    font-size: 0.8667em;
  }

  .facts dd {
    font-weight: 550;
  }

  .facts .soft {
    font-weight: 400;
  }

  /* Sums: a label and an amount. */
  .sums {
    display: grid;
    gap: 8px;
    font-size: 0.9333em;
    font-variant-numeric: tabular-nums;
  }

  .sums > * {
    display: flex;
    gap: 16px;
    justify-content: space-between;
  }

  .sums > .total {
    padding-block-start: 12px;
    border-block-start: 1px solid var(--_line);
    font-weight: 600;
  }

  /* Its text is aligned with the text above and below. */
  .quiet {
    margin-inline: -9px;
    padding-inline: 8px;
    border-color: transparent;
  }

  .link {
    min-block-size: 24px;
  }

  .trouble {
    color: var(--_bad);
    font-size: 0.9333em;
  }

  @media (forced-colors: active) {
    .pill {
      border: 1px solid;
    }
  }
`;
