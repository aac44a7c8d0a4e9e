import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { LitElement, type TemplateResult } from 'lit';
import '../../src/elements/billing-provider.js';
import type { BillingProvider, Theme } from '../../src/elements/billing-provider.js';
import { base } from '../../src/elements/styles/base.js';
import { pricingControls } from '../../src/elements/styles/pricing-controls.js';
import { themes } from '../../src/elements/styles/themes.js';

/** An element of ours: what tokens come to is read from it. */
class ThemeProbe extends LitElement {
  static override styles = [base, pricingControls];

  protected override render(): TemplateResult {
    return html`<div class="toggle"><label><input type="radio" checked />Monthly</label><label>Yearly</label></div>`;
  }
}
customElements.define('theme-probe', ThemeProbe);

type Colour = readonly [red: number, green: number, blue: number];

const NAMES = [undefined, ...(Object.keys(themes) as Theme[])];
const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });

/** Colours laid over each other, as the browser mixes them. */
function painted(...layers: readonly string[]): Colour {
  if (!canvas) throw new Error('no canvas');
  for (const layer of layers) {
    canvas.fillStyle = layer;
    canvas.fillRect(0, 0, 1, 1);
  }
  const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((it) => (it / 255 <= 0.04045 ? it / 255 / 12.92 : ((it / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: Colour, other: Colour): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

describe('themes', () => {
  const worn = async (theme: Theme | undefined, scheme: 'light' | 'dark') => {
    const provider = await fixture<BillingProvider>(
      html`<billing-provider api-url="https://billing.example" publishable-key="pk_test_x" appearance=${scheme}><theme-probe></theme-probe></billing-provider>`,
    );
    if (theme) {
      provider.theme = theme;
      await waitUntil(() => getComputedStyle(provider).getPropertyValue('--billing-accent') !== '', 'the theme is there');
    }
    const probe = provider.querySelector<HTMLElement>('theme-probe');
    if (!probe) throw new Error('no probe');
    /** What a token comes to on the surface of a card. */
    const colourOf = (token: string): string => {
      probe.style.color = 'var(--_ink)';
      const inner = probe.shadowRoot?.appendChild(document.createElement('i'));
      if (!inner) throw new Error('no root');
      inner.style.color = `var(--_${token})`;
      const { color } = getComputedStyle(inner);
      inner.remove();
      return color;
    };
    return { provider, probe, colourOf };
  };

  for (const theme of NAMES) {
    for (const scheme of ['light', 'dark'] as const) {
      it(`${theme ?? 'the default'} has text of 4.5 to 1 and shapes of 3 to 1 and more, ${scheme}`, async () => {
        const { colourOf } = await worn(theme, scheme);
        const surface = colourOf('surface');
        const on = (token: string, ...below: readonly string[]): number => contrast(painted(surface, ...below, colourOf(token)), painted(surface, ...below));
        const weak: string[] = [];
        const want = (name: string, ratio: number, least: number): void => {
          if (ratio < least) weak.push(`${name} ${ratio.toFixed(2)}`);
        };
        const sunken = colourOf('sunken');
        for (const token of ['ink', 'soft', 'accent', 'good', 'warn', 'bad']) want(token, on(token), 4.5);
        for (const token of ['ink', 'soft']) want(`${token} on sunken`, on(token, sunken), 4.5);
        want('on-accent', on('on-accent', colourOf('accent')), 4.5);
        for (const token of ['accent', 'bad', 'focus']) want(`${token} as a shape`, on(token), 3);
        want('focus on sunken', on('focus', sunken), 3);
        want('the used part of a gauge', contrast(painted(surface, colourOf('accent')), painted(surface, colourOf('track'))), 3);
        if (theme) {
          want('warn-fill', on('warn-fill'), 3);
          want('line-strong', on('line-strong'), 3);
        }
        expect(weak).to.deep.equal([]);
      });
    }
  }

  for (const theme of NAMES) {
    it(`${theme ?? 'the default'} has the chosen billing period lighter than the other, light and dark`, async () => {
      for (const scheme of ['light', 'dark'] as const) {
        const { probe, colourOf } = await worn(theme, scheme);
        const behind = (selector: string): string => getComputedStyle(probe.shadowRoot?.querySelector(selector) ?? probe).backgroundColor;
        const other = painted(colourOf('surface'), behind('.toggle'));
        expect(luminance(painted(behind('label'))), scheme).to.be.above(luminance(other));
      }
    });
  }

  it('are tokens on the provider alone', async () => {
    const before = getComputedStyle(document.documentElement);
    const page = ['color', 'background-color', 'color-scheme', 'font-family', '--billing-accent'].map((name) => before.getPropertyValue(name));
    const { provider } = await worn('terminal', 'dark');
    const after = getComputedStyle(document.documentElement);
    expect(['color', 'background-color', 'color-scheme', 'font-family', '--billing-accent'].map((name) => after.getPropertyValue(name))).to.deep.equal(page);
    expect(document.adoptedStyleSheets.length).to.equal(0);
    expect(getComputedStyle(provider).getPropertyValue('--billing-space').trim()).to.equal('6px');
  });

  it('give way to a page that sets a token for its provider', async () => {
    const root = await fixture(html`<div>
      <style>
        billing-provider { --billing-accent: rgb(1, 2, 3); }
      </style>
      <billing-provider theme="paper" api-url="https://billing.example" publishable-key="pk_test_x"><theme-probe></theme-probe></billing-provider>
    </div>`);
    const provider = root.querySelector('billing-provider');
    if (!provider) throw new Error('no provider');
    await waitUntil(() => getComputedStyle(provider).getPropertyValue('--billing-radius') !== '');
    expect(getComputedStyle(provider).getPropertyValue('--billing-accent').trim()).to.equal('rgb(1, 2, 3)');
  });

  it('follow the attribute, and are gone with it', async () => {
    const { provider } = await worn('studio', 'light');
    const radius = () => getComputedStyle(provider).getPropertyValue('--billing-radius').trim();
    expect(radius()).to.equal('22px');
    provider.setAttribute('theme', 'paper');
    await waitUntil(() => radius() === '3px');
    provider.removeAttribute('theme');
    await waitUntil(() => radius() === '');
  });

  it('are none where the name is not one of ours', async () => {
    const { provider } = await worn('studio', 'light');
    provider.setAttribute('theme', 'constructor');
    await waitUntil(() => getComputedStyle(provider).getPropertyValue('--billing-radius') === '');
  });
});
