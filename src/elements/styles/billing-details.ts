import { css } from 'lit';

export const billingDetails = css`
  .facts {
    grid-template-columns: repeat(auto-fit, minmax(min(12em, 100%), 1fr));
  }

  .edit {
    justify-self: start;
  }

  .edit.bone {
    inline-size: 7em;
  }

  .bones {
    gap: 16px;
  }
`;
