import { css } from 'lit';

/** A button that starts a checkout, and what stands below it. */
export const checkout = css`
  :host {
    display: inline-block;
    max-inline-size: 100%;
    vertical-align: top;
  }

  .failure,
  .news {
    color: var(--_soft);
    font-size: 0.8667em;
    text-wrap: pretty;
  }

  .failure {
    color: var(--_bad);
  }

  .failure:not(:empty),
  .news:not(:has(.hidden:only-child)) {
    margin-block-start: 8px;
  }
`;
