import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { CostEstimator } from '../src/elements/cost-estimator.js';

type Args = Partial<Pick<CostEstimator, 'plans' | 'features' | 'seats' | 'seatFeature' | 'interval' | 'currency' | 'currencies' | 'signupUrl'>> & { usage?: string };

const estimator = ({ usage, plans, features, seats, seatFeature, interval, currency, currencies, signupUrl }: Args = {}, content: unknown = '') => html`
  <cost-estimator
    usage=${ifDefined(usage)}
    plans=${ifDefined(plans)}
    features=${ifDefined(features)}
    seats=${ifDefined(seats)}
    seat-feature=${ifDefined(seatFeature)}
    interval=${ifDefined(interval)}
    currency=${ifDefined(currency)}
    currencies=${ifDefined(currencies)}
    signup-url=${ifDefined(signupUrl)}
    >${content}</cost-estimator
  >
`;

/**
 * Sliders over what the plans measure, and over seats: what each plan would cost a month, to the cent as the API bills
 * it, and which one fits best. A number that is known can be typed: click on it.
 */
const meta: Meta<Args> = {
  title: 'Elements/cost-estimator',
  component: 'cost-estimator',
  args: { usage: 'api_calls=64000, transfer_gb=20', seats: 3 },
  argTypes: { interval: { control: 'inline-radio', options: ['month', 'year'] } },
  parameters: { billing: { user: 'user_free' }, width: 'min(100%, 480px)' },
  render: (args) => estimator(args),
};
export default meta;

type Story = StoryObj<Args>;

/** 64,000 calls and three seats. */
export const Playground: Story = {};

/** Use beyond what is included is part of the sum. */
export const MeteredUse: Story = { args: { usage: 'api_calls=640000', features: 'api_calls' } };

/** Someone who pays already: their plan is marked, and the button changes it. */
export const CurrentPlan: Story = { parameters: { billing: { user: 'user_pro' } }, args: { usage: 'api_calls=4000' } };

/** A visitor without a session: the catalog by publishable key, and the button leads to signing up. */
export const Anonymous: Story = { parameters: { billing: { anonymous: true } }, args: { signupUrl: '#sign-up' } };

/** Only a plan to talk about holds this. */
export const TalkToUs: Story = { args: { usage: 'transfer_gb=400' } };

/** Nothing on sale holds this. */
export const NothingFits: Story = { args: { plans: 'hobby,starter', usage: 'api_calls=64000' } };

/** Before the answer. */
export const Loading: Story = { parameters: { billing: { fault: 'hangs' } } };

/** The billing service answers with an error. */
export const ServiceFails: Story = { parameters: { billing: { fault: 'server-error' } } };

/** Plans that are only for who is signed in. */
export const SignedOut: Story = { parameters: { billing: { user: null } } };

/** Yearly prices, a choice of currencies, and seats that count against the members a plan allows. */
export const Options: Story = {
  args: { interval: 'year', currencies: '', seatFeature: 'team_members', seats: 8, usage: 'api_calls=8000' },
  render: (args) => estimator(args, html`<span slot="heading">What would it cost you?</span>`),
};

/** Tokens from the page, and parts. */
export const Theming: Story = {
  render: (args) => html`
    <style>
      .warm {
        font-family: Georgia, serif;
        --billing-accent: light-dark(#8a3b12, #f0a878);
        --billing-radius: 2px;
        --billing-radius-small: 2px;
      }
      .warm cost-estimator::part(best) { font-style: italic; }
    </style>
    <div class="warm">${estimator(args)}</div>
  `,
};

/** 280 pixels wide. */
export const Narrow: Story = { parameters: { width: '280px' }, args: { currencies: '' } };

/** Sliders grow from the side where reading starts. */
export const RightToLeft: Story = { globals: { dir: 'rtl', lang: 'ar' } };

/**
 * Sliders say their amounts in words and move by arrow keys from one round number to the next; beside each stands an input.
 * Plans are radio buttons; those that cannot hold the amount are out of reach. What fits best is said aloud when it changes.
 */
export const Accessibility: Story = {};
