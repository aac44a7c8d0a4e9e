import { css } from 'lit';

export const invoiceList = css`
  /* Its lines reach the edges of the card. */
  .table {
    inline-size: calc(100% + 2 * var(--_pad));
    margin: 0 calc(-1 * var(--_pad)) -8px;
    border-collapse: collapse;
    font-size: 0.9333em;
    font-variant-numeric: tabular-nums;
  }

  .table :is(th, td) {
    padding: 12px 8px;
    font-weight: inherit;
    text-align: start;
  }

  .table :is(th, td):first-child {
    padding-inline-start: var(--_pad);
  }

  .table :is(th, td):last-child {
    padding-inline-end: var(--_pad);
    text-align: end;
  }

  .table thead th {
    padding-block: 0 8px;
    color: var(--_soft);
    font-size: 0.9286em;
    font-weight: 500;
  }

  .table .amount {
    text-align: end;
  }

  tbody > tr {
    border-block-start: 1px solid var(--_line);
  }

  tbody > .unpaid {
    border: 0;
  }

  .table .unpaid td {
    padding: 0 var(--_pad) 12px;
    text-align: start;
  }

  time,
  .amount,
  .actions {
    white-space: nowrap;
  }

  /* As tall as a line of text, with a larger area to press. */
  .actions .button {
    margin-block: -10px;
    padding: 4px 8px;
    border-color: transparent;
    color: var(--_accent);
    font-size: inherit;
  }

  .actions .button:last-child {
    margin-inline-end: -9px;
  }

  .actions .button[aria-disabled='true'] {
    background: none;
    color: var(--_soft);
  }

  .unpaid .button {
    padding-block: 4px;
  }

  .bones thead {
    visibility: hidden;
  }

  .table .bone {
    inline-size: 5em;
  }

  @container (inline-size < 37em) {
    .table,
    .table tbody {
      display: block;
    }

    thead {
      position: absolute;
      inline-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }

    tbody > tr {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 4px 12px;
      align-items: baseline;
      padding: 12px var(--_pad);
    }

    tbody > tr > * {
      padding: 0 !important;
    }

    td.amount {
      grid-area: 1 / 2;
      font-weight: 550;
    }

    .status {
      grid-area: 2 / 1;
    }

    .date {
      grid-area: 3 / 1;
      color: var(--_soft);
    }

    .actions {
      grid-area: 2 / 2 / span 2;
      align-self: end;
    }

    .actions:has(> :nth-child(2)) {
      grid-area: 4 / 1 / auto / -1;
      white-space: normal;
    }

    .unpaid td {
      grid-column: 1 / -1;
    }
  }
`;
