import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { UsageSummary } from '../src/elements/usage-summary.js';

type Args = Partial<Pick<UsageSummary, 'features' | 'limits' | 'near' | 'over' | 'upgradeUrl'>>;

const summary = ({ features, limits = false, near, over, upgradeUrl }: Args = {}, content: unknown = '') => html`
  <usage-summary
    features=${ifDefined(features)}
    ?limits=${limits}
    near=${ifDefined(near)}
    over=${ifDefined(over)}
    upgrade-url=${ifDefined(upgradeUrl)}
    >${content}</usage-summary
  >
`;

/**
 * All metered features of the plan in one card, the fullest levels first, and when they start anew. It is one request,
 * which meters elsewhere on the page share.
 */
const meta: Meta<Args> = {
  title: 'Elements/usage-summary',
  component: 'usage-summary',
  args: { limits: false },
  argTypes: {
    near: { control: { type: 'number', min: 0, max: 100 } },
    over: { control: { type: 'number', min: 0 } },
  },
  parameters: { billing: { user: 'user_pro' }, width: 'min(100%, 440px)' },
  render: (args) => summary(args),
};
export default meta;

type Story = StoryObj<Args>;

/** A customer on Pro. */
export const Playground: Story = {};

/** What is nearly full comes first, with the way to more. */
export const NearTheLimit: Story = { args: { upgradeUrl: '#plans' }, parameters: { billing: { user: 'user_near_limit' } } };

/** One reached its limit, the other is near it. */
export const AtTheLimit: Story = { args: { upgradeUrl: '#plans' }, parameters: { billing: { user: 'user_over_limit' } } };

/** Also the limits that nothing is counted against. */
export const WithLimits: Story = { args: { limits: true } };

/** Before the answer: as high as the card that follows. */
export const Loading: Story = { parameters: { billing: { fault: 'hangs' } } };

/** A plan that measures none of the features asked for. */
export const NothingCounted: Story = { args: { features: 'carrier_pigeons' } };

/** The billing service answers with an error. */
export const ServiceFails: Story = { parameters: { billing: { fault: 'server-error' } } };

/** The session has ended. */
export const SignedOut: Story = { parameters: { billing: { user: null } } };

/** Its own order and heading. */
export const Options: Story = {
  render: () => summary({ features: 'transfer_gb, api_calls', near: 40 }, html`<span slot="heading">This month</span>`),
};

/** Tokens from the page, and the parts of the card and of the meters in it. */
export const Theming: Story = {
  parameters: { billing: { user: 'user_near_limit' } },
  render: () => html`
    <style>
      .warm {
        font-family: Georgia, serif;
        --billing-accent: light-dark(#8a3b12, #f0a878);
        --billing-radius: 2px;
      }
      .warm usage-summary::part(label) { font-style: italic; }
    </style>
    <div class="warm">${summary({ limits: true })}</div>
  `,
};

/** 280 pixels wide. */
export const Narrow: Story = { parameters: { billing: { user: 'user_over_limit' }, width: '280px' }, args: { upgradeUrl: '#plans', limits: true } };

/** The bars fill from the side where reading starts. */
export const RightToLeft: Story = { globals: { dir: 'rtl', lang: 'ar' }, args: { limits: true } };

/** A list of meters, each with a name, a range and a sentence; a level that changes is said aloud once, by its own meter. */
export const Accessibility: Story = { parameters: { billing: { user: 'user_near_limit' } }, args: { limits: true } };
