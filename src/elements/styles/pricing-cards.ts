import { css } from 'lit';

/** Plan cards on common lines: name, sentence, price, button and list each share a row of the grid. */
export const pricingCards = css`
  .plans {
    --_width: var(--plan-width, 15em);
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(var(--_width), 100%), 1fr));
    gap: 0 16px;
    margin-block-end: -16px;
  }

  /* One or two plans are not stretched over a wide page; five and six make two even rows. */
  .plans:has(> :only-child) {
    max-inline-size: 26em;
  }

  .plans:has(> :nth-child(2):last-child) {
    max-inline-size: 52em;
  }

  .plans:has(> :is(:nth-child(5), :nth-child(6)):last-child) {
    --_width: var(--plan-width, 19em);
  }

  .plans:has(.flag) {
    padding-block-start: 10px;
  }

  .plan {
    position: relative;
    display: grid;
    grid-row: span 5;
    grid-template-rows: subgrid;
    gap: 0;
    min-inline-size: 0;
    margin-block-end: 16px;
    padding: 24px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_ink);
  }

  .plan.highlighted {
    border-color: var(--_accent);
    box-shadow:
      0 0 0 1px var(--_accent),
      var(--_shadow);
  }

  .flag {
    position: absolute;
    inset-block-start: 0;
    inset-inline-start: 24px;
    translate: 0 -50%;
    max-inline-size: calc(100% - 48px);
    overflow: hidden;
    background: var(--_accent);
    color: var(--_on-accent);
    text-overflow: ellipsis;
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
    align-items: center;
    justify-content: space-between;
    align-content: start;
  }

  .name {
    min-inline-size: 0;
    font-size: 1.0667em;
    font-weight: 600;
    line-height: 1.5;
  }

  .description {
    margin-block-start: 4px;
    color: var(--_soft);
    font-size: 0.9333em;
    text-wrap: pretty;
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
    font-size: 2.6667em;
    font-weight: 620;
    line-height: 1.1;
    letter-spacing: -0.035em;
    white-space: nowrap;
  }

  .long .amount {
    font-size: 2em;
    line-height: 1.4667;
  }

  .longest .amount {
    font-size: 1.4667em;
    line-height: 2;
  }

  .per,
  .billed,
  .lead,
  summary,
  .failure {
    color: var(--_soft);
    font-size: 0.8667em;
  }

  .per {
    font-size: 0.9333em;
    white-space: nowrap;
  }

  .billed {
    min-block-size: 1.5em;
    margin-block-start: 2px;
  }

  s {
    text-decoration-thickness: 1px;
  }

  .action .button {
    display: block;
    inline-size: 100%;
  }

  .failure {
    margin-block-start: 8px;
    color: var(--_bad);
  }

  .spinner {
    display: inline-block;
    inline-size: 0.9em;
    block-size: 0.9em;
    margin-inline-end: 0.5em;
    border: 2px solid;
    border-inline-start-color: transparent;
    border-radius: 50%;
    vertical-align: -0.08em;
    animation: turn 0.8s linear infinite;
  }

  @keyframes turn {
    to {
      rotate: 1turn;
    }
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
    font-size: 0.9333em;
  }

  .features li {
    padding-inline-start: 26px;
    text-wrap: pretty;
  }

  .features b {
    font-weight: 600;
  }

  /* Drawn with borders: an image would need the page's leave, and a background is lost in forced colours. */
  .features:not(.bare) li::before,
  .tick {
    content: '';
    float: inline-start;
    inline-size: 6px;
    block-size: 11px;
    margin-block-start: 0.22em;
    margin-inline: -22px 0;
    border: solid var(--_accent);
    border-width: 0 2px 2px 0;
    rotate: 42deg;
  }

  summary {
    inline-size: fit-content;
    border-radius: 4px;
    cursor: pointer;
  }

  details > :not(summary) {
    margin-block-start: 9px;
  }

  .banner {
    margin-block-end: 20px;
    padding: 12px 16px;
    border-radius: var(--_radius-small);
    background: var(--_sunken);
    font-size: 0.9333em;
  }

  .banner.complete {
    background: var(--_good-wash);
    color: var(--_good);
    font-weight: 550;
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
