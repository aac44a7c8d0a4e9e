import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { CheckoutDialog } from '../src/elements/checkout-dialog.js';

type Args = Partial<Pick<CheckoutDialog, 'price' | 'quantity' | 'open' | 'coupon'>>;

/**
 * Shows the hosted checkout in a dialog on the page: `dialog.show({ priceId })`, the attributes `price` and `open`, or a
 * `<checkout-button mode="embedded">`. Something is bought when the API says so, whatever the page in the frame tells.
 *
 * The stories' API answers within this page alone. Its hosted page cannot be framed here, so the dialog shows what it does
 * where a frame stays silent: it offers the checkout as a page of its own. Run `npm start` for the real one.
 */
const meta: Meta<Args> = {
  title: 'Elements/checkout-dialog',
  component: 'checkout-dialog',
  args: { price: 'price_pro_month_usd', quantity: 1, open: true },
  parameters: { billing: { user: 'user_free' }, docs: { story: { inline: false, height: '420px' } } },
  render: ({ price, quantity, open, coupon }) => html`<checkout-dialog price=${price ?? ''} .quantity=${quantity ?? 1} coupon=${ifDefined(coupon)} ?open=${open}></checkout-dialog>`,
};
export default meta;

type Story = StoryObj<Args>;

/** From a button of the page's own. */
export const Playground: Story = {
  args: { open: false },
  render: ({ price = '', quantity = 1 }) => html`
    <button type="button" @click=${({ currentTarget }: Event) => (currentTarget as Element).parentElement?.querySelector('checkout-dialog')?.show({ priceId: price, quantity })}>
      Buy
    </button>
    <checkout-dialog></checkout-dialog>
  `,
};

/** While the checkout is being opened. */
export const Opening: Story = { parameters: { billing: { fault: 'hangs' } } };

/** Somebody with a paid plan is offered its change. */
export const PaidPlan: Story = { parameters: { billing: { user: 'user_near_limit' } } };

/** It could not be opened. */
export const ServiceFails: Story = { parameters: { billing: { fault: 'server-error' } } };

/** The session has ended. */
export const SignedOut: Story = { parameters: { billing: { user: null } } };

export const Theming: Story = {
  parameters: { billing: { user: 'user_near_limit' } },
  render: () => html`
    <style>
      .warm {
        font-family: Georgia, serif;
        --billing-accent: light-dark(#8a3b12, #f0a878);
        --billing-on-accent: light-dark(#fff, #2b1204);
        --billing-radius: 2px;
        --billing-radius-small: 2px;
      }
    </style>
    <div class="warm"><checkout-dialog price="price_pro_month_usd" open></checkout-dialog></div>
  `,
};

export const RightToLeft: Story = { globals: { dir: 'rtl', lang: 'ar' }, parameters: { billing: { user: 'user_near_limit' } } };

/** The browser's own dialog: it keeps the focus, closes on Escape, and gives the focus back. */
export const Accessibility: Story = { parameters: { billing: { user: 'user_near_limit' } } };
