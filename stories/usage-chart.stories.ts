import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { UsageChart } from '../src/elements/usage-chart.js';
import type { OwnerCall } from './support/api.js';

type Args = Partial<Pick<UsageChart, 'feature' | 'days' | 'interval'>>;

const chart = ({ feature = 'api_calls', days, interval = 'day' }: Args = {}, content: unknown = '') => html`
  <usage-chart feature=${feature} days=${ifDefined(days)} interval=${interval}>${content}</usage-chart>
`;

/** What the signed-in user has used today. */
const usedToday = (customer_id: string) => (call: OwnerCall): Promise<unknown> =>
  call('/v1/usage/track', { customer_id, feature_key: 'api_calls', quantity: 240 });

/** The customer is made with it, and has used nothing yet. */
const subscribed = (customer_id: string) => async (call: OwnerCall): Promise<void> => {
  await call('/v1/session-tokens', { externalUserId: customer_id });
  await call('/subscriptions', { customer_id, price_id: 'price_hobby_month_usd' });
};

/**
 * How the use of a metered feature went over time: bars against an even share of the limit, and the same as a table. The
 * drawing is fetched where there is a chart, so that other pages do without it.
 */
const meta: Meta<Args> = {
  title: 'Elements/usage-chart',
  component: 'usage-chart',
  args: { feature: 'api_calls', interval: 'day' },
  argTypes: {
    feature: { control: 'inline-radio', options: ['api_calls', 'transfer_gb'] },
    interval: { control: 'inline-radio', options: ['hour', 'day', 'month'] },
    days: { control: { type: 'number', min: 1, max: 365 } },
  },
  parameters: { billing: { user: 'user_near_limit', before: usedToday('user_near_limit') }, width: 'min(100%, 640px)' },
  render: (args) => chart(args),
};
export default meta;

type Story = StoryObj<Args>;

/** The current period, with today not over yet. */
export const Playground: Story = {};

/** The last week. */
export const LastWeek: Story = { args: { days: 7 } };

/** Hour by hour, in the reader's own time. */
export const ByTheHour: Story = { args: { days: 3, interval: 'hour' } };

/** Month by month. */
export const ByTheMonth: Story = { args: { days: 365, interval: 'month' } };

/** No limit to have a share of. */
export const OtherFeature: Story = { args: { feature: 'transfer_gb', days: 30 }, parameters: { billing: { user: 'user_pro' } } };

/** The table behind the bars. */
export const AsTable: Story = {
  args: { days: 7 },
  play: async ({ canvasElement }) => {
    const element = canvasElement.querySelector('usage-chart');
    const toggle = () => element?.shadowRoot?.querySelector<HTMLElement>('[part=toggle]');
    while (!toggle()) await new Promise(requestAnimationFrame);
    toggle()?.click();
  },
};

/** Before the answer: as high as the chart that follows. */
export const Loading: Story = { parameters: { billing: { fault: 'hangs' } } };

/** Nothing was used in this time. */
export const NothingUsed: Story = { parameters: { billing: { user: 'user_of_today', before: subscribed('user_of_today') } } };

/** A feature that the catalog does not have. */
export const NothingCounted: Story = { args: { feature: 'carrier_pigeons' } };

/** The billing service answers with an error. */
export const ServiceFails: Story = { parameters: { billing: { fault: 'server-error' } } };

/** The session has ended. */
export const SignedOut: Story = { parameters: { billing: { user: null } } };

/** Its own heading and height. */
export const Options: Story = {
  render: () => html`
    <style>
      .low { --chart-height: 64px; }
    </style>
    <div class="low">${chart({ days: 30 }, html`<span slot="heading">Requests, last 30 days</span>`)}</div>
  `,
};

/** Tokens from the page, and the drawing's parts. */
export const Theming: Story = {
  render: () => html`
    <style>
      .warm {
        font-family: Georgia, serif;
        --billing-accent: light-dark(#8a3b12, #f0a878);
        --billing-radius: 2px;
      }
      .warm usage-chart::part(share) { stroke-dasharray: none; }
    </style>
    <div class="warm">${chart()}</div>
  `,
};

/** 280 pixels wide. */
export const Narrow: Story = { parameters: { width: '280px' } };

/** Time runs from right to left, as reading does. */
export const RightToLeft: Story = { globals: { dir: 'rtl', lang: 'ar' } };

/** A picture with a sentence that describes it, and the table behind it for every single number. */
export const Accessibility: Story = {};
