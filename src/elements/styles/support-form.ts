import { css } from 'lit';

/** As tall as the form, which comes a moment later. */
export const supportForm = css`
  .bones {
    min-block-size: 34em;
    align-content: start;
  }
`;
