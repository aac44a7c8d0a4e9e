import { css } from 'lit';

/** A dialog as wide as a row of plans. */
export const plansDialog = css`
  /* It stands in the page's layout, and must be no item of it. */
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
