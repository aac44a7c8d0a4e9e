import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { UpgradeNudge } from '../src/elements/upgrade-nudge.js';

type Args = Partial<Pick<UpgradeNudge, 'feature' | 'variant' | 'near' | 'upgradeUrl' | 'name' | 'dismissFor'>>;

const nudge = ({ feature, variant, near, upgradeUrl, name, dismissFor }: Args, content: unknown = '') => html`
  <upgrade-nudge
    feature=${ifDefined(feature)}
    variant=${ifDefined(variant)}
    near=${ifDefined(near)}
    upgrade-url=${ifDefined(upgradeUrl)}
    name=${ifDefined(name)}
    dismiss-for=${ifDefined(dismissFor)}
    >${content}</upgrade-nudge
  >
`;

/**
 * Says that a feature is nearly used up, with the plan that has more of it; or what a page puts into it. It can be put
 * away, and stays away on this device until the feature's period ends, or for `dismiss-for` days. It never goes by itself,
 * and never hinders: of several toasts on a page one is shown at a time. (Each story is a customer of its own, so what is
 * dismissed here is back with the next visit.)
 */
const meta: Meta<Args> = {
  title: 'Elements/upgrade-nudge',
  component: 'upgrade-nudge',
  args: { feature: 'api_calls', variant: 'banner' },
  argTypes: {
    feature: { control: 'select', options: ['api_calls', 'transfer_gb'] },
    variant: { control: 'inline-radio', options: ['banner', 'toast', 'modal'] },
    near: { control: { type: 'range', min: 0, max: 100 } },
  },
  parameters: { billing: { user: 'user_near_limit' } },
  render: (args) => nudge(args),
};
export default meta;

type Story = StoryObj<Args>;

export const Playground: Story = {};

/** In the page's flow. */
export const Banner: Story = {};

/** In its corner, above everything else, and taking nobody's focus. */
export const Toast: Story = { args: { variant: 'toast' }, parameters: { docs: { story: { inline: false, height: '220px' } } } };

/** As a dialog. */
export const Modal: Story = { args: { variant: 'modal' }, parameters: { docs: { story: { inline: false, height: '320px' } } } };

/** Nothing is left. */
export const UsedUp: Story = { parameters: { billing: { user: 'user_over_limit' } } };

/** There is enough: nothing to see. */
export const Enough: Story = { parameters: { billing: { user: 'user_pro' } } };

/** Anything a page wants to say, remembered by its name when it is dismissed. */
export const Options: Story = {
  render: () =>
    nudge(
      { name: 'branding', upgradeUrl: '#plans' },
      html`<span slot="title">Custom branding is here.</span><span slot="text">Put your own logo on every page.</span>`,
    ),
};

export const Theming: Story = {
  render: () => html`
    <style>
      .warm {
        font-family: Georgia, serif;
        --billing-accent: light-dark(#8a3b12, #f0a878);
        --billing-on-accent: light-dark(#fff, #2b1204);
        --billing-radius-small: 2px;
      }
      .warm upgrade-nudge::part(alert) { border-width: 0; border-inline-start-width: 4px; }
    </style>
    <div class="warm">${nudge({ feature: 'api_calls' })}</div>
  `,
};

export const Narrow: Story = { parameters: { width: '280px' } };

export const RightToLeft: Story = { globals: { dir: 'rtl', lang: 'ar' } };

/** Heard once, when the reader pauses. Escape puts a toast away that has the focus; a dialog gives the focus back. */
export const Accessibility: Story = {};
