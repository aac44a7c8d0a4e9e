import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { UpgradePrompt } from '../src/elements/upgrade-prompt.js';

type Args = Partial<Pick<UpgradePrompt, 'feature' | 'plans' | 'upgradeUrl'>>;

const prompt = ({ feature, plans, upgradeUrl }: Args, content: unknown = '') => html`
  <upgrade-prompt feature=${ifDefined(feature)} plans=${ifDefined(plans)} upgrade-url=${ifDefined(upgradeUrl)}>${content}</upgrade-prompt>
`;

/**
 * Shows what would open a feature that is denied or used up: the plan, its price and the way to it. Where the customer has
 * the feature, it shows nothing and takes no room. A `<feature-gate>` shows the same card by itself.
 */
const meta: Meta<Args> = {
  title: 'Elements/upgrade-prompt',
  component: 'upgrade-prompt',
  args: { feature: 'custom_branding' },
  argTypes: { feature: { control: 'select', options: ['pdf_export', 'custom_branding', 'priority_support', 'sso', 'api_calls'] } },
  parameters: { billing: { user: 'user_free' }, width: 'min(100%, 420px)' },
  render: (args) => prompt(args),
};
export default meta;

type Story = StoryObj<Args>;

export const Playground: Story = {};

/** The plan that has it, with its price. */
export const NotInThePlan: Story = { args: { feature: 'pdf_export' } };

/** The plan that has more of it, in the currency that the customer pays in. */
export const UsedUp: Story = { args: { feature: 'api_calls' }, parameters: { billing: { user: 'user_over_limit' } } };

/** A plan that is sold by talking. */
export const Contact: Story = { args: { feature: 'sso' }, parameters: { billing: { user: 'user_pro' } } };

/** By plan instead of by feature. */
export const ByPlan: Story = { args: { feature: undefined, plans: 'pro,enterprise' } };

/** The customer has it: there is nothing to see. */
export const NothingMissing: Story = { args: { feature: 'pdf_export' }, parameters: { billing: { user: 'user_pro' } } };

export const Loading: Story = { parameters: { billing: { fault: 'hangs' } } };
export const ServiceFails: Story = { parameters: { billing: { fault: 'server-error' } } };
export const SignedOut: Story = { parameters: { billing: { user: null } } };

/** Words of your own, more below the price, and a page of plans instead of the checkout. */
export const Options: Story = {
  render: () =>
    prompt(
      { feature: 'custom_branding', upgradeUrl: '#plans' },
      html`<span slot="title">Make it yours</span><span slot="text">Your own logo and colours on every page.</span>`,
    ),
};

export const Theming: Story = {
  render: () => html`
    <style>
      .warm {
        font-family: Georgia, serif;
        --billing-accent: light-dark(#8a3b12, #f0a878);
        --billing-on-accent: light-dark(#fff, #2b1204);
        --billing-radius: 2px;
        --billing-radius-small: 2px;
      }
      .warm upgrade-prompt::part(card) { border-style: solid; }
    </style>
    <div class="warm">${prompt({ feature: 'custom_branding' })}</div>
  `,
};

export const Narrow: Story = { parameters: { width: '280px' } };

export const RightToLeft: Story = { globals: { dir: 'rtl', lang: 'ar' } };

/** The price is said as one would say it, and why a checkout was not opened stays to be read. */
export const Accessibility: Story = { render: () => html`${prompt({ feature: 'custom_branding' })}<br />${prompt({ feature: 'sso' })}` };
