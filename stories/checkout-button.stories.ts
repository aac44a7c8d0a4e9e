import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { CheckoutButton } from '../src/elements/checkout-button.js';
import { idle } from './support/api.js';

type Args = Partial<Pick<CheckoutButton, 'price' | 'quantity' | 'coupon' | 'mode'>>;

const PRO = 'price_pro_month_usd';
const STARTER = 'price_starter_month_usd';

const button = ({ price, quantity, coupon, mode }: Args, label: unknown = '') => html`
  <checkout-button price=${ifDefined(price)} quantity=${ifDefined(quantity)} coupon=${ifDefined(coupon)} mode=${ifDefined(mode)}>${label || html`<!-- the default -->`}</checkout-button>
`;

const row = (buttons: unknown) => html`<div style="display: flex; flex-wrap: wrap; gap: 12px">${buttons}</div>`;

/**
 * Sells one price. It starts one checkout however often it is pressed, and says how that ended. Where the customer has a
 * paid plan already, it changes that plan instead, and says so by its label.
 *
 * `mode="redirect"` leaves for the hosted page; `mode="embedded"` shows it in a `<checkout-dialog>`. (The stories' API
 * answers within this page alone, so its hosted page cannot be visited here.)
 */
const meta: Meta<Args> = {
  title: 'Elements/checkout-button',
  component: 'checkout-button',
  args: { price: PRO },
  argTypes: {
    price: { control: 'select', options: [STARTER, 'price_starter_year_usd', PRO, 'price_pro_year_usd'] },
    mode: { control: 'inline-radio', options: ['redirect', 'embedded'] },
  },
  parameters: { billing: { user: 'user_near_limit' } },
  render: (args) => button(args),
};
export default meta;

type Story = StoryObj<Args>;

export const Playground: Story = {};

/** Nobody has this plan yet, and it begins with a trial. */
export const Trial: Story = { parameters: { billing: { user: 'user_free' } } };

/** A smaller plan is there, and paid. */
export const Upgrade: Story = {};

/** The larger plan is there. */
export const Downgrade: Story = { args: { price: STARTER }, parameters: { billing: { user: 'user_pro' } } };

export const CurrentPlan: Story = { args: { price: STARTER } };

/** The session has ended: pressing it asks to sign in. */
export const SignedOut: Story = { parameters: { billing: { user: null } } };

/** Before the answer. */
export const Loading: Story = { parameters: { billing: { fault: 'hangs' } } };

/** It sells also where the catalog cannot be had; only its label knows less. */
export const Offline: Story = { parameters: { billing: { fault: 'offline' } } };

/** An invoice is still open: the API refuses, and the button says why. */
export const Refused: Story = {
  parameters: { billing: { user: 'user_past_due' } },
  play: async ({ canvasElement }) => {
    await idle();
    canvasElement.querySelector('checkout-button')?.shadowRoot?.querySelector('button')?.click();
  },
};

/** A label of your own, a number of seats, a coupon. */
export const Options: Story = {
  render: () => row(html`${button({ price: PRO }, 'Get Pro')}${button({ price: PRO, quantity: 5 }, 'Pro for five')}${button({ price: PRO, coupon: 'WELCOME' })}`),
};

/** Tokens from the page, and its part for the rest. */
export const Theming: Story = {
  render: () => html`
    <style>
      .warm {
        font-family: Georgia, serif;
        --billing-accent: light-dark(#8a3b12, #f0a878);
        --billing-on-accent: light-dark(#fff, #2b1204);
        --billing-radius-small: 2px;
      }
      .warm checkout-button::part(button) { padding-inline: 32px; }
    </style>
    <div class="warm">${button({ price: PRO })}</div>
  `,
};

export const Narrow: Story = { parameters: { width: '280px' } };

export const RightToLeft: Story = { globals: { dir: 'rtl', lang: 'ar' } };

/** A native button. What it does is said in a live region, once; why it failed stays to be read. */
export const Accessibility: Story = { render: () => row(html`${button({ price: PRO })}${button({ price: STARTER })}`) };
