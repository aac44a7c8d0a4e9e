import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { SubscriptionPanel } from '../src/elements/subscription-panel.js';
import type { OwnerCall } from './support/api.js';

type Args = Partial<Pick<SubscriptionPanel, 'plansUrl'>>;

const panel = ({ plansUrl }: Args = {}) => html`<subscription-panel plans-url=${ifDefined(plansUrl)}></subscription-panel>`;

interface Listed {
  readonly data: readonly { readonly id: string }[];
}

/** What a customer did before the story begins. */
const after = (user: string, path: string, body: object) => async (call: OwnerCall): Promise<void> => {
  const { data } = (await call(`/subscriptions?customer_id=${user}`)) as Listed;
  for (const { id } of data) await call(`/subscriptions/${id}/${path}`, body);
};

/** Opens a dialog of the panel, and chooses in it. */
const open =
  (part: 'change' | 'cancel', ...selectors: readonly string[]): NonNullable<Story['play']> =>
  async ({ canvasElement }) => {
    for (const selector of [`[part=${part}]`, ...selectors]) (await drawn(canvasElement, selector)).click();
    await drawn(canvasElement, 'dialog h3');
  };

async function drawn(canvas: HTMLElement, selector: string): Promise<HTMLElement> {
  for (;;) {
    const found = canvas.querySelector('subscription-panel')?.shadowRoot?.querySelector<HTMLElement>(selector);
    if (found) return found;
    await new Promise(requestAnimationFrame);
  }
}

/**
 * The customer's plan: what it costs, when it renews or ends, which card pays. Plans and seats change after a preview that
 * says line by line what is due, and exactly that is charged; smaller plans wait for the end of the paid period. Cancelling
 * asks when and why, and can be taken back until it takes effect.
 *
 * The API decides: nothing on the screen changes before it has answered.
 */
const meta: Meta<Args> = {
  title: 'Elements/subscription-panel',
  component: 'subscription-panel',
  parameters: { billing: { user: 'user_pro' }, width: 'min(100%, 620px)' },
  render: (args) => panel(args),
};
export default meta;

type Story = StoryObj<Args>;

/** Three seats of Pro, paid by card. */
export const Playground: Story = {};

/** What there is to choose from; seats where the plan is sold by the seat. */
export const ChoosingAPlan: Story = { parameters: { billing: { user: 'user_near_limit' } }, play: open('change') };

/** The preview. Its amount is what is charged, or nothing is: if it is another one by the time it is confirmed, it is shown anew. */
export const Preview: Story = {
  parameters: { billing: { user: 'user_near_limit' } },
  play: open('change', '[value=price_pro_month_usd]', 'dialog [type=submit]', '.sums'),
};

/** A smaller plan waits until the paid period ends, and can be taken back until then. */
export const ChangeAhead: Story = {
  parameters: { billing: { user: 'user_pro', before: after('user_pro', 'change-plan', { new_price_id: 'price_starter_month_usd' }) } },
};

/** When, and why; and what is lost. */
export const Cancelling: Story = { play: open('cancel') };

/** Cancelled, in force until the period ends, and one press away from going on. */
export const Ending: Story = { parameters: { billing: { user: 'user_canceling' } } };

/** On trial: what follows, and when. */
export const Trial: Story = { parameters: { billing: { user: 'user_trialing' } } };

/** A payment did not go through: what to do about it. */
export const PastDue: Story = { parameters: { billing: { user: 'user_past_due' } } };

/** A plan that costs nothing, and no card on file. */
export const FreePlan: Story = { parameters: { billing: { user: 'user_free' } } };

/** No plan: `billing-upgrade-request` asks the page to show some, or `plans-url` leads there. */
export const NoSubscription: Story = { args: { plansUrl: '#plans' }, parameters: { billing: { user: 'user_of_nothing' } } };

/** The plan has ended. */
export const Ended: Story = {
  args: { plansUrl: '#plans' },
  parameters: { billing: { user: 'user_near_limit', before: after('user_near_limit', 'cancel', { immediately: true }) } },
};

/** Before the answer: as high as what follows. */
export const Loading: Story = { parameters: { billing: { fault: 'hangs' } } };

/** The billing service answers with an error. */
export const ServiceFails: Story = { parameters: { billing: { fault: 'server-error' } } };

/** The session has ended. */
export const SignedOut: Story = { parameters: { billing: { user: null } } };

/** Another heading. */
export const Options: Story = {
  render: () => html`<subscription-panel><span slot="heading">Your plan</span></subscription-panel>`,
};

/** Tokens from the page, and its parts for the rest. */
export const Theming: Story = {
  parameters: { billing: { user: 'user_canceling' } },
  render: () => html`
    <style>
      .warm {
        font-family: Georgia, serif;
        --billing-accent: light-dark(#8a3b12, #f0a878);
        --billing-on-accent: light-dark(#fff, #2a1206);
        --billing-radius: 3px;
        --billing-radius-small: 2px;
      }
      .warm subscription-panel::part(plan) { font-style: italic; }
      .warm subscription-panel::part(note) { background: light-dark(#fbf1e6, #2b2119); }
    </style>
    <div class="warm">${panel()}</div>
  `,
};

/** From right to left. */
export const RightToLeft: Story = { globals: { dir: 'rtl', lang: 'ar' }, parameters: { billing: { user: 'user_canceling' } } };

/** 280 pixels wide. */
export const Narrow: Story = { parameters: { billing: { user: 'user_past_due' }, width: '280px' } };

/**
 * The dialogs are the browser's own: they keep the focus inside, close on Escape and give it back. Each step begins at its
 * heading, what came of an action is said once, politely, and a status is a word as well as a colour.
 */
export const Accessibility: Story = { parameters: { billing: { user: 'user_canceling' } } };
