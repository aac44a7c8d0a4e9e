import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { UsageMeter } from '../src/elements/usage-meter.js';

type Args = Partial<Pick<UsageMeter, 'feature' | 'shape' | 'compact' | 'near' | 'over' | 'upgradeUrl'>>;

const meter = ({ feature = 'api_calls', shape = 'bar', compact = false, near, over, upgradeUrl }: Args, content: unknown = '') => html`
  <usage-meter
    feature=${feature}
    shape=${shape}
    ?compact=${compact}
    near=${ifDefined(near)}
    over=${ifDefined(over)}
    upgrade-url=${ifDefined(upgradeUrl)}
    >${content}</usage-meter
  >
`;

const pair = (args: Args = {}) => html`
  <div class="pair">${meter({ ...args, feature: 'api_calls' })} ${meter({ ...args, feature: 'transfer_gb' })}</div>
  <style>
    .pair { display: grid; gap: 22px; }
  </style>
`;

/**
 * How much of a metered feature is used in this period: the amount, its limit, what is left and when it starts anew. It
 * follows the API while it is on the page, and says aloud when the limit comes near or is reached.
 *
 * The pictures are of a real billing API that runs inside this page.
 */
const meta: Meta<Args> = {
  title: 'Elements/usage-meter',
  component: 'usage-meter',
  args: { feature: 'api_calls', shape: 'bar', compact: false },
  argTypes: {
    feature: { control: 'inline-radio', options: ['api_calls', 'transfer_gb'] },
    shape: { control: 'inline-radio', options: ['bar', 'ring'] },
    near: { control: { type: 'number', min: 0, max: 100 } },
    over: { control: { type: 'number', min: 0 } },
  },
  parameters: { billing: { user: 'user_pro' }, width: 'min(100%, 400px)' },
  render: (args) => meter(args),
};
export default meta;

type Story = StoryObj<Args>;

/** A customer on Pro, with two thirds of the month's calls used. */
export const Playground: Story = {};

/** From 80 percent on, or wherever `near` says: the colour has words beside it. */
export const NearTheLimit: Story = { parameters: { billing: { user: 'user_near_limit' } }, render: () => pair() };

/** At the limit it says what would help, and asks the page with `billing-upgrade-request` or leads to `upgrade-url`. */
export const AtTheLimit: Story = { args: { upgradeUrl: '#plans' }, parameters: { billing: { user: 'user_over_limit' } } };

/** Before the answer: as high as the meter that follows. */
export const Loading: Story = { parameters: { billing: { fault: 'hangs' } } };

/** A feature that the plan does not measure. */
export const NothingCounted: Story = { render: () => meter({ feature: 'carrier_pigeons' }) };

/** The billing service answers with an error. */
export const ServiceFails: Story = { parameters: { billing: { fault: 'server-error' } } };

/** No answer at all. */
export const Offline: Story = { parameters: { billing: { fault: 'offline' } } };

/** The session has ended. */
export const SignedOut: Story = { parameters: { billing: { user: null } } };

/** The same as a ring. */
export const Ring: Story = { parameters: { billing: { user: 'user_near_limit' } }, render: () => pair({ shape: 'ring' }) };

/** One line, for lists and menus. */
export const Compact: Story = { parameters: { billing: { user: 'user_near_limit' } }, render: () => pair({ compact: true }) };

/** One line beside a small ring. */
export const CompactRing: Story = {
  parameters: { billing: { user: 'user_near_limit' } },
  render: () => pair({ compact: true, shape: 'ring' }),
};

/** Thresholds, the feature's name and the words at the limit are the page's to choose. */
export const Options: Story = {
  parameters: { billing: { user: 'user_over_limit' } },
  render: () => html`
    <div class="pair">
      ${meter({ near: 50 }, html`<span slot="label">Requests this month</span><span slot="upgrade">Get 10 times as many</span>`)}
      ${meter({ feature: 'transfer_gb', over: 90 })}
    </div>
    <style>
      .pair { display: grid; gap: 22px; }
    </style>
  `,
};

/** Tokens from the page, and its parts and states for the rest. */
export const Theming: Story = {
  parameters: { billing: { user: 'user_near_limit' } },
  render: () => html`
    <style>
      .warm {
        display: grid;
        gap: 24px;
        font-family: Georgia, serif;
        --billing-accent: light-dark(#8a3b12, #f0a878);
        --billing-warn-fill: light-dark(#c98a00, #f2c14e);
      }
      .warm usage-meter { --bar-size: 3px; --ring-size: 88px; }
      .warm usage-meter:state(near)::part(label) { font-style: italic; }
    </style>
    <div class="warm">${meter({})} ${meter({ feature: 'transfer_gb', shape: 'ring' })}</div>
  `,
};

/** 280 pixels wide. */
export const Narrow: Story = {
  parameters: { billing: { user: 'user_over_limit' }, width: '280px' },
  render: () => html`${pair()}<br />${pair({ shape: 'ring' })}`,
};

/** It fills from the side where reading starts. */
export const RightToLeft: Story = {
  globals: { dir: 'rtl', lang: 'ar' },
  parameters: { billing: { user: 'user_near_limit' } },
  render: () => html`${pair()}<br />${pair({ shape: 'ring' })}`,
};

/**
 * A `meter` with a name, a range and a sentence (`aria-valuetext`) instead of a bare number. Levels are words as well as
 * colours, and a change of level is said aloud once, politely.
 */
export const Accessibility: Story = {
  parameters: { billing: { user: 'user_near_limit' } },
  render: () => html`${pair()}<br />${pair({ shape: 'ring' })}`,
};
