import { css } from 'lit';

/** What stands below a button that starts a checkout. */
export const checkout = css`
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
