import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { PricingTable } from '../src/elements/pricing-table.js';

type Args = Pick<PricingTable, 'layout' | 'plans' | 'interval' | 'currency' | 'currencies' | 'seats' | 'compact' | 'signupUrl'>;

const heading = html`
  <h2 slot="heading">Simple plans that grow with you</h2>
  <p slot="description">Change or cancel whenever you like.</p>
`;

const table = (args: Partial<Args>, content: unknown = heading) => html`
  <pricing-table
    layout=${args.layout ?? 'cards'}
    plans=${ifDefined(args.plans)}
    interval=${ifDefined(args.interval)}
    currency=${ifDefined(args.currency)}
    currencies=${ifDefined(args.currencies)}
    seats=${ifDefined(args.seats)}
    signup-url=${ifDefined(args.signupUrl)}
    ?compact=${args.compact}
  >
    ${content}
  </pricing-table>
`;

/**
 * The plans on sale, with what can be done about each. Under a `<billing-provider>` it knows the current plan and opens
 * checkouts; with a publishable key, a JSON file or inline JSON it needs no session at all.
 *
 * The pictures are of a real billing API that runs inside this page.
 */
const meta: Meta<Args> = {
  title: 'Elements/pricing-table',
  component: 'pricing-table',
  args: { layout: 'cards' },
  argTypes: {
    layout: { control: 'inline-radio', options: ['cards', 'comparison'] },
    interval: { control: 'inline-radio', options: ['month', 'year'] },
    currency: { control: 'inline-radio', options: ['USD', 'EUR'] },
    seats: { control: { type: 'number', min: 1 } },
  },
  parameters: { billing: { user: 'user_near_limit' } },
  render: (args) => table(args),
};
export default meta;

type Story = StoryObj<Args>;

/** A customer on Starter looks at the yearly prices. */
export const Playground: Story = { args: { interval: 'year' } };

/** A visitor: buttons lead to the sign-up, with plan, price and quantity in the address. */
export const Anonymous: Story = { args: { signupUrl: '/signup' }, parameters: { billing: { anonymous: true } } };

/** On the free plan everything else is an upgrade, and the trial is on offer. */
export const OnTheFreePlan: Story = { parameters: { billing: { user: 'user_free' } } };

/** On Pro with three seats, smaller plans are downgrades. */
export const OnTheLargestPlan: Story = { args: { seats: 3 }, parameters: { billing: { user: 'user_pro' } } };

/** The subscription was canceled and runs to the end of its period: the button takes the cancellation back. */
export const Canceling: Story = { parameters: { billing: { user: 'user_canceling' } } };

/** All features of all plans, with the plans' heads staying in sight. */
export const Comparison: Story = { args: { layout: 'comparison' } };

/** On a phone a feature stands above its values. */
export const ComparisonOnAPhone: Story = { args: { layout: 'comparison' }, parameters: { width: '288px' } };

export const OnAPhone: Story = { args: { seats: 2, currencies: '' }, parameters: { width: '288px' } };

/** `seats` and `currencies` let the reader choose. */
export const SeatsAndCurrencies: Story = { args: { seats: 5, currencies: 'EUR,USD', currency: 'EUR', interval: 'year' } };

/** `plans` chooses and orders. */
export const SomePlans: Story = { args: { plans: 'starter,pro' } };

export const Compact: Story = { args: { compact: true } };

/** While the plans are on their way, in their place and size. */
export const Loading: Story = { parameters: { billing: { fault: 'hangs' } } };

export const ComparisonLoading: Story = { args: { layout: 'comparison' }, parameters: { billing: { fault: 'hangs' } } };

/** The API did not answer. Content of the page, plain prices say, stands in. */
export const Failed: Story = {
  parameters: { billing: { fault: 'server-error' } },
  render: (args) => table(args, html`<p>Hobby is free, Starter is $23 and Pro $59 a month.</p>`),
};

export const SignedOut: Story = { parameters: { billing: { user: null } } };

export const Empty: Story = { args: { plans: 'none' } };

const product = (id: string, name: string, month: number, year: number, currency: string, features: string[], highlighted = false) => ({
  id,
  name,
  highlighted,
  description: 'For people who know what they want.',
  prices: [
    { id: `${id}_month`, amount: month, currency, interval: 'month' },
    { id: `${id}_year`, amount: year, currency, interval: 'year' },
  ],
  features,
});

const inline = (products: unknown[], lang?: string) => html`
  <pricing-table signup-url="/signup?plan={plan}" lang=${lang ?? nothing}>
    ${heading}
    <script type="application/json">${JSON.stringify({ products })}</script>
  </pricing-table>
`;

/** Plans as JSON inside the element: no API, no key. */
export const InlineJson: Story = {
  parameters: { billing: false },
  render: () =>
    inline([
      product('solo', 'Solo', 900, 9000, 'USD', ['One site', 'All blocks']),
      product('studio', 'Studio', 2900, 29_000, 'USD', ['One site', 'All blocks', 'Client billing', 'White label'], true),
      product('agency', 'Agency', 9900, 99_000, 'USD', ['One site', 'All blocks', 'Client billing', 'White label', 'Named contact']),
    ]),
};

/** Malformed JSON is told to the page's author and harms nothing around it. */
export const MalformedJson: Story = {
  parameters: { billing: false },
  render: () => html`<pricing-table><script type="application/json">{ "products": [{ "id": "solo" }] }</script></pricing-table>`,
};

/** Currencies without decimals, and amounts that need their room. */
export const LongAmounts: Story = {
  parameters: { billing: false },
  render: () =>
    html`${inline([
      product('a', 'Yen', 12_800, 128_000, 'JPY', ['No decimals']),
      product('b', 'Won', 1_280_000, 12_800_000, 'KRW', ['No decimals either'], true),
      product('c', 'Euro', 123_456, 1_234_560, 'EUR', ['Two decimals']),
    ])}`,
};

export const SevenPlans: Story = {
  parameters: { billing: false },
  render: () =>
    inline(
      Array.from({ length: 7 }, (_, index) =>
        product(`p${index}`, `Plan ${index + 1}`, index * 1900, index * 19_000, 'USD', Array.from({ length: index + 2 }, (__, at) => `Feature ${at + 1}`), index === 3),
      ),
    ),
};

export const OnePlan: Story = {
  parameters: { billing: false },
  render: () => inline([product('all', 'Everything', 1900, 19_000, 'USD', Array.from({ length: 40 }, (_, at) => `Feature ${at + 1}`))]),
};

/** Two looks from a few tokens: a square monochrome one, and a warm editorial one. */
export const Theming: Story = {
  render: (args) => html`
    <style>
      .mono { --billing-accent: light-dark(#000, #fff); --billing-on-accent: light-dark(#fff, #000); --billing-radius: 0; --billing-radius-small: 0; --billing-radius-round: 0; --billing-font: ui-monospace, monospace; font-size: 14px; }
      .warm { --billing-accent: oklch(48% 0.13 35); --billing-on-accent: #fff; --billing-surface: oklch(98% 0.02 85); --billing-ink: oklch(27% 0.03 50); --billing-radius: 20px; --billing-radius-small: 99px; background: oklch(95.5% 0.03 85); color: oklch(27% 0.03 50); margin-block-start: 40px; padding: 32px; color-scheme: light; }
      .warm h2 { font-family: Georgia, serif; font-weight: 400; }
    </style>
    <div class="mono">${table(args)}</div>
    <div class="warm">${table(args)}</div>
  `,
};

export const Dark: Story = { args: { interval: 'year' }, globals: { scheme: 'dark' } };

export const ComparisonDark: Story = { args: { layout: 'comparison' }, globals: { scheme: 'dark' } };

export const RightToLeft: Story = { args: { interval: 'year', seats: 2, currencies: '' }, globals: { dir: 'rtl', lang: 'ar' } };

/**
 * Cards are a list, the switch is a group of radio buttons, the comparison is a table with row and column heads.
 * Every button says of which plan it is; prices are said in words ("per seat per month").
 */
export const Accessibility: Story = {
  render: (args) => html`${table({ ...args, seats: 2, currencies: '' })}<p>&nbsp;</p>${table({ ...args, layout: 'comparison' }, nothing)}`,
};
