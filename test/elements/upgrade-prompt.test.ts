import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { createClient } from '../../src/core/client.js';
import type { BillingCheckoutRequestEvent, BillingPlanChangeRequestEvent, BillingUpgradeRequestEvent } from '../../src/elements/events.js';
import '../../src/elements/pricing-table.js';
import '../../src/elements/upgrade-prompt.js';
import type { UpgradePrompt } from '../../src/elements/upgrade-prompt.js';
import { clientOf } from '../support/answers.js';
import { freshProject } from '../support/api.js';
import { useProject } from '../support/clients.js';
import { find, onPage, says as itSays, textOf } from '../support/elements.js';
import { itLeaves, leaving } from '../support/leaving.js';
import { holdStill } from '../support/still.js';

describe('<upgrade-prompt>', () => {
  const shared = useProject();
  const { keep, clientFor } = shared;
  before(holdStill);

  const plain = (el: UpgradePrompt, selector = '.card:not(.waiting)'): string => {
    const copy = el.shadowRoot?.querySelector(selector)?.cloneNode(true) as Element | undefined;
    for (const hidden of copy?.querySelectorAll('.hidden') ?? []) hidden.remove();
    return textOf(copy);
  };
  const says = (el: UpgradePrompt, text: string) => itSays(el, text, plain);
  const action = (el: UpgradePrompt): HTMLElement => find(el, '.card:not(.waiting) .button');
  const about = (feature: string, user: string) => fixture<UpgradePrompt>(html`<upgrade-prompt feature=${feature} .client=${clientFor(user)}></upgrade-prompt>`);

  describe('accessibility', () => {
    for (const scheme of ['light', 'dark']) {
      it(`has no violation denied, used up, signed out, in error and loading, ${scheme}`, async () => {
        const [free, over] = [clientFor('user_free'), clientFor('user_over_limit')];
        const nobody = keep(clientOf({}, { getSessionToken: async () => null }));
        const failing = keep(clientOf({ entitlements: new Response('no', { status: 500 }) }));
        const hanging = keep(clientOf({ entitlements: new Promise(() => {}) }));
        const root = await fixture(onPage(scheme, html`
          <upgrade-prompt feature="custom_branding" .client=${free}></upgrade-prompt>
          <upgrade-prompt feature="api_calls" .client=${over}></upgrade-prompt>
          <upgrade-prompt feature="sso" .client=${nobody}></upgrade-prompt>
          <upgrade-prompt feature="sso" .client=${failing}></upgrade-prompt>
          <upgrade-prompt feature="sso" .client=${hanging}></upgrade-prompt>
        `));
        const prompts = [...root.querySelectorAll('upgrade-prompt')];
        await waitUntil(() => prompts.slice(0, 4).every((el) => plain(el) !== ''), 'the cards', { timeout: 4000 });
        await expect(root).to.be.accessible();
      });
    }

    it('says the price as one would say it', async () => {
      const el = await about('custom_branding', 'user_free');
      await says(el, '$59');
      expect(el.shadowRoot?.querySelector('.price .hidden')?.textContent).to.equal('per seat per month');
    });
  });

  describe('properties', () => {
    it('names the plan that has the feature, with its price', async () => {
      const el = await about('custom_branding', 'user_free');
      await says(el, 'Custom branding is part of Pro Choose a plan that has it to open it here. $59 / seat / month Start trial');
    });

    it('names the plan that has more of what is used up, in the currency that the customer pays in', async () => {
      const el = await about('api_calls', 'user_over_limit');
      await says(el, 'No API calls left You have reached the limit of your plan for this period. €55 / seat / month Upgrade to Pro');
    });

    it('offers only plans that `plans` names, and without a feature those', async () => {
      const client = clientFor('user_free');
      const root = await fixture(html`<div>
        <upgrade-prompt feature="pdf_export" plans="enterprise, pro" .client=${client}></upgrade-prompt>
        <upgrade-prompt plans="starter" .client=${client}></upgrade-prompt>
      </div>`);
      const [narrowed, planned] = root.querySelectorAll('upgrade-prompt');
      if (!narrowed || !planned) throw new Error('prompts missing');
      await says(narrowed, 'PDF export is part of Pro');
      await says(planned, 'This is part of Starter');
    });

    it('leads to whoever sells a plan without a price', async () => {
      const el = await about('sso', 'user_pro');
      await says(el, 'Single sign-on is part of Enterprise');
      expect(action(el).getAttribute('href')).to.equal('https://app.example.com/contact');
    });
  });

  describe('without a plan on offer', () => {
    it('leads to all plans, after the page was asked', async () => {
      const el = await about('no_plan_has_it', 'user_free');
      await says(el, 'See plans');
      const asked = oneEvent(el, 'billing-upgrade-request') as unknown as Promise<BillingUpgradeRequestEvent>;
      action(el).click();
      expect((await asked).choice).to.equal(undefined);
      await waitUntil(() => el.nextElementSibling?.shadowRoot?.querySelector('dialog')?.open, 'the plans in a dialog', { timeout: 4000 });
    });
  });

  describe('states', () => {
    it('shows nothing and takes no room where nothing is missing', async () => {
      const client = clientFor('user_pro');
      const root = await fixture(html`<div>
        <upgrade-prompt feature="pdf_export" .client=${client}></upgrade-prompt>
        <upgrade-prompt plans="pro,enterprise" .client=${client}></upgrade-prompt>
      </div>`);
      for (const el of root.querySelectorAll('upgrade-prompt')) {
        await waitUntil(() => el.matches(':state(empty)'), 'it is empty', { timeout: 4000 });
        expect(el.getClientRects().length).to.equal(0);
      }
    });

    it('goes when the feature is bought', async () => {
      const own = await freshProject();
      const el = await fixture<UpgradePrompt>(html`<upgrade-prompt feature="custom_branding" .client=${clientFor('user_near_limit', own)}></upgrade-prompt>`);
      await says(el, 'part of Pro');
      const { id } = await own.api<{ id: string }>('/customers/external/user_near_limit');
      const { data } = await own.api<{ data: { id: string }[] }>(`/subscriptions?customer_id=${id}&status=active`);
      await own.api(`/subscriptions/${data[0]?.id}/change-plan`, { body: { new_price_id: 'price_pro_month_usd' } });
      (el.client ?? clientFor('user_near_limit', own)).invalidate();
      await waitUntil(() => el.matches(':state(empty)'), 'it is empty', { timeout: 4000 });
    });

    it('offers to try again, and to sign in', async () => {
      let works = false;
      const tokenOf = async () => (await (await fetch(shared.project.sessionUrl('user_free'))).json()) as { sessionToken: string };
      const network: typeof fetch = (input, init) => (works ? fetch(input, init) : Promise.reject(new TypeError('Failed to fetch')));
      const client = keep(createClient({ apiUrl: shared.project.apiUrl, getSessionToken: tokenOf, fetch: network, noShare: true }));
      const el = await fixture<UpgradePrompt>(html`<upgrade-prompt feature="sso" .client=${client}></upgrade-prompt>`);
      await says(el, 'We could not check your access');
      works = true;
      action(el).click();
      await says(el, 'part of Enterprise');
      el.client = keep(clientOf({}, { getSessionToken: async () => null }));
      await says(el, 'Sign in to use this');
      const asked = oneEvent(el, 'billing-sign-in-request');
      action(el).click();
      await asked;
    });
  });

  describe('slots', () => {
    it('takes a title, a sentence and more', async () => {
      const el = await fixture<UpgradePrompt>(html`
        <upgrade-prompt feature="custom_branding" .client=${clientFor('user_free')}>
          <span slot="title">Make it yours</span><span slot="text">With your own logo.</span><em>Two weeks free</em>
        </upgrade-prompt>
      `);
      await says(el, '$59');
      for (const child of el.children) expect(child.getClientRects().length, child.outerHTML).to.equal(1);
    });
  });

  describe('events', () => {
    it('asks with the plan on offer, by keyboard, and leaves it to a page that prevents it', async () => {
      const el = await about('custom_branding', 'user_free');
      await says(el, 'Start trial');
      performance.clearResourceTimings();
      el.addEventListener('billing-upgrade-request', (event) => event.preventDefault());
      const asked = oneEvent(el, 'billing-upgrade-request') as unknown as Promise<BillingUpgradeRequestEvent>;
      action(el).focus();
      await sendKeys({ press: 'Enter' });
      const { feature, url, choice } = await asked;
      expect([feature, url, choice]).to.deep.equal(['custom_branding', undefined, { productId: 'pro', priceId: 'price_pro_month_usd', quantity: 1 }]);
      expect(performance.getEntriesByType('resource').filter(({ name }) => name.includes('/checkout'))).to.have.length(0);
    });

    itLeaves('starts the checkout of that plan, once', async () => {
      const own = await freshProject();
      const el = await fixture<UpgradePrompt>(html`<upgrade-prompt feature="pdf_export" .client=${clientFor('user_free', own)}></upgrade-prompt>`);
      await says(el, 'Upgrade to Starter');
      const asks: BillingCheckoutRequestEvent[] = [];
      el.addEventListener('billing-checkout-request', (event) => asks.push(event));
      const left = leaving();
      action(el).click();
      action(el).click();
      expect(await left).to.match(/\/checkout\/cs_/);
      expect(asks).to.have.length(1);
    });

    it('asks to change a paid plan instead', async () => {
      const el = await about('custom_branding', 'user_near_limit');
      await says(el, 'Upgrade to Pro');
      el.addEventListener('billing-plan-change-request', (event) => event.preventDefault());
      const asked = oneEvent(el, 'billing-plan-change-request') as unknown as Promise<BillingPlanChangeRequestEvent>;
      action(el).click();
      expect((await asked).choice.priceId).to.equal('price_pro_month_usd');
    });

    it('says why the checkout was not opened', async () => {
      const el = await about('custom_branding', 'user_past_due');
      await says(el, 'Upgrade to Pro');
      action(el).click();
      await waitUntil(() => plain(el, '.failure') !== '', 'the failure', { timeout: 4000 });
      expect(plain(el, '.failure')).to.equal('An invoice is still open. Pay it first, then change the plan.');
    });
  });

  describe('misuse', () => {
    it('shows nothing without a feature or plans, and makes no link of an address that could run', async () => {
      const client = clientFor('user_free');
      const root = await fixture(html`<div>
        <upgrade-prompt .client=${client}></upgrade-prompt>
        <upgrade-prompt feature="sso" upgrade-url="javascript:alert(1)" .client=${client}></upgrade-prompt>
      </div>`);
      const [nothing, hostile] = root.querySelectorAll('upgrade-prompt');
      if (!nothing || !hostile) throw new Error('prompts missing');
      await waitUntil(() => nothing.matches(':state(empty)'), 'it is empty', { timeout: 4000 });
      await says(hostile, 'part of Enterprise');
      expect(action(hostile).getAttribute('href')).to.equal('https://app.example.com/contact');
    });
  });
});
