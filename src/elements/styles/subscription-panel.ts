import { css } from 'lit';

export const subscriptionPanel = css`
  .content {
    display: grid;
    gap: 16px;
  }

  .plan {
    font-family: var(--billing-font-heading, inherit);
    font-size: 1.2667em;
    font-weight: 600;
    line-height: 1.4;
  }

  .plan.bone {
    inline-size: 5em;
  }

  /* Each as wide as its text, so that a long date takes room from a short price. */
  .facts {
    display: flex;
    flex-wrap: wrap;
  }

  .facts > * {
    flex: 1 0 auto;
    min-inline-size: min(7.5em, 100%);
    max-inline-size: 100%;
  }

  .facts .small {
    display: block;
  }

  /* What will happen, and a button to change that. */
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
