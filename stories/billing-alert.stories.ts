import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { BillingAlert } from '../src/elements/billing-alert.js';

type Args = Partial<Pick<BillingAlert, 'near' | 'days' | 'upgradeUrl'>>;

const alert = ({ near, days, upgradeUrl }: Args) => html`
  <billing-alert near=${ifDefined(near)} days=${ifDefined(days)} upgrade-url=${ifDefined(upgradeUrl)}></billing-alert>
`;

/**
 * Says the one thing about the account that matters now, with what can be done about it. In this order: a payment that
 * failed, a plan that is not paid yet, a trial that ends, a plan that ends, a quota that is used up, one that nearly is, a
 * card that expires. When all is well it shows nothing. What does no harm can be dismissed, and stays away on this device
 * until its matter is over.
 */
const meta: Meta<Args> = {
  title: 'Elements/billing-alert',
  component: 'billing-alert',
  argTypes: { near: { control: { type: 'range', min: 0, max: 100 } }, days: { control: { type: 'number', min: 0 } } },
  parameters: { billing: { user: 'user_past_due' } },
  render: (args) => alert(args),
};
export default meta;

type Story = StoryObj<Args>;

export const Playground: Story = {};

/** Another card, or another try with the one on file. */
export const PaymentFailed: Story = {};

export const TrialEnds: Story = { parameters: { billing: { user: 'user_trialing' } } };

/** It can be kept with one press. */
export const PlanEnds: Story = { parameters: { billing: { user: 'user_canceling' } } };

export const UsedUp: Story = { parameters: { billing: { user: 'user_over_limit' } } };

export const NearlyUsedUp: Story = { parameters: { billing: { user: 'user_near_limit' } } };

/** Nothing to see. */
export const AllIsWell: Story = { parameters: { billing: { user: 'user_pro' } } };

/** Nothing either: what cannot be known is no alarm. */
export const ServiceFails: Story = { parameters: { billing: { fault: 'server-error' } } };

export const SignedOut: Story = { parameters: { billing: { user: null } } };

/** From which share of a quota on, and how long before a trial's end. */
export const Options: Story = { args: { near: 50, days: 7, upgradeUrl: '#plans' }, parameters: { billing: { user: 'user_near_limit' } } };

export const Theming: Story = {
  render: () => html`
    <style>
      .warm {
        font-family: Georgia, serif;
        --billing-bad: light-dark(#7a1f1f, #f2a6a0);
        --billing-radius-small: 2px;
      }
      .warm billing-alert::part(alert) { border-width: 0; border-inline-start-width: 4px; }
    </style>
    <div class="warm">${alert({})}</div>
  `,
};

export const Narrow: Story = { parameters: { width: '280px' } };

export const RightToLeft: Story = { globals: { dir: 'rtl', lang: 'ar' } };

/** What is urgent interrupts a screen reader; all else waits until it pauses. Each is said once. */
export const Accessibility: Story = {};
