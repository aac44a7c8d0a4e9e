import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { createClient } from '../../src/core/client.js';
import '../../src/elements/billing-provider.js';
import '../../src/elements/pricing-table.js';
import type { PricingTable } from '../../src/elements/pricing-table.js';
import { clientOf } from '../support/answers.js';
import { freshProject } from '../support/api.js';
import { useProject } from '../support/clients.js';
import { find, findAll, textOf } from '../support/elements.js';
import { ManualClock } from '../support/manual-clock.js';
import { button, buttons, card, choose, mounted, part, plan, price, written } from '../support/pricing-table.js';

describe('<pricing-table>', () => {
  const shared = useProject();
  const { keep, clientFor } = shared;
  const as = (user: string) => mounted(html`<pricing-table .client=${clientFor(user)}></pricing-table>`);

  describe('states', () => {
    const words: Readonly<Record<string, string[]>> = {
      user_free: ['Current plan', 'Upgrade to Starter', 'Start trial', 'Talk to us'],
      user_near_limit: ['Downgrade to Hobby', 'Current plan', 'Upgrade to Pro', 'Talk to us'],
      user_pro: ['Downgrade to Hobby', 'Downgrade to Starter', 'Current plan', 'Talk to us'],
      user_trialing: ['Downgrade to Hobby', 'Downgrade to Starter', 'Current plan', 'Talk to us'],
      user_canceling: ['Downgrade to Hobby', 'Downgrade to Starter', 'Keep Pro', 'Talk to us'],
    };
    for (const [user, expected] of Object.entries(words)) {
      it(`has the right words on its buttons for ${user}`, async () => {
        expect(buttons(await as(user))).to.deep.equal(expected);
      });
    }

    it('lets what the merchant wrote run in its own direction among words that run in another', async () => {
      const el = await written([plan('pro', { description: 'For teams that live in it all day.' })], { lang: 'ar', dir: 'rtl' });
      const text = el.shadowRoot?.querySelector('.description bdi')?.firstChild;
      if (!text) throw new Error('no description');
      const [first, last] = [0, (text.textContent?.length ?? 0) - 1].map((at) => {
        const range = document.createRange();
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        return range.getBoundingClientRect();
      });
      expect(last?.left).to.be.greaterThan(first?.left ?? NaN, 'the full stop stands at the end');
    });

    it('marks the current plan and disables its button', async () => {
      const el = await as('user_near_limit');
      expect(part(el, 'Starter', '.badge')).to.equal('Current plan');
      expect(button(el, 'starter').getAttribute('aria-disabled')).to.equal('true');
      el.addEventListener('billing-plan-change-request', () => expect.fail('it is theirs already'));
      button(el, 'starter').click();
      await choose(el, 'year');
      expect(textOf(button(el, 'starter'))).to.equal('Switch to yearly');
    });

    it('says when a canceled plan ends', async () => {
      expect(part(await as('user_canceling'), 'Pro', '.badge')).to.match(/^Ends \w+ \d+$/);
    });

    it('promises a trial only to those who can have one', async () => {
      expect(textOf(card(await as('user_free'), 'Pro'))).to.contain('14-day trial');
      expect(textOf(card(await as('user_near_limit'), 'Pro'))).not.to.contain('trial');
    });

    it('says when the own plan ends, with the year where it is not this one', async () => {
      const year = new Date().getFullYear() + 1;
      const currentSubscription = { id: 's', productId: 'pro', priceId: 'y', status: 'active', currentPeriodEnd: new Date(year, 5, 15).toISOString(), cancelAtPeriodEnd: true, amount: 20_000 };
      const products = [{ ...plan('pro'), prices: [price('y', 20_000, { interval: 'year' })], description: null, features: [], isCurrentPlan: true }];
      const el = await mounted(html`<pricing-table .client=${keep(clientOf({ products: { products, currentSubscription } }))}></pricing-table>`);
      expect(textOf(find(el, '.badge'))).to.equal(`Ends June 15, ${year}`);
    });

    for (const layout of ['cards', 'comparison'] as const) {
      it(`says what is booked and when, and offers to keep the plan instead of booking it again, as ${layout}`, async () => {
        const own = await freshProject();
        const { data } = await own.api<{ data: { id: string; currentPeriodEnd: string }[] }>('/subscriptions?customer_id=user_pro&status=active');
        const [{ id, currentPeriodEnd } = { id: '', currentPeriodEnd: '' }] = data;
        await own.api(`/subscriptions/${id}/change-plan`, { body: { new_price_id: 'price_starter_month_usd', confirm_amount: 0 } });
        const el = await mounted(html`<pricing-table layout=${layout} .client=${clientFor('user_pro', own)}></pricing-table>`);
        const full = new Date(currentPeriodEnd).toLocaleDateString('en', { day: 'numeric', month: 'long', year: 'numeric' });
        await waitUntil(() => textOf(find(el, '[role=status]')) === `You change to Starter on ${full}.`, 'the banner');
        expect(textOf(button(el, 'starter'))).to.match(/^Begins \w+ \d+/);
        expect(button(el, 'starter').getAttribute('aria-disabled')).to.equal('true');
        expect(textOf(button(el, 'pro'))).to.equal('Keep Pro');
        expect(findAll(el, '.badge').map(textOf)).to.include(`Ends ${textOf(button(el, 'starter')).slice('Begins '.length)}`);
        await expect(el).to.be.accessible();
      });
    }

    it('says so of seats and of the rhythm alone, by what becomes different', async () => {
      const products = [{ ...plan('pro'), prices: [price('m', 2000), price('y', 20_000, { interval: 'year' })], description: null, features: [], isCurrentPlan: true }];
      const currentSubscription = { id: 's', productId: 'pro', priceId: 'y', status: 'active', currentPeriodEnd: '2030-06-15T12:00:00Z', cancelAtPeriodEnd: false, amount: 40_000, quantity: 2, interval: 'year', intervalCount: 1 };
      const pendingChange = { priceId: 'm', productId: 'pro', productName: 'Pro', quantity: 2, interval: 'month', intervalCount: 1, effectiveAt: '2030-06-15T12:00:00Z' };
      const banner = async (next: object): Promise<string> => {
        const list = { products, currentSubscription: { ...currentSubscription, pendingChange: { ...pendingChange, ...next } } };
        const el = await mounted(html`<pricing-table .client=${keep(clientOf({ products: list }))}></pricing-table>`);
        expect(textOf(find(el, '.badge'))).to.equal('Current plan');
        await waitUntil(() => textOf(find(el, '[role=status]')) !== '', 'the banner');
        return textOf(find(el, '[role=status]'));
      };
      expect(await banner({})).to.equal('You change to Pro, 2 seats, monthly on June 15, 2030.');
      expect(await banner({ priceId: 'y', interval: 'year', quantity: 1 })).to.equal('You change to Pro, 1 seat on June 15, 2030.');
      expect(await banner({ priceId: 'q', intervalCount: 3 })).to.equal('You change to Pro, 2 seats, every 3 months on June 15, 2030.');
    });

    it('takes an ended subscription for none', async () => {
      const currentSubscription = { id: 's', productId: 'pro', priceId: 'm', status: 'canceled', currentPeriodEnd: null, cancelAtPeriodEnd: false };
      const products = [{ ...plan('pro'), prices: [price('m', 2000)], description: null, features: [] }];
      const el = await mounted(html`<pricing-table .client=${keep(clientOf({ products: { products, currentSubscription } }))}></pricing-table>`);
      expect(buttons(el)).to.deep.equal(['Get started']);
    });

    for (const layout of ['cards', 'comparison'] as const) {
      it(`says of each price whether its tax is in it, where the price says so, as ${layout}`, async () => {
        const taxes = ['inclusive', 'exclusive', 'unspecified', undefined];
        const products = taxes.map((taxBehavior, index) => ({ ...plan(`p${index}`), prices: [price(`m${index}`, 2000, { taxBehavior })], description: null, features: [] }));
        const el = await mounted(html`<pricing-table layout=${layout} .client=${keep(clientOf({ products: { products, currentSubscription: null } }))}></pricing-table>`);
        const lines = Array.from(el.shadowRoot?.querySelectorAll('.billed') ?? [], ({ textContent }) => textContent?.replace(/^P\d /, '').trim());
        expect(lines).to.deep.equal(['Billed monthly · tax included', 'Billed monthly · plus tax', 'Billed monthly', 'Billed monthly']);
      });
    }

    it('is loading, then ready, as custom states', async () => {
      const root = await fixture<PricingTable>(html`<pricing-table></pricing-table>`);
      expect(root.matches(':state(loading)')).to.equal(true);
      root.client = clientFor('user_free');
      await waitUntil(() => root.matches(':state(ready)'), 'ready', { timeout: 4000 });
      expect(root.matches(':state(loading)')).to.equal(false);
    });

    it('shows an error with a retry that works', async () => {
      let healthy = false;
      const fetched: typeof fetch = async (input, init) => (healthy ? fetch(input, init) : new Response('{}', { status: 503 }));
      const client = keep(createClient({ apiUrl: shared.project.apiUrl, publishableKey: shared.project.publishableKey, fetch: fetched, noShare: true }));
      const el = await mounted(html`<pricing-table .client=${client}></pricing-table>`);
      expect(textOf(find(el, '.notice-text'))).to.equal('The billing service has a problem. Nothing was changed.');
      healthy = true;
      find(el, '.notice button').focus();
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => el.matches(':state(ready)'), 'ready', { timeout: 4000 });
      expect(document.activeElement, 'it keeps the focus that its button had').to.equal(el);
    });

    it('is signed out where nobody is, and asks to sign in', async () => {
      const client = keep(createClient({ apiUrl: shared.project.apiUrl, getSessionToken: async () => null, noShare: true }));
      const el = await mounted(html`<pricing-table .client=${client}></pricing-table>`);
      expect(el.matches(':state(signed-out)')).to.equal(true);
      setTimeout(() => find(el, '.notice button').click());
      expect((await oneEvent(el, 'billing-sign-in-request')).cancelable).to.equal(true);
    });

    it('says so where nothing is on sale', async () => {
      const el = await written([]);
      expect(el.matches(':state(empty)')).to.equal(true);
    });

    it('says on return from a checkout which plan it is now', async () => {
      const own = await freshProject();
      const client = clientFor('user_free', own);
      const { id } = await client.request<{ id: string }>('/v1/checkout/create', { body: { priceId: 'price_hobby_month_usd' } });
      history.replaceState(null, '', `?billing_checkout_canceled=${id}`);
      const el = await mounted(html`
        <billing-provider api-url=${own.apiUrl} session-token-url=${own.sessionUrl('user_free')} no-share>
          <pricing-table></pricing-table>
        </billing-provider>
      `);
      await waitUntil(() => textOf(find(el, '[role=status]')) !== '', 'the banner');
      expect(textOf(find(el, '[role=status]'))).to.equal('The checkout was left. Nothing was charged.');
      expect(location.search).to.equal('');
    });

    it('says that a payment is not confirmed yet, and keeps the address, so that a reload asks again', async () => {
      const clock = new ManualClock();
      const client = keep(clientOf({ status: { status: 'processing' }, products: { products: [plan('pro', { prices: [], features: [] })], currentSubscription: null } }, { clock }));
      history.replaceState(null, '', '?billing_checkout=co_pending');
      try {
        const el = await mounted(html`<billing-provider .client=${client}><pricing-table></pricing-table></billing-provider>`);
        await waitUntil(() => textOf(find(el, '[role=status]')).includes('being confirmed'), 'it asks', { timeout: 4000 });
        const says = async (): Promise<boolean> => {
          await clock.advance(1_000); // each question waits for its answer
          return textOf(find(el, '[role=status]')).includes('not confirmed yet');
        };
        await waitUntil(says, 'it says so', { interval: 10, timeout: 4000 });
        expect(location.search).to.equal('?billing_checkout=co_pending');
      } finally {
        history.replaceState(null, '', location.pathname);
      }
    });
  });
});
