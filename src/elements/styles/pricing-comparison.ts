import { css } from 'lit';

/** The comparison table, fetched with its code. */
export const pricingComparison = css`
  .comparison {
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_ink);
    font-size: 0.9333em;
  }

  .comparison :is(table, thead, tbody) {
    display: block;
  }

  .comparison tr {
    display: grid;
    grid-auto-columns: minmax(0, 1fr);
    grid-auto-flow: column;
    grid-template-columns: minmax(8em, 1.5fr);
  }

  .comparison :is(th, td) {
    min-inline-size: 0;
    padding: 10px 16px;
    font-weight: inherit;
    text-align: center;
  }

  .comparison tr > :first-child {
    padding-inline-start: 24px;
    text-align: start;
    overflow-wrap: break-word;
  }

  .comparison .heads {
    position: sticky;
    inset-block-start: var(--sticky-top, 0px);
    z-index: 1;
    border-block-end: 1px solid var(--_line);
    border-start-start-radius: calc(var(--_radius) - 1px);
    border-start-end-radius: calc(var(--_radius) - 1px);
    background: var(--_surface);
  }

  .plan-head {
    display: grid;
    gap: 2px;
    align-content: start;
    padding-block: 18px 12px;
  }

  .plan-head.highlighted {
    box-shadow: inset 0 3px var(--_accent);
  }

  .comparison .headline {
    justify-content: center;
  }

  .comparison .amount {
    font-size: 1.6em;
    line-height: 1.3;
  }

  .comparison :is(.long, .longest) .amount {
    font-size: 1.2em;
  }

  .comparison .per {
    font-size: 0.8667em;
    white-space: normal;
  }

  .actions .cell {
    display: grid;
    grid-template-rows: auto 1fr auto;
    gap: 8px;
    align-items: start;
    justify-items: center;
    padding-block: 12px 20px;
  }

  .actions .billed {
    margin: 0;
  }

  .actions .action {
    grid-row: 3;
    inline-size: 100%;
  }

  .comparison .button {
    display: block;
    inline-size: 100%;
    padding-inline: 8px;
    /* When scrolled to, it is below the sticky heads of the plans. */
    scroll-margin-block-start: calc(var(--sticky-top, 0px) + 7em);
  }

  .actions .label,
  .feature .label {
    display: none;
  }

  .group th {
    grid-column: 1 / -1;
    padding-block: 20px 8px;
    font-weight: 600;
  }

  .feature {
    border-block-start: 1px solid var(--_line);
  }

  .feature .cell.highlighted {
    background: color-mix(in oklab, var(--_accent) 5%, transparent);
  }

  .feature .value {
    font-weight: 550;
  }

  .feature .then {
    display: block;
    color: var(--_soft);
    font-size: 0.8667em;
    text-wrap: balance;
  }

  .comparison .tick {
    position: static;
    display: inline-block;
    vertical-align: 1px;
  }

  .comparison .none {
    display: inline-block;
    inline-size: 10px;
    border-block-start: 2px solid var(--_line-strong);
    vertical-align: 4px;
  }

  /* A feature is above its values. Buttons are stacked, and name their plans. */
  @container (max-inline-size: 680px) {
    .comparison :is(.heads, .feature) {
      grid-template-columns: repeat(var(--_columns), minmax(0, 1fr));
      grid-auto-flow: row;
      padding-inline: 4px;
    }

    .of-1 {
      --_columns: 1;
    }

    .of-2 {
      --_columns: 2;
    }

    .of-3,
    .many {
      --_columns: 3;
    }

    .of-4 {
      --_columns: 4;
    }

    .comparison :is(th, td),
    .comparison tr > :first-child {
      padding-inline: 2px;
    }

    .comparison .corner {
      display: none;
    }

    .comparison .plan-head {
      padding: 12px 0 8px;
      font-size: 0.8214em;
      letter-spacing: -0.02em;
    }

    .comparison .amount,
    .comparison.long .amount {
      font-size: 1.1667em;
      letter-spacing: -0.01em;
      white-space: normal;
    }

    .comparison.longest .amount {
      font-size: 0.9em;
    }

    .heads .per {
      display: none;
    }

    .comparison .actions {
      display: block;
      padding: 8px 14px;
    }

    .comparison .actions .cell {
      grid-template: none / 1fr auto;
      align-items: center;
      justify-items: start;
      padding-block: 8px;
      text-align: start;
    }

    .actions .label {
      display: block;
      color: var(--_ink);
      font-size: 1.1em;
    }

    .actions .action {
      grid-row: auto;
      grid-column: 1 / -1;
    }

    .comparison .feature > th {
      grid-column: 1 / -1;
      padding: 12px 10px 0;
      font-weight: 550;
    }

    .feature .value {
      font-size: 0.8571em;
    }

    /* The price of use beyond the limit takes the whole row, and names its plan. */
    .comparison:not(.many) .metered {
      display: contents;
    }

    .comparison:not(.many) :is(.feature > .cell, .metered > .value) {
      grid-row: 2;
    }

    .comparison:not(.many) .metered > .value {
      padding-block: 4px 12px;
      line-height: 1.75; /* as high as the values that stand within a cell's own line */
      text-align: center;
    }

    .comparison:not(.many) .then {
      grid-row: 3;
      grid-column: 1 / -1;
      padding: 0 10px 12px;
      text-align: start;
    }

    .comparison:not(.many) .then .label {
      display: inline;
    }

    .comparison .feature .cell {
      padding-block: 4px 12px;
    }

    .comparison .group th {
      padding-inline: 14px;
      color: var(--_soft);
      font-size: 0.9286em;
    }

    /* There are more plans than columns, so each value names its plan. */
    .many .heads {
      position: static;
    }

    .many .feature .label {
      display: block;
      color: var(--_soft);
      font-size: 0.8571em;
    }
  }
`;
