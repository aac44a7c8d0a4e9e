import { css } from 'lit';

export const customerPortal = css`
  :host(:not([mode='page'])) {
    container-type: normal;
  }

  .portal,
  .panels {
    display: grid;
    gap: 16px;
  }

  .heading {
    font-size: 1.4667em;
    font-weight: 650;
    line-height: 1.3;
    text-wrap: balance;
  }

  .panels > * {
    min-inline-size: 0;
  }

  /* Cards side by side have the same height. */
  .panels > ::part(panel) {
    block-size: 100%;
    align-content: start;
  }

  /* Except the list beside the form, which would have a lot of empty space. */
  .panels > credit-balance {
    align-self: start;
  }

  @container (min-inline-size: 48em) {
    .panels {
      grid-template-columns: 1fr 1fr;
    }

    .wide {
      grid-column: 1 / -1;
    }
  }

  :host([mode='drawer']) .dialog {
    inline-size: min(36em, 100%);
    block-size: 100dvb;
    max-block-size: none;
    max-inline-size: none;
    margin: 0;
    margin-inline-start: auto;
    border-block: 0;
    border-inline-end: 0;
    border-start-end-radius: 0;
    border-end-end-radius: 0;
  }

  :host([mode='modal']) .dialog {
    inline-size: min(68em, 100% - 32px);
  }

  .dialog-body {
    container-type: inline-size;
    padding: 20px clamp(12px, 4vw, 24px);
    background: color-mix(in oklab, var(--_ink) 3%, var(--_surface));
  }

  :host([mode='drawer']) .dialog-body {
    min-block-size: 100%;
    align-content: start;
  }
`;
