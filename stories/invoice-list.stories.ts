import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { InvoiceList } from '../src/elements/invoice-list.js';

type Args = Partial<Pick<InvoiceList, 'limit'>>;

const list = ({ limit }: Args = {}, content: unknown = '') => html`<invoice-list limit=${ifDefined(limit)}>${content}</invoice-list>`;

/**
 * The customer's invoices with what became of each, and the way to pay one that is open. It is a table to everyone: where
 * there is little room its rows are drawn stacked, and read as before.
 */
const meta: Meta<Args> = {
  title: 'Elements/invoice-list',
  component: 'invoice-list',
  args: { limit: 4 },
  argTypes: { limit: { control: { type: 'number', min: 1 } } },
  parameters: { billing: { user: 'user_pro' }, width: 'min(100%, 720px)' },
  render: (args) => list(args),
};
export default meta;

type Story = StoryObj<Args>;

/** The newest invoices, and older ones by "Show more". */
export const Playground: Story = {};

/** "Pay now" charges the card on file. This one declines: the list says so, and leads to where a card is added. */
export const PaymentFailed: Story = { parameters: { billing: { user: 'user_past_due' } } };

/** Nobody has paid yet. */
export const NoInvoices: Story = { parameters: { billing: { user: 'user_trialing' } } };

/** Before the answer. */
export const Loading: Story = { parameters: { billing: { fault: 'hangs' } } };

/** The billing service answers with an error. */
export const ServiceFails: Story = { parameters: { billing: { fault: 'server-error' } } };

/** No answer at all. */
export const Offline: Story = { parameters: { billing: { fault: 'offline' } } };

/** The session has ended. */
export const SignedOut: Story = { parameters: { billing: { user: null } } };

/** Another heading, and two at a time. */
export const Options: Story = { render: () => list({ limit: 2 }, html`<span slot="heading">Receipts</span>`) };

/** Tokens from the page, and its parts for the rest. */
export const Theming: Story = {
  parameters: { billing: { user: 'user_past_due' } },
  render: () => html`
    <style>
      .ledger {
        font-family: Georgia, serif;
        --billing-accent: light-dark(#8a3b12, #f0a878);
        --billing-radius: 0;
      }
      .ledger invoice-list::part(status) { border-radius: 0; background: none; padding: 0; }
    </style>
    <div class="ledger">${list()}</div>
  `,
};

/** 300 pixels wide: still a table to a screen reader. */
export const Narrow: Story = { parameters: { billing: { user: 'user_past_due' }, width: '300px' } };

/** Numbers and money keep their own direction. */
export const RightToLeft: Story = { globals: { dir: 'rtl', lang: 'ar' }, parameters: { billing: { user: 'user_past_due' } } };

/**
 * A table with names for its columns and rows; each action is named by its invoice, and says when it opens a new tab. What
 * became of a payment is said aloud once, and the focus stays in the row.
 */
export const Accessibility: Story = { parameters: { billing: { user: 'user_past_due' } } };
