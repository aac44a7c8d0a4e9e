import { css } from 'lit';

/** A skeleton of the form's size: lines of text in em, paddings and borders in pixels. */
export const supportForm = css`
  .bones > :nth-child(2) {
    block-size: calc(2.7346em + 22px);
  }

  .bones > :nth-child(3) {
    block-size: calc(9.4076em + 22px);
  }

  .bones > :nth-child(4) {
    block-size: calc(3.9457em + 66px);
  }
`;
