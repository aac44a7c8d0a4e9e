import { css } from 'lit';

/** A dialog as wide as a row of plans. */
export const plansDialog = css`
  /* It is inserted into the page, whose layout must not change. */
  :host {
    display: contents;
  }

  .dialog {
    inline-size: min(72rem, 100% - 32px);
  }

  .dialog-body {
    padding-block-start: calc(var(--_space) * 7);
  }
`;
