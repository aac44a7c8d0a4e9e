import { css } from 'lit';

export const paymentMethods = css`
  .cards > li {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 12px;
    align-items: center;
    padding-block: 12px;
    border-block-end: 1px solid var(--_line);
    font-size: 0.9333em;
  }

  .cards > :first-child {
    padding-block-start: 0;
  }

  /* A picture of a plain card, for every brand. */
  .tile {
    flex: none;
    inline-size: 36px;
    block-size: 24px;
    border: 1px solid var(--_line-strong);
    border-radius: 4px;
    background: linear-gradient(transparent 5px, var(--_line-strong) 5px 9px, transparent 9px);
  }

  .what {
    flex: 1 1 8.5em;
    min-inline-size: 0;
  }

  .brand {
    font-weight: 550;
    text-transform: capitalize;
  }

  .last {
    white-space: nowrap;
  }

  .card-actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0 22px;
    margin-block: -6px;
    margin-inline-start: auto;
  }

  .card-actions .button {
    padding-block: 5px;
    font-size: inherit;
  }
`;
