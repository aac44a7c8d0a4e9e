import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { CustomerPortal } from '../src/elements/customer-portal.js';

type Args = Partial<Pick<CustomerPortal, 'mode' | 'panels' | 'open' | 'plansUrl' | 'topUpUrl' | 'creditTypes'>>;

const portal = ({ mode = 'page', panels, open = false, plansUrl, topUpUrl, creditTypes }: Args = {}, content: unknown = '') => html`
  <customer-portal
    mode=${mode}
    panels=${ifDefined(panels)}
    plans-url=${ifDefined(plansUrl)}
    top-up-url=${ifDefined(topUpUrl)}
    credit-types=${ifDefined(creditTypes)}
    ?open=${open}
    >${content}</customer-portal
  >
`;

const trigger = html`
  <button slot="trigger" type="button" aria-haspopup="dialog">Billing</button>
`;

/**
 * Everything a customer can do about their account, in one place: the plan, what was used, cards, invoices, details,
 * credits and help. It is made of the other elements, under one session: each resource is one request.
 *
 * As a drawer or a modal it asks for nothing until it is opened: by what stands in the slot `trigger`, by
 * `<button commandfor="…" command="--show">`, by the attribute `open` or by `show()`.
 */
const meta: Meta<Args> = {
  title: 'Elements/customer-portal',
  component: 'customer-portal',
  args: { mode: 'page', creditTypes: 'gpt-4: GPT-4 questions, image: Pictures' },
  argTypes: { mode: { control: 'inline-radio', options: ['page', 'drawer', 'modal'] }, open: { control: 'boolean' } },
  parameters: { billing: { user: 'user_pro' } },
  render: (args) => portal(args, trigger),
};
export default meta;

type Story = StoryObj<Args>;

/** As a part of the page: two columns where there is room. */
export const Playground: Story = {};

/** At the side, over the page. */
export const Drawer: Story = { args: { mode: 'drawer', open: true } };

/** In the middle, over the page. */
export const Modal: Story = { args: { mode: 'modal', open: true } };

/** Closed: nothing but what opens it, and no request. */
export const Closed: Story = { args: { mode: 'drawer' } };

/** A payment did not go through: what helps is in the subscription and in the invoice. */
export const PastDue: Story = { parameters: { billing: { user: 'user_past_due' } } };

/** Someone who has bought nothing. */
export const NothingYet: Story = { args: { plansUrl: '#plans' }, parameters: { billing: { user: 'user_of_nothing' } } };

/** Before the answers. */
export const Loading: Story = { parameters: { billing: { fault: 'hangs' } } };

/** The billing service answers with an error: each panel says so, and can be tried again by itself. */
export const ServiceFails: Story = { parameters: { billing: { fault: 'server-error' } } };

/** The session has ended: said once. */
export const SignedOut: Story = { parameters: { billing: { user: null } } };

/** Some panels, in another order, another heading, and something of the page's own after them. */
export const Options: Story = {
  render: () =>
    portal({ panels: 'invoices,payment-methods' }, html`<span slot="heading">Payments</span><p style="margin: 0">Questions? <a href="mailto:billing@example.com">Write to us</a>.</p>`),
};

/** Tokens reach everything in it; its parts give the panels another shape. */
export const Theming: Story = {
  render: () => html`
    <style>
      .flat {
        font-family: Georgia, serif;
        --billing-accent: light-dark(#8a3b12, #f0a878);
        --billing-on-accent: light-dark(#fff, #2a1206);
        --billing-radius: 0px;
        --billing-radius-small: 0px;
      }
      .flat customer-portal::part(panel) { border-inline: 0; border-block-end: 0; }
    </style>
    <div class="flat">${portal({ panels: 'subscription,usage,payment-methods,invoices' })}</div>
  `,
};

/** From right to left. */
export const RightToLeft: Story = { globals: { dir: 'rtl', lang: 'ar' } };

/** 320 pixels wide. */
export const Narrow: Story = { parameters: { width: '320px' } };

/**
 * Drawer and modal are the browser's own dialog: the focus stays inside, Escape closes the innermost one, and the focus goes
 * back to what opened it. Each panel is a section with a heading of its own.
 */
export const Accessibility: Story = {};
