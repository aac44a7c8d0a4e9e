import { css } from 'lit';

export const subscriptionPanel = css`
  .content {
    display: grid;
    gap: 16px;
  }

  .plan {
    font-size: 1.2667em;
    font-weight: 600;
    line-height: 1.4;
  }

  .facts dd .small {
    display: block;
    font-weight: 400;
  }

  .row > .danger {
    margin-inline-start: auto;
  }

  /* What is about to happen, and the way to have it otherwise. */
  .note {
    padding: 10px 12px;
    border-radius: var(--_radius-small);
    background: var(--_sunken);
    font-size: 0.9333em;
  }

  .note p {
    flex: 1 1 16em;
    text-wrap: pretty;
  }
`;
