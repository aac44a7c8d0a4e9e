import { css } from 'lit';

export const usageMeter = css`
  :host {
    --bar-size: 8px;
    --ring-size: 72px;
  }

  .meter {
    --_fill: var(--_accent);
    display: grid;
    gap: 9px;
  }

  .compact {
    gap: 6px;
  }

  .near {
    --_fill: var(--_warn-fill);
  }

  .over {
    --_fill: var(--_bad);
  }

  .unlimited {
    --_fill: color-mix(in oklab, var(--_accent) 26%, transparent);
  }

  .head,
  .foot {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    column-gap: 12px;
  }

  .head {
    font-size: 0.9333em;
  }

  .label {
    min-inline-size: 0;
    font-weight: 550;
    hyphens: auto;
    overflow-wrap: anywhere;
  }

  .amount {
    color: var(--_soft);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .amount b {
    color: var(--billing-ink, currentColor);
    font-weight: 550;
  }

  .foot {
    color: var(--_soft);
    font-size: 0.8667em;
    font-variant-numeric: tabular-nums;
  }

  .foot :empty {
    display: none;
  }

  .level {
    font-weight: 550;
  }

  .near .level {
    color: var(--_warn);
  }

  .over .level {
    color: var(--_bad);
  }

  .bar {
    block-size: var(--bar-size);
    border-radius: 99px;
    background: var(--_track);
    overflow: hidden;
  }

  .bar .fill {
    block-size: 100%;
    inline-size: calc(var(--_ratio, 0) * 100%);
    border-radius: inherit;
    background: var(--_fill);
    transition: inline-size 140ms ease;
  }

  .round {
    grid-template-columns: auto minmax(0, 1fr);
    gap: 4px 16px;
    align-items: center;
  }

  .round.compact {
    gap: 10px;
  }

  .round .gauge {
    grid-row: 1 / span 2;
    grid-column: 1;
  }

  .round :is(.head, .foot) {
    grid-column: 2;
  }

  .round .head {
    align-self: end;
  }

  .round .foot {
    align-self: start;
  }

  .ring {
    display: grid;
    inline-size: var(--ring-size);
    block-size: var(--ring-size);
    border-radius: 50%;
  }

  .ring > * {
    grid-area: 1 / 1;
  }

  .ring svg {
    rotate: -90deg;
  }

  .ring .track {
    stroke: var(--_track);
  }

  .ring .fill {
    stroke: var(--_fill);
    stroke-dasharray: calc(var(--_ratio, 0) * 100px) 200px;
    transition: stroke-dasharray 140ms ease;
  }

  .share {
    place-self: center;
    font-size: 0.9333em;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }


  .compact .bar {
    block-size: calc(var(--bar-size) / 2);
  }

  .compact .ring {
    grid-row: 1;
    inline-size: 1.4em;
    block-size: 1.4em;
  }

  .compact .ring circle {
    stroke-width: 11px;
    r: 30px;
  }

  .compact .share {
    display: none;
  }

  .compact .level {
    margin-inline-start: auto;
  }

  .upgrade {
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

  .upgrade:hover {
    color: var(--_accent);
    text-decoration-color: currentColor;
  }

  /* As high as the lines that they stand for. */
  :is(.head, .foot) .bone {
    margin-block: 0.2em;
    line-height: 1.1;
  }

  @media (forced-colors: active) {
    .bar {
      outline: 1px solid CanvasText;
      outline-offset: -1px;
    }
    .bar .fill {
      background: Highlight;
      forced-color-adjust: none;
    }
    .ring .track {
      stroke: CanvasText;
      stroke-width: 1px;
    }
    .ring .fill {
      stroke: Highlight;
    }
  }
`;
