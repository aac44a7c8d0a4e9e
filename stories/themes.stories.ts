import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';

/** The tokens that matter most; each has a fallback, so that a page sets those it cares about. */
interface Tokens {
  readonly accent?: string;
  readonly accentDark?: string;
  readonly onAccent?: string;
  readonly onAccentDark?: string;
  readonly surface?: string;
  readonly surfaceDark?: string;
  readonly ink?: string;
  readonly inkDark?: string;
  readonly radius?: number;
  readonly radiusSmall?: number;
  readonly space?: number;
  readonly font?: string;
  readonly fontHeading?: string;
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
/** The rule a page would have in its own style sheet. A colour for the dark goes with its colour for the light. */
function cssOf(tokens: Tokens): string {
  const all = Object.entries(tokens as Readonly<Record<string, string | number | undefined>>).filter(([, value]) => value !== undefined && value !== '');
  const values = new Map(all.map(([name, value]) => [name, typeof value === 'number' ? `${value}px` : String(value)]));
  const lines = [...values]
    .filter(([name]) => !name.endsWith('Dark'))
    .map(([name, light]) => {
      const dark = values.get(`${name}Dark`);
      return `  --billing-${kebab(name)}: ${dark ? `light-dark(${light}, ${dark})` : light};`;
    });
  return lines.length > 0 ? `billing-provider {\n${lines.join('\n')}\n}` : '/* Every token has a fallback: this is the default. */';
}

const gallery = (): TemplateResult => html`
  <style>
    .gallery { display: grid; gap: 32px; }
    .columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(320px, 100%), 1fr)); gap: 20px; align-items: start; }
    .columns > div { display: grid; gap: 20px; }
  </style>
  <div class="gallery">
    <billing-alert></billing-alert>
    <pricing-table currencies=""></pricing-table>
    <div class="columns">
      <div>
        <subscription-panel></subscription-panel>
        <payment-methods></payment-methods>
        <billing-details></billing-details>
        <feature-gate feature="sso"><template>Single sign-on</template></feature-gate>
      </div>
      <div>
        <usage-summary limits></usage-summary>
        <usage-chart feature="api_calls"></usage-chart>
        <usage-meter feature="transfer_gb" shape="ring"></usage-meter>
        <upgrade-prompt feature="custom_branding"></upgrade-prompt>
        <credit-balance low="10"></credit-balance>
      </div>
      <div>
        <cost-estimator usage="api_calls=64000"></cost-estimator>
        <support-form></support-form>
      </div>
    </div>
    <invoice-list></invoice-list>
    <upgrade-nudge feature="transfer_gb"></upgrade-nudge>
    <div><checkout-button price="price_pro_month_usd"></checkout-button></div>
  </div>
`;

const copy = ({ currentTarget }: Event): void => {
  const button = currentTarget as HTMLElement;
  void navigator.clipboard.writeText(button.previousElementSibling?.textContent ?? '').then(() => {
    button.textContent = 'Copied';
  });
};

/**
 * Three themes come with the kit: `<billing-provider theme="paper">`. A theme is a set of tokens on the provider alone,
 * fetched when it is named. The page's own rule for `billing-provider` wins over it, token by token; **Make your own**
 * shows them live and writes that rule.
 */
const meta: Meta<Tokens> = {
  title: 'Themes',
  parameters: { billing: { user: 'user_near_limit' }, controls: { disable: true } },
  render: gallery,
};
export default meta;

type Story = StoryObj<Tokens>;

/** No theme: what every token falls back to. */
export const Default: Story = {};

/** Calm and roomy. */
export const Studio: Story = { globals: { theme: 'studio' } };

/** Editorial: serif headings and sums on cream. */
export const Paper: Story = { globals: { theme: 'paper' } };

/** Dense and technical. */
export const Terminal: Story = { globals: { theme: 'terminal' } };

/** Change the controls below; take the rule at the end into your own style sheet. */
export const MakeYourOwn: Story = {
  args: { accent: '#8a3b12', accentDark: '#f0a878', onAccent: '#ffffff', onAccentDark: '#2a1206', radius: 6, radiusSmall: 4, space: 8, fontHeading: 'Georgia, serif' },
  argTypes: {
    ...Object.fromEntries(
      ['accent', 'accentDark', 'onAccent', 'onAccentDark', 'surface', 'surfaceDark', 'ink', 'inkDark'].map((name) => [name, { control: 'color' }]),
    ),
    radius: { control: { type: 'range', min: 0, max: 28 } },
    radiusSmall: { control: { type: 'range', min: 0, max: 20 } },
    space: { control: { type: 'range', min: 5, max: 12, step: 0.5 } },
    font: { control: 'text' },
    fontHeading: { control: 'text' },
  },
  parameters: { controls: { disable: false } },
  render: (tokens) => html`
    <style .textContent=${cssOf(tokens)}></style>
    ${gallery()}
    <style>
      .rule { margin-block: 32px 12px; padding: 16px; border: 1px solid color-mix(in oklab, currentColor 20%, transparent); border-radius: 8px; overflow: auto; font: 14px/1.6 ui-monospace, monospace; }
      .copy { padding: 8px 16px; border: 1px solid; border-radius: 8px; background: none; color: inherit; font: inherit; cursor: pointer; }
    </style>
    <pre class="rule" tabindex="0" role="region" aria-label="The rule for your style sheet">${cssOf(tokens)}</pre>
    <button class="copy" type="button" @click=${copy}>Copy CSS</button>
  `,
};
