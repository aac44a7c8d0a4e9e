import { css } from 'lit';

export const usageSummary = css`
  .meters {
    display: grid;
    gap: var(--_gap);
    --bar-size: 6px;
  }

  .sums {
    padding-block-start: 16px;
    border-block-start: 1px solid var(--_line);
  }

  .sums dt {
    color: var(--_soft);
  }
`;
