import type { Meta, StoryContext, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { BillingProvider } from '../src/elements/billing-provider.js';
import type { StoryBilling } from './support/api.js';
import { clientOf } from './support/decorators.js';

type Args = Partial<Pick<BillingProvider, 'appearance' | 'theme' | 'signInUrl'>>;
type Context = StoryContext<Args>;

const account = html`
  <div class="account">
    <usage-meter feature="api_calls"></usage-meter>
    <feature-gate feature="custom_branding"><template><p class="open">Your own logo on every page.</p></template></feature-gate>
    <subscription-panel></subscription-panel>
  </div>
  <style>
    .account { display: grid; gap: 20px; }
    .open { margin: 0; padding: 16px 20px; border: 1px solid; border-radius: 8px; }
  </style>
`;

/** In your page `api-url` and `session-token-url` stand here; in this catalogue the API is in the page. */
const provider = ({ appearance, theme, signInUrl }: Args, { abortSignal, globals, parameters }: Context, content: unknown = account): TemplateResult => html`
  <billing-provider
    appearance=${ifDefined(appearance)}
    theme=${ifDefined(theme ?? ((globals['theme'] as Args['theme']) || undefined))}
    sign-in-url=${ifDefined(signInUrl)}
    .client=${clientOf(abortSignal, parameters['provided'] as StoryBilling | undefined)}
    >${content}</billing-provider
  >
`;

/**
 * The session with the billing API, for all elements inside it. It draws nothing: what is seen here are elements that it
 * serves, and a page with hundreds of them has one session, one token and one request for each thing they show.
 *
 * What happens to the session is told as `billing-session-change`, which never holds the token.
 */
const meta: Meta<Args> = {
  title: 'Elements/billing-provider',
  component: 'billing-provider',
  argTypes: {
    appearance: { control: 'inline-radio', options: ['light', 'dark', 'auto'] },
    theme: { control: 'inline-radio', options: ['studio', 'paper', 'terminal'] },
    signInUrl: { control: 'text' },
  },
  parameters: { billing: false, width: 'min(100%, 520px)' },
  render: (args, context) => provider(args, context),
};
export default meta;

type Story = StoryObj<Args>;

/** A customer on Pro. */
export const Playground: Story = {};

/** Before there is a session, each element has its own face for it. */
export const Loading: Story = { parameters: { provided: { fault: 'hangs' } } };

/** The API does not answer: each element says so and tries again by itself, and at once if asked. */
export const ServiceFails: Story = { parameters: { provided: { fault: 'offline' } } };

/** Nobody is signed in. "Sign in" leads to `sign-in-url`; without it the session is asked for again. */
export const SignedOut: Story = { args: { signInUrl: '#sign-in' }, parameters: { provided: { user: null } } };

/** With a publishable key in place of a session: the catalog alone. */
export const Visitor: Story = {
  parameters: { provided: { anonymous: true }, width: '100%' },
  render: (args, context) => provider(args, context, html`<pricing-table signup-url="#sign-up"></pricing-table>`),
};

/** Elements without a provider around them take the first one in the document, be it empty. */
export const BesideIt: Story = { render: (args, context) => html`${provider(args, context, '')}${account}` };

/** Themes and schemes belong to the provider, and several may stand on one page. */
export const Options: Story = {
  render: (args, context) => html`
    <div class="looks">
      ${(['studio', 'paper', 'terminal'] as const).map((theme) => provider({ ...args, theme, appearance: 'light' }, context, html`<usage-summary></usage-summary>`))}
      ${provider({ ...args, appearance: 'dark' }, context, html`<usage-summary></usage-summary>`)}
    </div>
    <style>
      .looks { display: grid; gap: 20px; }
    </style>
  `,
};

/** Your own rule for the provider wins over its theme. */
export const Theming: Story = {
  args: { theme: 'paper' },
  render: (args, context) => html`
    <style>
      .own billing-provider { --billing-accent: light-dark(#0b6b53, #5fd3b0); --billing-radius: 2px; }
    </style>
    <div class="own">${provider(args, context)}</div>
  `,
};

/** Everything inside follows the nearest `lang` and `dir`. */
export const RightToLeft: Story = { globals: { dir: 'rtl', lang: 'ar' } };

/**
 * It has no box, no role and no text: readers meet the elements alone. A change of the session moves no focus and
 * interrupts nothing that is being read.
 */
export const Accessibility: Story = {};
