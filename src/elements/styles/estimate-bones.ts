import { css } from 'lit';

/** As high as what replaces them. */
export const estimateBones = css`
  .h40 {
    block-size: 40px;
  }

  .h57 {
    block-size: 57px;
  }

  .h70 {
    block-size: 70px;
  }

  .h182 {
    block-size: 182px;
    /* Four plans, one below the other. */
    mask: repeating-linear-gradient(#000 0 41px, #0000 0 47px);
  }
`;
