import { css } from 'lit';

export const usageChart = css`
  .plot {
    border-block-end: 1px solid var(--_line-strong);
  }

  svg {
    display: block;
  }

  /* Time runs in the reading direction. */
  svg:dir(rtl) {
    transform: scaleX(-1);
  }

  .bar {
    rx: min(2px, var(--_radius-round));
    fill: var(--_accent);
  }

  .bar:hover {
    fill: color-mix(in oklab, var(--_accent) 80%, var(--_ink));
  }

  /* Not over yet, so not comparable with the others. */
  .now {
    fill: color-mix(in oklab, var(--_accent) 40%, var(--_surface));
  }

  .share {
    stroke: var(--_warn);
    stroke-dasharray: 5 4;
  }

  .axis {
    display: flex;
    justify-content: space-between;
    gap: 8px;
    margin-block-start: -8px;
    line-height: 20px;
    text-align: center;
  }

  .axis > :first-child {
    text-align: start;
  }

  .axis > :last-child {
    text-align: end;
  }

  .nothing {
    display: grid;
    place-content: center;
    color: var(--_soft);
    text-align: center;
  }

  .scroll {
    max-block-size: 20em;
    overflow: auto;
    border-block-start: 1px solid var(--_line);
  }

  table {
    inline-size: 100%;
    border-collapse: collapse;
  }

  th,
  td {
    padding-block: 6px;
    border-block-end: 1px solid var(--_line);
    font-weight: inherit;
    text-align: start;
  }

  thead th {
    position: sticky;
    inset-block-start: 0;
    background: var(--_surface);
    color: var(--_soft);
  }

  :is(th, td):last-child {
    text-align: end;
  }

  @media (forced-colors: active) {
    .bar {
      fill: CanvasText;
    }
    .now {
      fill: Canvas;
      stroke: CanvasText;
      }
    .share {
      stroke: Highlight;
    }
  }
`;
