import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';

/** What the pages of one product share: its head and its measure. Nothing in here is about billing. */
const page = (name: string, content: TemplateResult): TemplateResult => html`
  <style>
    .page { max-inline-size: 1080px; margin-inline: auto; }
    .page a { color: inherit; }
    .bar { display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: center; padding-block-end: 16px; margin-block-end: 40px; border-block-end: 1px solid color-mix(in oklab, currentColor 14%, transparent); font-size: 0.9375em; }
    .bar b { font-size: 1.0667em; letter-spacing: -0.01em; }
    .bar nav { display: flex; flex-wrap: wrap; gap: 8px 20px; margin-inline-start: auto; }
    .page h1 { margin: 0; font-size: 1.6rem; letter-spacing: -0.015em; }
    .page h1.small { color: color-mix(in oklab, currentColor 76%, transparent); font-size: 1rem; font-weight: 550; letter-spacing: 0; }
    .page .large { margin: 0; font-size: clamp(1.75rem, 4vw, 2.6rem); line-height: 1.15; letter-spacing: -0.025em; text-wrap: balance; }
    .page h2:not(.large) { margin: 0; font-size: 1.4rem; letter-spacing: -0.015em; }
    .page p { margin: 0; }
    .quiet { color: color-mix(in oklab, currentColor 76%, transparent); }
    .stack { display: grid; gap: 24px; }
    .wide-stack { display: grid; gap: 64px; }
    .wide-stack > h1 { margin-block-end: -48px; }
    .halves { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(320px, 100%), 1fr)); gap: 40px; align-items: start; }
  </style>
  <div class="page">
    <div class="bar"><b>${name}</b><nav aria-label=${name}><a href="#product">Product</a><a href="#pricing">Pricing</a><a href="#account">Account</a></nav></div>
    ${content}
  </div>
`;

/**
 * Whole pages made of the elements, as products have them. Each has one `<billing-provider>` around it; everything else is
 * plain HTML of the page's own.
 */
const meta: Meta = { title: 'Recipes', parameters: { controls: { disable: true } } };
export default meta;

type Story = StoryObj;

/**
 * A pricing page for visitors: it works with a publishable key, before anybody has signed in. The estimator answers "what
 * would it cost us?" below the plans, and the comparison says the rest.
 */
export const PricingPage: Story = {
  parameters: { billing: { anonymous: true } },
  render: () =>
    page(
      'Northwind Notes',
      html`
        <style>
          .faq details { padding-block: 14px; border-block-end: 1px solid color-mix(in oklab, currentColor 14%, transparent); }
          .faq summary { font-weight: 550; cursor: pointer; }
          .faq details p { margin-block-start: 8px; max-inline-size: 60ch; }
        </style>
        <div class="wide-stack">
          <h1 class="small">Pricing</h1>
          <pricing-table signup-url="#sign-up">
            <h2 class="large" slot="heading">Simple plans that grow with you</h2>
            <span slot="description">Change or cancel whenever you like.</span>
          </pricing-table>
          <section class="halves">
            <div class="stack">
              <h2>What would it cost you?</h2>
              <p class="quiet">Move the sliders, or type what you know. The sum is what the bill says, use beyond the plan included.</p>
              <div class="faq">
                <details>
                  <summary>What happens at a limit?</summary>
                  <p>On Hobby and Starter, calls are refused until the period is over. Pro goes on and bills what is beyond.</p>
                </details>
                <details>
                  <summary>Can I change the plan later?</summary>
                  <p>At any time. You see what it costs before you confirm, to the cent.</p>
                </details>
                <details>
                  <summary>Do you offer a trial?</summary>
                  <p>Pro is free for 14 days, with everything in it.</p>
                </details>
              </div>
            </div>
            <cost-estimator usage="api_calls=64000" seats="3" signup-url="#sign-up"><span slot="heading">Estimate</span></cost-estimator>
          </section>
          <section class="stack">
            <h2>Everything compared</h2>
            <pricing-table layout="comparison" signup-url="#sign-up"></pricing-table>
          </section>
        </div>
      `,
    ),
};

/** The settings page of an app: one alert, where something has to be done, and the portal. */
export const SettingsPage: Story = {
  parameters: { billing: { user: 'user_past_due' } },
  render: () =>
    page(
      'Northwind Notes',
      html`
        <style>
          .settings { display: grid; grid-template-columns: minmax(0, 1fr); gap: 32px; }
          .side { display: flex; flex-wrap: wrap; gap: 4px 16px; align-content: start; }
          .side a { padding: 6px 0; text-decoration: none; }
          .side [aria-current] { font-weight: 600; text-decoration: underline; text-underline-offset: 6px; }
          @media (min-width: 860px) {
            .settings { grid-template-columns: 160px minmax(0, 1fr); }
            .side { flex-direction: column; }
          }
        </style>
        <div class="settings">
          <nav class="side" aria-label="Settings">
            <a href="#profile">Profile</a><a href="#team">Team</a><a href="#billing" aria-current="page">Billing</a><a href="#keys">API keys</a>
          </nav>
          <div class="stack">
            <h1 class="small">Settings</h1>
            <billing-alert></billing-alert>
            <customer-portal plans-url="#plans"><h2 slot="heading">Billing</h2></customer-portal>
          </div>
        </div>
      `,
    ),
};

/**
 * An article that begins for everybody and goes on for who has the plan. The rest stands in a `<template>`: it is not in the
 * page before the answer. What must not be read for free has to be kept back by the server, too; the gate is a courtesy.
 */
export const PaywalledArticle: Story = {
  parameters: { billing: { user: 'user_free' } },
  render: () =>
    page(
      'The Northwind Review',
      html`
        <style>
          .article { max-inline-size: 62ch; margin-inline: auto; font-size: 1.0667em; }
          .article > p, .article feature-gate > p { margin-block-end: 1.2em; }
          .lede { font-size: 1.15em; }
          .fade:not(:has(+ :state(granted))) { mask: linear-gradient(#000 30%, rgb(0 0 0 / 0.35)); }
        </style>
        <article class="article">
          <h1 class="large">What a meter knows about a city</h1>
          <p class="quiet">12 minutes to read</p>
          <p class="lede">At four in the morning the water pressure in the old town drops by a twentieth, and for years nobody could say why.</p>
          <p>
            The answer came from a room of clerks who read dials by hand, and wrote what they saw into books with green covers. They were
            asked to count water. What they counted, as it turned out, was people: when they rose, how many they were at table, who had
            gone away for the summer and who had come back.
          </p>
          <p class="fade">The first of the books begins on a Tuesday in March, with a number that has been struck out twice.</p>
          <feature-gate plan="pro,enterprise">
            <template>
              <p>The clerk who struck it out was called Ida Brandt, and she was right both times.</p>
              <p>She had noticed that the dial in the bakery ran backwards for an hour each night.</p>
            </template>
            <upgrade-prompt slot="fallback" plans="pro">
              <span slot="title">Read on with Pro</span>
              <span slot="text">This article and every other, and the archive since 1988.</span>
            </upgrade-prompt>
          </feature-gate>
        </article>
      `,
    ),
};

/** The same article for someone who has the plan: nothing but the text. */
export const PaywalledArticleOpen: Story = { ...PaywalledArticle, parameters: { billing: { user: 'user_pro' } } };

/** An app that spends credits: what is left stands beside the work, and says so before it runs out. */
export const AiCreditsApp: Story = {
  parameters: { billing: { user: 'user_near_limit' } },
  render: () =>
    page(
      'Northwind Assistant',
      html`
        <style>
          .app { display: grid; grid-template-columns: minmax(0, 1fr); gap: 32px; }
          .talk { display: grid; gap: 16px; align-content: start; }
          .talk p { justify-self: start; max-inline-size: 52ch; margin: 0; padding: 12px 16px; border-radius: 16px; background: color-mix(in oklab, currentColor 6%, transparent); }
          .talk .mine { justify-self: end; background: color-mix(in oklab, currentColor 12%, transparent); }
          .ask { display: flex; gap: 8px; }
          .ask input { flex: 1; min-inline-size: 0; padding: 10px 14px; border: 1px solid color-mix(in oklab, currentColor 54%, transparent); border-radius: 10px; background: none; color: inherit; font: inherit; }
          .ask button { padding: 10px 18px; border: 1px solid; border-radius: 10px; background: none; color: inherit; font: inherit; font-weight: 550; }
          .rail { display: grid; gap: 20px; align-content: start; }
          @media (min-width: 860px) {
            .app { grid-template-columns: minmax(0, 1fr) 340px; }
          }
        </style>
        <upgrade-nudge feature="api_calls" style="display: block; margin-block-end: 24px"></upgrade-nudge>
        <div class="app">
          <div class="talk">
            <h1>Meeting notes</h1>
            <p class="mine">Make a list of what we agreed on Thursday.</p>
            <p>Three things: the launch moves to the 14th, Ida writes to the printers, and the old prices stay for those who have them.</p>
            <p class="mine">And who writes to them?</p>
            <p>Nobody was named. Kenji offered to draft it if somebody sends him the list.</p>
            <form class="ask" @submit=${(event: Event) => event.preventDefault()}>
              <input aria-label="Message" placeholder="Ask about your notes" />
              <button type="submit">Send</button>
            </form>
          </div>
          <div class="rail">
            <h2>This month</h2>
            <credit-balance low="10" top-up-url="#top-up"></credit-balance>
            <usage-summary></usage-summary>
            <usage-chart feature="api_calls" days="14"></usage-chart>
          </div>
        </div>
      `,
    ),
};
