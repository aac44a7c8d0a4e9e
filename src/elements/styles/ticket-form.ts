import { css } from 'lit';

export const ticketForm = css`
  .hint:empty,
  .wrong:empty {
    display: none;
  }

  .drop {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 12px;
    align-items: center;
    padding: 16px;
    border: 1px dashed var(--_line-strong);
    border-radius: var(--_radius-small);
  }

  .drop .hint {
    flex: 1 0 100%;
    font-size: 0.9286em;
  }

  .over {
    border-color: var(--_accent);
    background: var(--_sunken);
  }

  .files > li {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    align-items: center;
    padding-block: 6px;
    border-block-end: 1px solid var(--_line);
  }

  .file-name {
    flex: 1 1 10em;
    min-inline-size: 0;
    text-align: -webkit-match-parent;
    text-align: match-parent;
    unicode-bidi: plaintext;
  }

  .files .button {
    margin-inline-start: auto;
    padding-block: 3px;
  }

  .refused {
    color: var(--_bad);
  }

  .progress {
    display: grid;
    gap: 4px;
  }

  progress {
    inline-size: 100%;
    accent-color: var(--_accent);
  }

  .sent:focus {
    outline: none;
  }
`;
