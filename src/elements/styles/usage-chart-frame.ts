import { css } from 'lit';

/** The chart's place before its drawing is loaded. */
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

  /* As high as a small button. */
  .toggle {
    block-size: 24px;
  }
`;
