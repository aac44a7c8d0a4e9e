import { css } from 'lit';

/**
 * What plans and their skeleton share, so that nothing moves when the plans come: the heading's row, and cards on common
 * lines (name, sentence, price, button and list each have a row of the grid).
 */
export const pricingFrame = css`
  :host {
    container-type: inline-size;
  }

  .top {
    display: flex;
    flex-wrap: wrap;
    gap: 20px;
    align-items: end;
    justify-content: center;
  }

  .titled {
    justify-content: space-between;
  }

  .titled,
  .top:has(.controls) {
    margin-block-end: 28px;
  }

  .titles {
    display: grid;
    gap: 6px;
    min-inline-size: 0;
    text-wrap: balance;
  }

  .heading {
    font-size: clamp(1.6em, 3cqi, 2.1333em);
    font-weight: 620;
    line-height: 1.15;
    letter-spacing: -0.022em;
  }

  .titles ::slotted(*) {
    margin: 0;
    font: inherit;
  }

  .controls {
    display: flex;
    flex-wrap: wrap;
    gap: 12px 20px;
    align-items: center;
  }

  .switch.bone {
    inline-size: 232px;
    block-size: 39px;
    border-radius: 20px;
  }

  .plans {
    --_width: var(--plan-width, 15em);
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(var(--_width), 100%), 1fr));
    gap: 0 16px;
    margin: 0 auto -16px;
  }

  /* Four plans are in one row or two by two: if four do not fit, each takes at least half a row. */
  .plans:has(> :nth-child(4):last-child) {
    --_four: calc(4 * var(--plan-width, 15em) + 48px);
    --_width: max(var(--plan-width, 15em), min((100% - 17px) / 2, (var(--_four) - 100%) * 999));
  }

  /* One or two plans do not stretch over a wide page; five and six make two even rows. */
  .plans:has(> :only-child) {
    max-inline-size: 26em;
  }

  .plans:has(> :nth-child(2):last-child) {
    max-inline-size: 52em;
  }

  .plans:has(> :is(:nth-child(5), :nth-child(6)):last-child) {
    --_width: var(--plan-width, 19em);
  }

  .plan,
  .card {
    padding: calc(var(--_space) * 3);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_ink);
  }

  .plan {
    position: relative;
    display: grid;
    grid-row: span 5;
    grid-template: subgrid / minmax(0, 1fr);
    margin-block-end: 16px;
    hyphens: auto;
    text-wrap: pretty;
  }

  :is(.plan, .rows) .bone {
    inline-size: fit-content;
    max-inline-size: 100%;
    overflow: hidden;
    clip-path: inset(2.5px 0 round 6px);
    /* It wraps at spaces if there is no room. */
    max-block-size: 1lh;
  }

  .rows {
    display: grid;
    gap: 22px;
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
    align-content: start;
    align-items: center;
    justify-content: space-between;
  }

  .name {
    font-size: 1.0667em;
    font-weight: 600;
  }

  .description,
  .features {
    font-size: 0.9333em;
  }

  .description {
    margin-block-start: 4px;
    color: var(--_soft);
  }

  .price {
    margin-block: 20px;
  }

  .headline {
    display: flex;
    flex-wrap: wrap;
    column-gap: 0.3em;
    align-items: baseline;
  }

  .amount {
    font-family: var(--billing-font-heading, inherit);
    font-size: 2.6667em;
    font-weight: 620;
    line-height: 1.1;
    letter-spacing: -0.035em;
    white-space: nowrap;
  }

  .billed,
  .lead,
  summary {
    color: var(--_soft);
    font-size: 0.8667em;
  }

  .billed {
    min-block-size: 1.5em;
    margin-block-start: 2px;
  }

  .plan .action .button {
    display: block;
    inline-size: 100%;
    max-block-size: none;
    padding-inline: 8px;
  }

  .more {
    display: grid;
    gap: 9px;
    align-content: start;
    margin-block-start: 22px;
    padding-block-start: 20px;
    border-block-start: 1px solid var(--_line);
  }

  .features {
    display: grid;
    gap: 9px;
  }

  :host([compact]) .plan {
    padding: 16px;
  }

  :host([compact]) .price {
    margin-block: 8px 12px;
  }

  :host([compact]) .amount {
    font-size: 1.7333em;
  }

  :host([compact]) .more {
    margin-block-start: 12px;
    padding-block-start: 12px;
  }
`;
