import { css } from 'lit';

export const billingDetails = css`
  .facts {
    grid-template-columns: repeat(auto-fit, minmax(min(12em, 100%), 1fr));
  }
`;
