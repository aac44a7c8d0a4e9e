import { css } from 'lit';

export const costEstimator = css`
  .controls {
    display: flex;
    flex-wrap: wrap;
    gap: 12px;
  }

  .amount {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 4px 12px;
    align-items: center;
    font-size: 0.9333em;
  }

  /* As it is written in the reader's language, until someone types. */
  .typed {
    display: grid;
    justify-items: end;
    font-weight: 600;
    border-block-end: 1px dashed var(--_line-strong);
  }

  .typed > * {
    grid-area: 1 / 1;
  }

  .typed .input {
    inline-size: 6em;
    padding: 0 0 2px;
    border: 0;
    border-radius: 2px;
    background: none;
    text-align: end;
    appearance: textfield;
  }

  .typed .input:not(:focus) {
    -webkit-text-fill-color: transparent;
  }

  .typed .input:focus + .written {
    visibility: hidden;
  }

  .typed .input::-webkit-inner-spin-button {
    display: none;
  }

  .written {
    pointer-events: none;
  }

  .slider {
    grid-column: 1 / -1;
    inline-size: 100%;
    block-size: 24px;
    margin: 0;
    accent-color: var(--_accent);
    cursor: pointer;
  }

  .plans {
    display: grid;
    gap: 6px;
  }

  .plan {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 8px;
    align-items: center;
    padding: 10px 14px;
    border: 1px solid transparent;
    border-radius: var(--_radius-small);
    background: var(--_sunken);
    font-size: 0.9333em;
    cursor: pointer;
  }

  .plan:has(:disabled) {
    cursor: default;
  }

  .plan input {
    position: absolute;
    opacity: 0;
  }

  .plan:has(:focus-visible) {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }

  .chosen {
    border-color: var(--_accent);
    background: color-mix(in oklab, var(--_accent) 8%, var(--_surface));
  }

  .name {
    font-weight: 550;
  }

  .plan > .pill {
    background: var(--_surface);
  }

  .best {
    color: var(--_accent);
  }

  dd {
    white-space: nowrap;
  }

  .sum {
    margin-inline-start: auto;
    font-weight: 600;
  }

  .sum.soft {
    font-weight: inherit;
  }

  @media (forced-colors: active) {
    .plan {
      border-color: CanvasText;
    }
    .chosen {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
