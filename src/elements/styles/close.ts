import { css } from 'lit';

/** The × that closes or dismisses. */
export const close = css`
  .close {
    inline-size: 28px;
    block-size: 28px;
    padding: 0;
    border: 0;
    border-radius: var(--_radius-small);
    background: none;
    color: var(--_soft);
    font: inherit;
    font-size: 1.25em;
    line-height: 1;
    cursor: pointer;
  }

  .close::before {
    content: '×' / '';
  }

  .close:hover {
    background: var(--_sunken);
    color: inherit;
  }
`;
