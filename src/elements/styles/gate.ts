import { css } from 'lit';

export const gate = css`
  /* The gated content belongs to the page, and looks as it would without the gate. */
  :host(:state(granted)) {
    color-scheme: inherit;
    font-family: inherit;
    line-height: inherit;
    text-align: inherit;
    overflow-wrap: inherit;
  }

  .card {
    padding: 20px clamp(16px, 6%, 24px);
    border: 1px dashed var(--_line-strong);
    border-radius: var(--_radius);
  }

  .lock {
    display: block;
    inline-size: 22px;
    block-size: 22px;
    margin-block-end: 12px;
    color: var(--_soft);
  }

  .notice-title {
    font-size: 1.0667em;
    text-wrap: balance;
  }

  .waiting .notice-title {
    inline-size: min(20ch, 100%);
  }

  .waiting .notice-text {
    inline-size: min(38ch, 100%);
  }

  .waiting .button {
    inline-size: 6em;
  }
`;
