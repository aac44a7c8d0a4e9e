import { css } from 'lit';
import { close } from './close.js';

export const dialog = css`
  ${close}

  .dialog {
    inline-size: min(30em, 100% - 32px);
    max-block-size: min(90dvb, 100% - 32px);
    padding: 0;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_ink);
    overscroll-behavior: contain;
  }

  .dialog:focus {
    outline: none;
  }

  .dialog::backdrop {
    background: rgb(0 0 0 / 0.45);
  }

  .dialog-body {
    position: relative;
    display: grid;
    gap: var(--_gap);
    padding: calc(var(--_space) * 3);
  }

  /* Room for the button that closes it. */
  .dialog-body > :is(h2, h3):first-of-type,
  .dialog-body .notice-title {
    padding-inline-end: 32px;
  }

  .dialog .close {
    position: absolute;
    /* Centred on the heading's line. */
    inset-block-start: calc(var(--_space) * 3 - 4px);
    inset-inline-end: 16px;
    inline-size: 32px;
    block-size: 32px;
  }

  @media (prefers-reduced-motion: no-preference) {
    .dialog[open] {
      animation: rise 160ms ease-out;
    }
  }

  @keyframes rise {
    from {
      opacity: 0;
      translate: 0 8px;
    }
  }
`;
