import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { FeatureGate } from '../src/elements/feature-gate.js';

type Args = Partial<Pick<FeatureGate, 'feature' | 'plan' | 'remaining' | 'upgradeUrl'>>;

const gated = html`
  <template>
    <div class="gated">
      <strong>PDF export</strong>
      <p>Take your latest notes with you, ready to print or send.</p>
      <button type="button">Export as PDF</button>
    </div>
  </template>
  <style>
    .gated { padding: 20px 24px; border: 1px solid color-mix(in oklab, currentColor 15%, transparent); border-radius: 14px; }
    .gated p { margin-block: 4px 12px; }
  </style>
`;

const gate = ({ feature, plan, remaining, upgradeUrl }: Args, content: unknown = gated) => html`
  <feature-gate
    feature=${ifDefined(feature)}
    plan=${ifDefined(plan)}
    remaining=${ifDefined(remaining)}
    upgrade-url=${ifDefined(upgradeUrl)}
    >${content}</feature-gate
  >
`;

/**
 * Shows its content only while the API confirms that the customer may use it, and nothing of it before. Put the content
 * into a `<template>`; other children are only hidden, before the script has come by a rule of your own:
 * `feature-gate:not(:defined) { display: none }`.
 *
 * A gate is courtesy to the reader: whoever changes the page can open it. What must not be had is refused by the API.
 */
const meta: Meta<Args> = {
  title: 'Elements/feature-gate',
  component: 'feature-gate',
  args: { feature: 'pdf_export' },
  argTypes: {
    feature: { control: 'select', options: ['pdf_export', 'custom_branding', 'priority_support', 'sso', 'api_calls'] },
    remaining: { control: { type: 'number', min: 0 } },
  },
  parameters: { billing: { user: 'user_free' }, width: 'min(100%, 420px)' },
  render: (args) => gate(args),
};
export default meta;

type Story = StoryObj<Args>;

/** A customer on the free plan, and a feature of a bigger one. */
export const Playground: Story = { args: { feature: 'custom_branding', upgradeUrl: '#plans' } };

/** A customer on Pro has it: the content stands in the page, in the page's own styles. */
export const Open: Story = { parameters: { billing: { user: 'user_pro' } } };

/** The plan that has it is named, and the button leads there. */
export const NotInThePlan: Story = { args: { feature: 'sso' } };

/** A counted feature closes when its quota is used up. */
export const UsedUp: Story = { args: { feature: 'api_calls' }, parameters: { billing: { user: 'user_over_limit' } } };

/** With `remaining`, it closes as soon as less is left than this page needs. */
export const NotEnoughLeft: Story = {
  args: { feature: 'api_calls', remaining: 1000 },
  parameters: { billing: { user: 'user_near_limit' } },
};

/** By plan instead of by feature: product ids, separated by commas. */
export const ByPlan: Story = { args: { feature: undefined, plan: 'pro,enterprise' } };

/** Before the answer. */
export const Loading: Story = { parameters: { billing: { fault: 'hangs' } } };

/** Access cannot be checked: closed, with a way to try again. */
export const ServiceFails: Story = { parameters: { billing: { fault: 'server-error' } } };

/** No answer at all. */
export const Offline: Story = { parameters: { billing: { fault: 'offline' } } };

/** The session has ended. */
export const SignedOut: Story = { parameters: { billing: { user: null } } };

/** The card's title and sentence, or all of it, in words of your own. */
export const Options: Story = {
  render: () => html`
    ${gate(
      { feature: 'custom_branding' },
      html`<span slot="text">Put your own logo and colours on every page that your customers see.</span>`,
    )}
    <br />
    ${gate({ feature: 'sso' }, html`<p slot="fallback">Single sign-on comes with <a href="#plans">Enterprise</a>.</p>`)}
  `,
};

/** Tokens from the page, and its parts for the rest. */
export const Theming: Story = {
  render: () => html`
    <style>
      .warm {
        font-family: Georgia, serif;
        --billing-accent: light-dark(#8a3b12, #f0a878);
        --billing-on-accent: light-dark(#fff, #2b1204);
        --billing-radius: 2px;
        --billing-radius-small: 2px;
      }
      .warm feature-gate::part(card) { border-style: solid; }
    </style>
    <div class="warm">${gate({ feature: 'custom_branding' })}</div>
  `,
};

/** 280 pixels wide. */
export const Narrow: Story = { args: { feature: 'custom_branding' }, parameters: { width: '280px' } };

export const RightToLeft: Story = { args: { feature: 'custom_branding' }, globals: { dir: 'rtl', lang: 'ar' } };

/** What is closed is out of reach of the keyboard and of screen readers, too: it is not in the page, or not rendered. */
export const Accessibility: Story = {
  render: () => html`${gate({ feature: 'custom_branding' })}<br />${gate({ feature: 'sso', upgradeUrl: '#plans' })}`,
};
