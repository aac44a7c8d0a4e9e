import { css } from 'lit';

/** What the place of a chart needs before its drawing is there. */
export const usageChartFrame = css`
  .plot {
    block-size: var(--chart-height, 140px);
  }

  /* Room for the axis. */
  :is(.bone, .nothing).plot {
    margin-block-end: 28px;
  }

  .title {
    min-inline-size: 0;
  }

  .title .bone {
    inline-size: 8em;
  }

  /* As high as the row of a small button. */
  .toggle {
    block-size: 24px;
  }
`;
