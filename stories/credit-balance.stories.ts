import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { CreditBalance } from '../src/elements/credit-balance.js';

type Args = Partial<Pick<CreditBalance, 'low' | 'types' | 'topUpUrl'>>;

const credits = ({ low, types, topUpUrl }: Args = {}, content: unknown = '') => html`
  <credit-balance low=${ifDefined(low)} types=${ifDefined(types)} top-up-url=${ifDefined(topUpUrl)}>${content}</credit-balance>
`;

/**
 * What is left of each kind of credits, which of them run low, and the way to more. It follows the API while it is on the
 * page, and says aloud when a kind runs low.
 *
 * What is spent is counted by the API: this only shows it.
 */
const meta: Meta<Args> = {
  title: 'Elements/credit-balance',
  component: 'credit-balance',
  args: { low: 10, types: 'gpt-4: GPT-4 questions, image: Pictures', topUpUrl: '#credits' },
  argTypes: { low: { control: { type: 'number', min: 0 } } },
  parameters: { billing: { user: 'user_pro' }, width: 'min(100%, 400px)' },
  render: (args) => credits(args),
};
export default meta;

type Story = StoryObj<Args>;

/** Two kinds, with plenty of both. */
export const Playground: Story = {};

/** At `low` or below: the colour has words beside it. */
export const RunningLow: Story = { parameters: { billing: { user: 'user_near_limit' } } };

/** Nothing is left. */
export const UsedUp: Story = { parameters: { billing: { user: 'user_over_limit' } } };

/** No kind that is asked for. */
export const NoCredits: Story = { args: { types: '' } };

/** Before the answer: as high as two kinds. */
export const Loading: Story = { parameters: { billing: { fault: 'hangs' } } };

/** The billing service answers with an error. */
export const ServiceFails: Story = { parameters: { billing: { fault: 'server-error' } } };

/** No answer at all. */
export const Offline: Story = { parameters: { billing: { fault: 'offline' } } };

/** The session has ended. */
export const SignedOut: Story = { parameters: { billing: { user: null } } };

/** All kinds there are, under names made of their keys; and one alone, under another heading. */
export const Options: Story = {
  render: () => html`${credits()}<br />${credits({ types: 'image: Left this month' }, html`<span slot="heading">Pictures</span>`)}`,
};

/** Tokens from the page, and its parts and states for the rest. */
export const Theming: Story = {
  parameters: { billing: { user: 'user_near_limit' } },
  render: (args) => html`
    <style>
      .warm {
        font-family: Georgia, serif;
        --billing-accent: light-dark(#8a3b12, #f0a878);
        --billing-radius: 2px;
      }
      .warm credit-balance::part(count) { font-size: 1.6em; }
      .warm credit-balance:state(low)::part(panel) { border-color: currentColor; }
    </style>
    <div class="warm">${credits(args)}</div>
  `,
};

/** 280 pixels wide. */
export const Narrow: Story = { parameters: { billing: { user: 'user_near_limit' }, width: '280px' } };

/** From the side where reading starts. */
export const RightToLeft: Story = { globals: { dir: 'rtl', lang: 'ar' }, parameters: { billing: { user: 'user_near_limit' } } };

/** Each way to more is named by its kind; a kind that runs low says so in words, and aloud once when it happens. */
export const Accessibility: Story = { parameters: { billing: { user: 'user_near_limit' } } };
