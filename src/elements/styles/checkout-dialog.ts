import { css } from 'lit';

export const checkoutDialog = css`
  .close {
    z-index: 1;
  }

  .page {
    display: block;
    inline-size: calc(100% + 48px);
    block-size: 40em;
    margin: -24px;
    border: 0;
    color-scheme: light dark;
  }

  .page.away {
    position: absolute;
    visibility: hidden;
  }

  .bones {
    display: grid;
    gap: 16px;
    padding-block-end: 20em;
  }

  .bones .hidden + .bone {
    inline-size: 40%;
  }

  .silent {
    display: flex;
    flex-wrap: wrap;
    gap: 12px;
    align-items: center;
    justify-content: space-between;
    padding-block-start: 24px;
  }
`;
