import { css } from 'lit';

export const billingForm = css`
  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(11em, 100%), 1fr));
    gap: 16px;
  }

  .wrong:empty {
    display: none;
  }
`;
