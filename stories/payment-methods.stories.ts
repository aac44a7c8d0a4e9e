import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';

const cards = (content: unknown = '') => html`<payment-methods>${content}</payment-methods>`;

/**
 * The cards on file, and the ways to add, choose and remove one. A card is added on the hosted page, which leads back
 * here: its number never meets your page.
 */
const meta: Meta = {
  title: 'Elements/payment-methods',
  component: 'payment-methods',
  parameters: { billing: { user: 'user_pro' }, width: 'min(100%, 560px)' },
  render: () => cards(),
};
export default meta;

type Story = StoryObj;

/** One card, which the plan is paid with: to remove it, another one has to be the default first. */
export const Playground: Story = {};

/** Nobody has paid yet. */
export const NoCard: Story = { parameters: { billing: { user: 'user_free' } } };

/** Before the answer: as high as one card. */
export const Loading: Story = { parameters: { billing: { fault: 'hangs' } } };

/** The billing service answers with an error. */
export const ServiceFails: Story = { parameters: { billing: { fault: 'server-error' } } };

/** No answer at all. */
export const Offline: Story = { parameters: { billing: { fault: 'offline' } } };

/** The session has ended. */
export const SignedOut: Story = { parameters: { billing: { user: null } } };

/** Another heading. */
export const Options: Story = { render: () => cards(html`<span slot="heading">How you pay</span>`) };

/** Tokens from the page, and its parts for the rest. */
export const Theming: Story = {
  render: () => html`
    <style>
      .warm {
        font-family: Georgia, serif;
        --billing-accent: light-dark(#8a3b12, #f0a878);
        --billing-radius: 2px;
      }
      .warm payment-methods::part(default) { background: none; border: 1px solid currentColor; }
    </style>
    <div class="warm">${cards()}</div>
  `,
};

/** 280 pixels wide. */
export const Narrow: Story = { parameters: { width: '280px' } };

/** Brand and number keep their own direction. */
export const RightToLeft: Story = { globals: { dir: 'rtl', lang: 'ar' } };

/**
 * Each button is named by its card. Removing asks first, in a dialog that begins with the way back; what became of it is
 * said aloud, and the focus goes to what is left.
 */
export const Accessibility: Story = {};
