import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { OwnerCall } from './support/api.js';

const details = (content: unknown = '') => html`<billing-details>${content}</billing-details>`;

/** What stands on this customer's invoices, given before the story begins. */
const given = {
  user: 'user_pro',
  before: (call: OwnerCall) =>
    call('/sdk/customer/billing?customer_id=user_pro', { address: { line1: 'Hauptstraße 12', postalCode: '10827', city: 'Berlin', country: 'DE' }, taxId: 'DE123456789' }, 'PATCH'),
};

/**
 * Name, e-mail, address and tax id as they stand on invoices, and a form in their place to change them. What is typed stays
 * until it is saved or given up, whatever happens meanwhile.
 */
const meta: Meta = {
  title: 'Elements/billing-details',
  component: 'billing-details',
  parameters: { billing: given, width: 'min(100%, 560px)' },
  render: () => details(),
};
export default meta;

type Story = StoryObj;

/** "Edit details" opens the form in place. */
export const Playground: Story = {};

/** The form, which is fetched when someone opens it. */
export const Editing: Story = {
  play: async ({ canvasElement }) => {
    const el = canvasElement.querySelector('billing-details');
    const edit = (): HTMLElement | null | undefined => el?.shadowRoot?.querySelector<HTMLElement>('[part=edit]:not(.bone)');
    while (!edit()) await new Promise(requestAnimationFrame);
    edit()?.click();
    while (!el?.shadowRoot?.querySelector('form')) await new Promise(requestAnimationFrame);
  },
};

/** Name and e-mail are known; what is missing is said. */
export const NotGiven: Story = { parameters: { billing: { user: 'user_free' } } };

/** Before the answer. */
export const Loading: Story = { parameters: { billing: { fault: 'hangs' } } };

/** The billing service answers with an error. */
export const ServiceFails: Story = { parameters: { billing: { fault: 'server-error' } } };

/** No answer at all. */
export const Offline: Story = { parameters: { billing: { fault: 'offline' } } };

/** The session has ended. */
export const SignedOut: Story = { parameters: { billing: { user: null } } };

/** Another heading. */
export const Options: Story = { render: () => details(html`<span slot="heading">On your invoices</span>`) };

/** Tokens from the page, and its parts for the rest. */
export const Theming: Story = {
  render: () => html`
    <style>
      .warm {
        font-family: Georgia, serif;
        --billing-accent: light-dark(#8a3b12, #f0a878);
        --billing-radius: 2px;
        --billing-radius-small: 2px;
      }
      .warm billing-details::part(heading) { font-style: italic; }
    </style>
    <div class="warm">${details()}</div>
  `,
};

/** 280 pixels wide. */
export const Narrow: Story = { parameters: { width: '280px' } };

/** Countries have their names in the language around. */
export const RightToLeft: Story = { globals: { dir: 'rtl', lang: 'ar' } };

/**
 * Each field has a label and says to the browser what it is for. Saving goes to the first field that is wrong and says
 * what is; afterwards the focus is back where the form was opened.
 */
export const Accessibility: Story = { ...Editing };
