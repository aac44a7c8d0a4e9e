import { css } from 'lit';

export const usageMeter = css`
  .meter {
    --_bar: var(--bar-size, 8px);
    --_ring: var(--ring-size, 72px);
    --_fill: var(--_accent);
    display: grid;
    gap: 9px;
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

  /* Texts run in the direction of their own language: "5,790 left" begins with its number on an Arabic page too. */
  .head > *,
  .foot > *,
  .share {
    text-align: -webkit-match-parent;
    text-align: match-parent;
    unicode-bidi: plaintext;
  }

  .head {
    font-size: 0.9333em;
  }

  .label {
    font-weight: 550;
    hyphens: auto;
  }

  /* Soft by its fill alone, so that the used amount can have the page's text colour. */
  .amount {
    -webkit-text-fill-color: var(--_soft);
    font-variant-numeric: tabular-nums;
  }

  .amount b {
    /* A number and its unit stay on one line if they fit. */
    display: inline-block;
    -webkit-text-fill-color: currentColor;
    font-weight: 550;
  }

  .foot {
    color: var(--_soft);
    font-size: 0.8667em;
    font-variant-numeric: tabular-nums;
  }

  .foot > :last-child {
    margin-inline-start: auto;
  }

  .foot :empty {
    display: none;
  }

  /* 24 pixels for a finger, in a line that is no higher for it. */
  .link {
    padding-block: 6px;
    margin-block: -6px;
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

  .gauge {
    block-size: var(--_bar);
    border-radius: var(--_radius-round);
    background: var(--_track);
    overflow: hidden;
  }

  .fill {
    block-size: 100%;
    inline-size: calc(var(--_share, 0) * 100%);
    border-radius: inherit;
    background: var(--_fill);
    transition: inline-size 140ms;
  }

  .round {
    grid-template-columns: auto minmax(0, 1fr);
    gap: 4px 16px;
  }

  .round :is(.head, .foot) {
    grid-column: 2;
  }

  .round .head {
    align-self: end;
  }

  .round .foot {
    align-content: start;
  }

  .round .gauge {
    display: grid;
    grid-row: 1 / span 2;
    align-self: center;
    inline-size: var(--_ring);
    block-size: var(--_ring);
    border-radius: 50%;
    background: none;
  }

  .round .gauge > * {
    grid-area: 1 / 1;
  }

  /* Gradients have no antialiasing: half a pixel of fading on each edge replaces it. */
  .round .fill {
    inline-size: 100%;
    background: conic-gradient(
      var(--_fill) calc(var(--_share, 0) * 1turn),
      var(--_track) calc(var(--_share, 0) * 1turn + 0.4deg)
    );
    mask: radial-gradient(
      closest-side,
      transparent calc(100% - var(--_ring) / 9 - 0.5px),
      #000 calc(100% - var(--_ring) / 9),
      #000 calc(100% - 0.5px),
      transparent
    );
  }

  .share {
    place-self: center;
    font-size: 0.9333em;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }

  /* One line: head and foot flow beside the ring, or above the bar. */
  .compact {
    --_bar: var(--bar-size, 4px);
    --_ring: var(--ring-size, 20px);
    display: flex;
    flex-wrap: wrap;
    gap: 6px 12px;
    align-items: baseline;
  }

  .compact :is(.head, .foot) {
    display: contents;
    font-size: 0.9333em;
  }

  .compact .label {
    flex: 1 1 auto;
  }

  .compact .label.bone {
    flex: none;
    margin-inline-end: auto;
  }

  .compact .amount {
    order: 1;
    margin-inline-start: auto;
  }

  .compact .gauge {
    order: 2;
    flex: 1 0 100%;
  }

  .compact.round .gauge {
    order: -1;
    flex: none;
  }

  .compact :is(.foot > span, .share) {
    display: none;
  }

  /* Full lines in the layout, so that nothing moves when the words come, but drawn shorter. */
  :is(.head, .foot) .bone {
    inline-size: 5em;
    clip-path: inset(0.2em 0 round 6px);
  }

  :is(.head, .foot) .bone:last-child {
    inline-size: 7em;
  }

  @media (forced-colors: active) {
    .gauge {
      outline: 1px solid CanvasText;
      outline-offset: -1px;
    }

    .fill {
      --_fill: Highlight;
      --_track: Canvas;
      forced-color-adjust: none;
    }
  }
`;
