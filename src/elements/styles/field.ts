import { css } from 'lit';

/** Form fields: the label above, the problem below. */
export const field = css`
  form,
  .fields {
    display: grid;
    gap: var(--_gap);
  }

  .field {
    display: grid;
    gap: 4px;
    min-inline-size: 0;
    font-size: 0.9333em;
  }

  .field > span,
  .field > label {
    font-weight: 550;
  }

  .input {
    appearance: none;
    inline-size: 100%;
    min-inline-size: 0;
    padding: 8px 12px;
    /* The border alone shows where the field is, so its contrast is 3 to 1 on any surface. */
    border: 1px solid var(--billing-line-strong, color-mix(in oklab, currentColor 54%, transparent));
    border-radius: var(--_radius-small);
    background: var(--_surface);
    color: inherit;
    font: inherit;
    line-height: 1.43;
  }

  textarea.input {
    min-block-size: 6em;
    resize: vertical;
  }

  select.input {
    appearance: auto;
    /* The native control adds its own padding. */
    padding-inline: 8px;
  }

  .input[aria-invalid='true'] {
    border-color: var(--_bad);
  }

  .field > :is(.hint, .wrong) {
    font-size: 0.9286em;
    font-weight: inherit;
  }

  .hint {
    color: var(--_soft);
  }

  .wrong {
    color: var(--_bad);
  }

  .choice {
    display: flex;
    gap: 10px;
    align-items: center;
    min-block-size: 28px;
    cursor: pointer;
  }

  .choice input {
    flex: none;
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    accent-color: var(--_accent);
  }
`;
