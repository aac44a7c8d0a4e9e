import { css } from 'lit';

/** On a button whose action is under way. */
export const spinner = css`
  .spinner {
    display: inline-block;
    inline-size: 0.9em;
    block-size: 0.9em;
    margin-inline-end: 0.5em;
    border: 2px solid;
    border-inline-start-color: transparent;
    border-radius: 50%;
    vertical-align: -0.08em;
    animation: turn 0.8s linear infinite;
  }

  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
`;
