import { aTimeout, expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { createClient } from '../../src/core/client.js';
import type { BillingErrorEvent } from '../../src/elements/events.js';
import '../../src/elements/pricing-table.js';
import type { PricingTable } from '../../src/elements/pricing-table.js';
import { clientOf } from '../support/answers.js';
import { useProject } from '../support/clients.js';
import { find, findAll, onPage, textOf } from '../support/elements.js';
import { button, card, mounted, names, part, plan, price, settled, within, written } from '../support/pricing-table.js';

describe('<pricing-table>', () => {
  const shared = useProject();
  const { keep, clientFor } = shared;
  const as = (user: string) => mounted(html`<pricing-table .client=${clientFor(user)}></pricing-table>`);

  describe('accessibility', () => {
    for (const scheme of ['light', 'dark']) {
      for (const [what, template] of [
        ['cards', () => html`<pricing-table seats currencies .client=${clientFor('user_near_limit')}><h2 slot="heading">Plans</h2></pricing-table>`],
        ['a canceled plan', () => html`<pricing-table compact .client=${clientFor('user_canceling')}></pricing-table>`],
        ['a comparison', () => html`<pricing-table layout="comparison" .client=${clientFor('user_pro')}></pricing-table>`],
        ['nobody signed in', () => html`<pricing-table .client=${keep(createClient({ apiUrl: shared.project.apiUrl, getSessionToken: async () => null, noShare: true }))}></pricing-table>`],
        ['an error', () => html`<pricing-table .client=${keep(clientOf({ products: new Response('{}', { status: 500 }) }))}></pricing-table>`],
        ['nothing on sale', () => html`<pricing-table plans="unheard_of" .client=${clientFor('user_free')}></pricing-table>`],
      ] as const) {
        it(`has no violation with ${what}, ${scheme}`, async () => {
          const el = await mounted(onPage(scheme, template()));
          await expect(el).to.be.accessible();
        });
      }

      it(`has no violation while loading, ${scheme}`, async () => {
        const root = await fixture(onPage(scheme, html`<pricing-table></pricing-table>`));
        const el = root.querySelector('pricing-table');
        expect(el?.shadowRoot?.querySelector('[aria-busy=true]')).to.be.instanceOf(Element);
        await expect(root).to.be.accessible();
      });
    }

    it('has no violation as a comparison of a narrow screen', async () => {
      const el = await mounted(within(288, html`<pricing-table layout="comparison" .client=${clientFor('user_pro')}></pricing-table>`));
      await expect(el).to.be.accessible();
      expect(el.scrollWidth).to.be.at.most(el.clientWidth);
    });

    it('switches between monthly and yearly with the arrow keys', async () => {
      const el = await mounted(html`<pricing-table publishable-key=${shared.project.publishableKey} api-url=${shared.project.apiUrl}></pricing-table>`);
      find(el, 'input:checked').focus();
      await sendKeys({ press: 'ArrowRight' });
      await el.updateComplete;
      expect(part(el, 'Starter', '.amount')).to.equal('$19');
      await sendKeys({ press: 'ArrowLeft' });
      await el.updateComplete;
      expect(part(el, 'Starter', '.amount')).to.equal('$23');
    });

    it('says of which plan each button is', async () => {
      const el = await mounted(html`<pricing-table publishable-key=${shared.project.publishableKey} api-url=${shared.project.apiUrl}></pricing-table>`);
      expect(button(el, 'starter').getAttribute('aria-label')).to.equal('Get started, Starter');
    });

    it('says prices in words', async () => {
      const el = await as('user_free');
      expect(part(el, 'Pro', '.headline .hidden')).to.equal('per seat per month');
      expect(card(el, 'Pro').querySelector('.headline [aria-hidden]')?.textContent).to.equal('/ seat / month');
    });

    it('keeps its place on the page when the plans come', async () => {
      const root = await fixture<HTMLElement>(html`<div style="inline-size: 1100px"><pricing-table></pricing-table></div>`);
      const el = root.querySelector('pricing-table');
      if (!el) throw new Error('no table');
      const before = el.offsetHeight;
      el.client = clientFor('user_free');
      await waitUntil(() => el.matches(':state(ready)'), 'plans', { timeout: 4000 });
      expect(Math.abs(el.offsetHeight - before)).to.be.below(40);
    });
  });

  describe('slots', () => {
    it('has a heading, a description and a footer', async () => {
      const el = await mounted(html`
        <pricing-table .client=${clientFor('user_free')}>
          <h2 slot="heading">Plans</h2>
          <p slot="description">For everyone.</p>
          <p slot="footer">Prices without tax.</p>
        </pricing-table>
      `);
      for (const it of el.children) expect(it.checkVisibility(), it.slot).to.equal(true);
    });

    it('shows more on one plan’s card', async () => {
      const el = await mounted(html`
        <pricing-table .client=${clientFor('user_free')}><p slot="plan-pro">With onboarding.</p></pricing-table>
      `);
      expect(el.querySelector('p')?.assignedSlot?.closest('.plan')).to.equal(card(el, 'Pro'));
    });

    it('shows the page’s own button instead of its own', async () => {
      const el = await mounted(html`
        <pricing-table .client=${clientFor('user_free')}><button slot="action-pro">Book Pro</button></pricing-table>
      `);
      expect(button(el, 'pro').checkVisibility()).to.equal(false);
    });

    it('keeps plain content out of sight when it has plans, and shows it when it has none', async () => {
      const good = await mounted(html`<pricing-table .client=${clientFor('user_free')}><p>Plain prices</p></pricing-table>`);
      await waitUntil(() => good.matches(':state(ready)'), 'ready', { timeout: 4000 }); // until then it is what is shown
      expect(good.querySelector('p')?.checkVisibility()).to.equal(false);
      const bad = await mounted(html`<pricing-table .client=${keep(clientOf({}))}><p>Plain prices</p></pricing-table>`);
      expect(bad.querySelector('p')?.checkVisibility()).to.equal(true);
    });

    it('takes inline plans that come after it', async () => {
      const el = await fixture<PricingTable>(html`<pricing-table></pricing-table>`);
      const script = document.createElement('script');
      script.type = 'application/json';
      script.textContent = JSON.stringify({ products: [plan('late', { prices: [price('m', 100)] })] });
      el.append(script);
      await waitUntil(() => el.matches(':state(ready)'), 'ready', { timeout: 4000 });
      expect(names(el)).to.deep.equal(['Late']);
    });

    it('reads plans from a file', async () => {
      const url = URL.createObjectURL(new Blob([JSON.stringify({ products: [plan('filed', { prices: [price('m', 100)] })] })]));
      const el = await mounted(html`<pricing-table src=${url}></pricing-table>`);
      expect(names(el)).to.deep.equal(['Filed']);
      URL.revokeObjectURL(url);
    });
  });

  describe('misuse', () => {
    const broken = async (text: string): Promise<{ el: PricingTable; message: string; code: string }> => {
      const el = document.createElement('pricing-table');
      const script = document.createElement('script');
      script.type = 'application/json';
      script.textContent = text;
      el.append(script);
      const told = oneEvent(el, 'billing-error') as unknown as Promise<BillingErrorEvent>;
      await fixture(html`<div><p id="rest">The rest</p>${el}</div>`);
      const { error } = await told;
      await el.updateComplete;
      return { el, message: error.message, code: error.code };
    };

    for (const [what, text, named] of [
      ['JSON that is none', '{ "products": [ }', /JSON/],
      ['no list of products', '{ "plans": [] }', /products must be a list, and is missing/],
      ['a product without a name', '{ "products": [{ "id": "a" }] }', /products\[0\]\.name must be a text/],
      ['a price in dollars and cents', '{ "products": [{ "id": "a", "name": "A", "prices": [{ "id": "p", "amount": 19.99, "currency": "USD", "interval": "month" }] }] }', /products\[0\]\.prices\[0\]\.amount .*must be an integer/],
      ['an unknown interval', '{ "products": [{ "id": "a", "name": "A", "prices": [{ "id": "p", "amount": 1, "currency": "USD", "interval": "decade" }] }] }', /interval must be day, week, month or year/],
      ['a list instead of an object', '[]', /must be an object/],
    ] as const) {
      it(`names what is wrong with ${what}, and leaves the page alone`, async () => {
        const { el, message, code } = await broken(text);
        expect(code).to.equal('invalid_plans');
        expect(message).to.match(named);
        expect(textOf(find(el, '.notice-text'))).to.equal('The list of plans on this page is not written correctly.');
        expect(document.querySelector('#rest')?.checkVisibility()).to.equal(true);
      });
    }

    it('refuses a secret key', async () => {
      const el = document.createElement('pricing-table');
      const told = oneEvent(el, 'billing-error') as unknown as Promise<BillingErrorEvent>;
      Object.assign(el, { apiUrl: shared.project.apiUrl, publishableKey: 'sk_test_oops' });
      await fixture(html`<div>${el}</div>`);
      expect((await told).error.code).to.equal('apikey_in_browser');
      await settled(el);
      expect(textOf(el.shadowRoot?.firstElementChild)).not.to.contain('oops');
    });

    it('shows hostile texts as texts', async () => {
      const bad = '<img src=x onerror="window.hacked = true"><script>window.hacked = true</script>';
      const el = await written([
        plan('a', { name: bad, description: bad, prices: [price('m', 100, { unitLabel: bad, scheme: 'per_unit' })], features: [bad, { name: 'x', title: bad, properties: { limit: 5, unit: bad, group: bad } }] }),
      ]);
      el.layout = 'comparison';
      await el.updateComplete;
      await settled(el);
      expect(textOf(find(el, '.name'))).to.equal(bad);
      expect(findAll(el, 'img, script')).to.have.length(0);
      expect(window).not.to.have.property('hacked');
    });

    it('shows a currency that nobody knows with its code', async () => {
      const client = keep(clientOf({ products: { products: [{ ...plan('a'), prices: [price('m', 1250, { currency: 'shells' })], description: null, features: [] }], currentSubscription: null } }));
      const el = await mounted(html`<pricing-table .client=${client}></pricing-table>`);
      expect(part(el, 'A', '.amount')).to.equal('12.5 shells');
    });

    it('keeps asking nobody once it is gone', async () => {
      const client = clientFor('user_free');
      const el = await mounted(html`<pricing-table .client=${client}></pricing-table>`);
      el.remove();
      performance.clearResourceTimings();
      client.invalidate('products');
      await aTimeout(0);
      expect(performance.getEntriesByType('resource').filter(({ name }) => name.includes('/v1/products'))).to.have.length(0);
    });

    it('comes back with its plans when it moves', async () => {
      const root = await fixture<HTMLElement>(html`<div><aside></aside><pricing-table .client=${clientFor('user_free')}></pricing-table></div>`);
      const el = root.querySelector('pricing-table');
      if (!el) throw new Error('no table');
      await settled(el);
      performance.clearResourceTimings();
      root.querySelector('aside')?.append(el);
      await el.updateComplete;
      expect(names(el)).to.have.length(4);
      expect(performance.getEntriesByType('resource').filter(({ name }) => name.includes('/v1/products'))).to.have.length(0);
    });
  });
});
