import type { Decorator } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { BillingClient } from '../../src/core/index.js';
import { createStoryClient, type StoryBilling } from './api.js';

type Globals = Parameters<Decorator>[1]['globals'];

const clients = new WeakMap<AbortSignal, BillingClient>();

/** One client for as long as a story stays mounted, however often its controls draw it again. */
export function clientOf(abortSignal: AbortSignal, billing: StoryBilling | undefined): BillingClient {
  let client = clients.get(abortSignal);
  if (!client) {
    const made = (client = createStoryClient(billing));
    clients.set(abortSignal, made);
    abortSignal.addEventListener('abort', () => made.destroy());
  }
  return client;
}

/**
 * Puts a story under a provider with the real API behind it. `parameters.billing` says who is signed in and what
 * happened before; `false` means that the story brings its own provider, or none.
 */
export const withBilling: Decorator = (story, { parameters, globals, abortSignal }) => {
  const billing = parameters['billing'] as StoryBilling | false | undefined;
  if (billing === false) return story();
  return html`<billing-provider theme=${ifDefined(themeOf(globals))} .client=${clientOf(abortSignal, billing)}>${story()}</billing-provider>`;
};

/** Addresses within the page stand for pages of yours: they would lead out of the catalogue. */
const stayHere = (event: Event): void => {
  if (event.composedPath().some((it) => it instanceof HTMLAnchorElement && it.getAttribute('href')?.startsWith('#'))) event.preventDefault();
};

const themeOf = ({ theme }: Globals): string | undefined => (theme as string | undefined) || undefined;

/**
 * The host page around a story: its scheme, language, direction and, by `parameters.width`, its width. Elements wear their
 * theme by themselves; the page stands behind them in colours that go with it.
 */
export const onPage: Decorator = (story, { globals, parameters }) => {
  const { scheme, dir, lang } = globals as { scheme: string; dir: string; lang: string };
  const width = parameters['width'] as string | undefined;
  return html`
    <style>
      .story-page {
        box-sizing: border-box;
        min-block-size: 100%;
        padding: 24px;
        font: 16px/1.5 system-ui, sans-serif;
        color: light-dark(#1c1f26, #eceef2);
        background: light-dark(#fff, #16181d);
      }
      .story-page.studio { color: light-dark(#2a2440, #ece9f5); background: light-dark(#f4f2fb, #17151f); }
      .story-page.paper { color: light-dark(#33291f, #eee4d2); background: light-dark(#f3ebdc, #1d1915); }
      .story-page.terminal { color: light-dark(#222, #d8e8d8); background: light-dark(#ececec, #0b0d0b); }
      .story-page button { padding: 8px 16px; border: 1px solid; border-radius: 8px; background: none; color: inherit; font: inherit; cursor: pointer; }
      html, body, #storybook-root { block-size: 100%; }
    </style>
    <div class="story-page ${themeOf(globals) ?? ''}" lang=${lang} dir=${dir} style="color-scheme: ${scheme}" @click=${stayHere}>
      <div style=${width ? `inline-size: ${width}` : ''}>${story()}</div>
    </div>
  `;
};
