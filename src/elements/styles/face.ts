import { css } from 'lit';

/** The faces an element shows in place of its content: skeleton lines, and a notice with one thing to do. */
export const face = css`
  .notice {
    display: grid;
    justify-items: start;
    gap: calc(var(--_space) * 0.5);
  }

  /* Texts run in the direction of their own language, and are aligned as the page is. */
  .notice-title,
  .notice-text {
    text-align: -webkit-match-parent;
    text-align: match-parent;
    unicode-bidi: plaintext;
  }

  .notice-title {
    font-weight: 600;
  }

  .notice-text {
    color: var(--_soft);
    font-size: 0.9333em;
    max-inline-size: 44ch;
    text-wrap: pretty;
  }

  .notice .button {
    margin-block-start: calc(var(--_space) * 1.5);
  }

  .bone {
    display: block;
    border-radius: 6px;
    background: var(--_track);
    /* Not \`color\`: the track is mixed from it. */
    -webkit-text-fill-color: transparent;
    forced-color-adjust: none;
    animation: breathe 1.6s ease-in-out infinite alternate;
  }

  .button.bone {
    border-color: transparent;
  }

  @keyframes breathe {
    to {
      opacity: 0.45;
    }
  }
`;
