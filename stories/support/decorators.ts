import type { Decorator } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { BillingClient } from '../../src/core/index.js';
import { createStoryClient, type StoryBilling } from './api.js';

/** One client for as long as a story stays mounted, however often its controls draw it again. */
const clients = new WeakMap<AbortSignal, BillingClient>();

/**
 * Puts a story under a provider with the real API behind it. `parameters.billing` says who is signed in and what
 * happened before; `false` means that the story brings its own provider, or none.
 */
export const withBilling: Decorator = (story, { parameters, abortSignal }) => {
  const billing = parameters['billing'] as StoryBilling | false | undefined;
  if (billing === false) return story();
  let client = clients.get(abortSignal);
  if (!client) {
    client = createStoryClient(billing);
    clients.set(abortSignal, client);
    const made = client;
    abortSignal.addEventListener('abort', () => made.destroy());
  }
  return html`<billing-provider .client=${client}>${story()}</billing-provider>`;
};

/** The host page around a story: its scheme, language, direction and, by `parameters.width`, its width. */
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
      html, body, #storybook-root { block-size: 100%; }
    </style>
    <div class="story-page" lang=${lang} dir=${dir} style="color-scheme: ${scheme}">
      <div style=${width ? `inline-size: ${width}` : ''}>${story()}</div>
    </div>
  `;
};
