import { css } from 'lit';
import { close } from './close.js';

/** A line across the page: what matters, what can be done, and a button to dismiss it. */
export const alert = css`
  ${close}

  :host {
    container-type: inline-size;
  }

  .alert {
    --_tone: var(--_accent);
    --_wash: var(--_tone);
    display: grid;
    grid-template-columns: 18px minmax(0, 1fr) auto;
    gap: 8px 12px;
    align-items: center;
    padding-block: 12px;
    padding-inline: 16px 12px;
    border: 1px solid color-mix(in oklab, var(--_wash) 40%, transparent);
    border-radius: var(--_radius-small);
    background: color-mix(in oklab, var(--_wash) 12%, var(--_surface));
    color: var(--_ink);
    font-size: 0.9333em;
  }

  .alert.warn {
    --_tone: var(--_warn);
    --_wash: var(--_warn-fill);
  }

  .alert.bad {
    --_tone: var(--_bad);
  }

  .icon {
    inline-size: 18px;
    block-size: 18px;
    color: var(--_tone);
  }

  /* The text runs in the direction of its own language, and is aligned as the page is. */
  .alert p {
    text-align: -webkit-match-parent;
    text-align: match-parent;
    unicode-bidi: plaintext;
  }

  .alert :is(.notice-title, .notice-text) {
    font: inherit;
    unicode-bidi: normal;
  }

  .alert .notice-title {
    font-weight: 600;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
  }

  .actions .button {
    padding: 5px 12px;
  }

  .trouble {
    grid-column: 2 / -1;
    color: var(--_bad);
  }

  .trouble:empty {
    display: none;
  }

  .toast {
    position: fixed;
    inset: auto;
    inset-block-end: 16px;
    inset-inline-end: 16px;
    inline-size: min(26em, 100vw - 32px);
    margin: 0;
    padding: 0;
    border: 0;
    border-radius: var(--_radius-small);
    background: none;
    color: inherit;
    overflow: visible;
    box-shadow: var(--billing-shadow, 0 10px 40px -12px rgb(0 0 0 / 0.45));
  }

  .toast .alert {
    grid-template-columns: 18px minmax(0, 1fr) 28px;
  }

  .toast .actions {
    display: contents;
  }

  .toast .actions .button {
    grid-row: 2;
    grid-column: 2;
    justify-self: start;
  }

  @container (inline-size < 34em) {
    .alert {
      align-items: start;
    }

    .icon {
      margin-block-start: 2px;
    }

    .actions {
      display: contents;
    }

    .actions .button {
      grid-column: 2 / -1;
      justify-self: start;
    }

    .alert .close {
      grid-row: 1;
      grid-column: 3;
      margin-block: -4px;
    }
  }

  @media (prefers-reduced-motion: no-preference) {
    .toast {
      animation: arrive 200ms ease-out;
    }
  }

  @keyframes arrive {
    from {
      opacity: 0;
      translate: 0 8px;
    }
  }
`;
