import { aTimeout, expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { createClient } from '../../src/core/client.js';
import { CheckoutButton } from '../../src/elements/checkout-button.js';
import type { BillingCheckoutRequestEvent, BillingErrorEvent, BillingPlanChangeRequestEvent } from '../../src/elements/events.js';
import '../../src/elements/billing-provider.js';
import { clientOf } from '../support/answers.js';
import { freshProject } from '../support/api.js';
import { useProject } from '../support/clients.js';
import { find, onPage, textOf } from '../support/elements.js';
import { itLeaves, leaving } from '../support/leaving.js';
import { holdStill } from '../support/still.js';

const STARTER = 'price_starter_month_usd';
const PRO = 'price_pro_month_usd';

describe('<checkout-button>', () => {
  const shared = useProject();
  const { keep, clientFor } = shared;

  const inside = (el: CheckoutButton): HTMLElement => find(el, 'button');
  const trouble = (el: CheckoutButton): string => textOf(el.shadowRoot?.querySelector('[role=alert]'));
  const isReady = (el: CheckoutButton): boolean => inside(el).getAttribute('aria-disabled') === 'false';
  const mounted = async (template: ReturnType<typeof html>): Promise<CheckoutButton> => {
    const root = await fixture<HTMLElement>(template);
    const el = root instanceof CheckoutButton ? root : root.querySelector('checkout-button');
    if (!el) throw new Error('no button in the fixture');
    await waitUntil(() => !inside(el).classList.contains('bone'), 'the button has its label', { timeout: 4000 });
    return el;
  };
  const as = (user: string, price = PRO) => mounted(html`<checkout-button price=${price} .client=${clientFor(user)}></checkout-button>`);
  const refused = (el: CheckoutButton, text: string) => waitUntil(() => trouble(el) === text, `it says ${text}`, { timeout: 4000 });
  const created = (): number => performance.getEntriesByType('resource').filter(({ name }) => name.includes('/checkout/create')).length;

  before(holdStill);

  describe('accessibility', () => {
    for (const scheme of ['light', 'dark']) {
      it(`has no violation to buy, as the current plan, with a failure, signed out and loading, ${scheme}`, async () => {
        const [free, pro, late] = [clientFor('user_free'), clientFor('user_pro'), clientFor('user_past_due')];
        const nobody = keep(clientOf({}, { getSessionToken: async () => null }));
        const hanging = keep(clientOf({ products: new Promise(() => {}) }));
        const clients = [free, pro, late, nobody, hanging];
        const root = await fixture(onPage(scheme, clients.map((client) => html`<checkout-button price=${PRO} .client=${client}></checkout-button>`)));
        const buttons = [...root.querySelectorAll('checkout-button')];
        await waitUntil(() => buttons.slice(0, 4).every((el) => !inside(el).classList.contains('bone')), 'labels', { timeout: 4000 });
        const [, , failing] = buttons;
        if (!failing) throw new Error('buttons missing');
        inside(failing).click();
        await waitUntil(() => trouble(failing) !== '', 'the failure', { timeout: 4000 });
        await expect(root).to.be.accessible();
      });
    }

    it('is no taller when its label comes', async () => {
      let answer = (_body: unknown): void => {};
      const client = keep(clientOf({ products: new Promise((resolve) => (answer = resolve)) }));
      const el = await fixture<CheckoutButton>(html`<checkout-button price=${PRO} .client=${client}></checkout-button>`);
      const before = el.getBoundingClientRect().height;
      answer({ products: [], currentSubscription: null });
      await waitUntil(() => textOf(inside(el)) === 'Subscribe' && isReady(el));
      expect(el.getBoundingClientRect().height).to.be.closeTo(before, 0.1);
    });

    it('keeps the focus when its plan becomes the current one, and can no longer be bought', async () => {
      const own = await freshProject();
      const client = clientFor('user_near_limit', own);
      const el = await mounted(html`<checkout-button price="price_starter_year_usd" .client=${client}></checkout-button>`);
      inside(el).focus();
      const { id } = await own.api<{ id: string }>('/customers/external/user_near_limit');
      const { data } = await own.api<{ data: { id: string }[] }>(`/subscriptions?customer_id=${id}&status=active`);
      await own.api(`/subscriptions/${data[0]?.id}/change-plan`, { body: { new_price_id: 'price_starter_year_usd' } });
      client.invalidate();
      await waitUntil(() => textOf(inside(el)) === 'Current plan', 'it is', { timeout: 4000 });
      await aTimeout(50); // a browser takes the focus from what is disabled some time after
      expect(el.shadowRoot?.activeElement).to.equal(inside(el));
      el.addEventListener('billing-checkout-request', () => expect.fail('it is theirs already'));
      await sendKeys({ press: 'Enter' });
      expect(el.matches(':state(busy)')).to.equal(false);
    });

    it('says aloud that the checkout is opening', async () => {
      const el = await as('user_free');
      el.addEventListener('billing-checkout-request', () => void (el.mode = 'redirect'));
      const client = keep(clientOf({ 'checkout/create': new Promise(() => {}), products: { products: [], currentSubscription: null } }));
      el.client = client;
      await waitUntil(() => textOf(inside(el)) === 'Subscribe');
      inside(el).focus();
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => inside(el).getAttribute('aria-busy') === 'true');
      expect(textOf(el.shadowRoot?.querySelector('[role=status]'))).to.equal('Opening the checkout');
      expect(el.shadowRoot?.activeElement, 'it keeps the focus').to.equal(inside(el));
      expect(el.matches(':state(busy)')).to.equal(true);
    });
  });

  describe('properties', () => {
    for (const [user, price, label, ready] of [
      ['user_free', PRO, 'Start trial', true],
      ['user_free', STARTER, 'Upgrade to Starter', true],
      ['user_near_limit', PRO, 'Upgrade to Pro', true],
      ['user_near_limit', STARTER, 'Current plan', false],
      ['user_near_limit', 'price_starter_year_usd', 'Switch to yearly', true],
      ['user_pro', STARTER, 'Downgrade to Starter', true],
      ['user_canceling', PRO, 'Keep Pro', true],
    ] as const) {
      it(`says what pressing it means: ${label}, for ${user}`, async () => {
        const el = await as(user, price);
        expect(textOf(inside(el))).to.equal(label);
        expect(isReady(el)).to.equal(ready);
      });
    }

    it("asks for so many, with a coupon, in the page's language, and to come back where it is told to", async () => {
      const own = await freshProject();
      const bodies: unknown[] = [];
      const watching: typeof fetch = (input, init) => {
        if (String(input).endsWith('/checkout/create')) bodies.push(JSON.parse(String(init?.body)));
        return fetch(input, init);
      };
      const getSessionToken = async () => (await (await fetch(own.sessionUrl('user_free'))).json()) as { sessionToken: string };
      const client = keep(createClient({ apiUrl: own.apiUrl, getSessionToken, fetch: watching, noShare: true }));
      const el = await mounted(html`
        <checkout-button lang="de-AT" price=${PRO} quantity="3" coupon="HALF3" success-url="/thanks" cancel-url="/plans" .client=${client}></checkout-button>
      `);
      inside(el).click();
      await oneEvent(el, 'billing-error'); // the coupon
      expect(bodies).to.deep.equal([
        { priceId: PRO, quantity: 3, mode: 'redirect', couponCode: 'HALF3', successUrl: `${location.origin}/thanks`, cancelUrl: `${location.origin}/plans`, locale: 'de-AT' },
      ]);
    });
  });

  describe('states', () => {
    for (const mode of ['redirect', 'embedded'] as const) {
      it(`keeps a plan that was to end here and now (${mode})`, async () => {
        const own = await freshProject();
        const el = await mounted(html`<checkout-button price=${PRO} mode=${mode} .client=${clientFor('user_canceling', own)}></checkout-button>`);
        const told = oneEvent(el, 'billing-subscription-change');
        inside(el).click();
        await told;
        await waitUntil(() => textOf(inside(el)) === 'Current plan', undefined, { timeout: 4000 });
        const { data } = await own.api<{ data: { cancelAtPeriodEnd: boolean }[] }>('/subscriptions?customer_id=user_canceling');
        expect(data.map((it) => it.cancelAtPeriodEnd)).to.deep.equal([false]);
      });
    }

    itLeaves('opens one checkout for a double click, and for a click beside Enter', async () => {
      const own = await freshProject();
      const el = await mounted(html`<checkout-button price=${STARTER} .client=${clientFor('user_free', own)}></checkout-button>`);
      performance.clearResourceTimings();
      const left = leaving();
      inside(el).focus();
      await sendKeys({ press: 'Enter' });
      inside(el).click();
      inside(el).click();
      expect(await left).to.match(new RegExp(`^${own.apiUrl}/checkout/`));
      expect(created()).to.equal(1);
    });

    it('offers a plan change where a paid plan was bought meanwhile', async () => {
      const own = await freshProject();
      const el = await mounted(html`<checkout-button price=${PRO} .client=${clientFor('user_free', own)}></checkout-button>`);
      // A card, and the plan: elsewhere.
      const { id } = await own.api<{ id: string }>('/customers/external/user_free');
      const free = await own.api<{ data: { id: string }[] }>(`/subscriptions?customer_id=${id}&status=active`);
      for (const it of free.data) await own.api(`/subscriptions/${it.id}/cancel`, { body: { immediately: true } });
      const client = keep(
        createClient({
          apiUrl: own.apiUrl,
          noShare: true,
          getSessionToken: async () => (await (await fetch(own.sessionUrl('user_near_limit'))).json()) as { sessionToken: string },
          initialData: { products: { products: [], currentSubscription: null } },
        }),
      );
      el.client = client;
      const told = oneEvent(el, 'billing-error') as unknown as Promise<BillingErrorEvent>;
      await el.updateComplete;
      inside(el).click();
      expect((await told).error.code).to.equal('already_purchased');
      await refused(el, 'You have a paid plan already. Nothing was charged.');
      await waitUntil(() => textOf(inside(el)) === 'Upgrade to Pro', 'the button means the change now', { timeout: 4000 });
      const asked = oneEvent(el, 'billing-plan-change-request') as unknown as Promise<BillingPlanChangeRequestEvent>;
      el.addEventListener('billing-plan-change-request', (event) => event.preventDefault());
      inside(el).click();
      expect((await asked).subscription.priceId).to.equal(STARTER);
    });

    it('says why a checkout was not opened, and can be pressed again', async () => {
      const el = await mounted(html`<checkout-button price=${STARTER} coupon="NO_SUCH" .client=${clientFor('user_free')}></checkout-button>`);
      inside(el).click();
      await oneEvent(el, 'billing-error');
      await refused(el, 'This coupon is not valid, or cannot be used here. Nothing was charged.');
      expect(isReady(el)).to.equal(true);
      expect(el.matches(':state(busy)')).to.equal(false);
    });

    it('says when the plan begins that is booked already, and books it no second time', async () => {
      const own = await freshProject();
      const { data } = await own.api<{ data: { id: string }[] }>('/subscriptions?customer_id=user_pro&status=active');
      await own.api(`/subscriptions/${data[0]?.id}/change-plan`, { body: { new_price_id: STARTER, confirm_amount: 0 } });
      const client = clientFor('user_pro', own);
      const el = await mounted(html`<checkout-button price=${STARTER} .client=${client}></checkout-button>`);
      expect(textOf(inside(el))).to.match(/^Begins \w+ \d+/);
      expect(isReady(el)).to.equal(false);
      const other = await mounted(html`<checkout-button price=${PRO} .client=${client}></checkout-button>`);
      expect(textOf(inside(other))).to.equal('Keep Pro');
      const told = oneEvent(other, 'billing-subscription-change');
      inside(other).click();
      await told;
      await waitUntil(() => textOf(inside(other)) === 'Current plan', 'it is kept here and now', { timeout: 4000 });
      await waitUntil(() => textOf(inside(el)) === 'Downgrade to Starter', 'nothing is booked', { timeout: 4000 });
    });

    it('says why a price in another currency than the plan’s cannot be had', async () => {
      const el = await as('user_over_limit'); // pays in EUR
      expect(textOf(inside(el))).to.equal('Upgrade to Pro');
      const told = oneEvent(el, 'billing-error') as unknown as Promise<BillingErrorEvent>;
      inside(el).click();
      expect((await told).error.code).to.equal('currency_mismatch');
      await refused(el, 'Your plan is paid in another currency. Choose a price in that one. Nothing was charged.');
    });

    it('asks to sign in where nobody is', async () => {
      const nobody = keep(clientOf({}, { getSessionToken: async () => null }));
      const el = await mounted(html`<checkout-button price=${PRO} .client=${nobody}></checkout-button>`);
      expect(textOf(inside(el))).to.equal('Subscribe');
      const asked = oneEvent(el, 'billing-sign-in-request');
      inside(el).click();
      await asked;
      expect(trouble(el)).to.equal('');
    });

    it('sells also where the catalog cannot be had', async () => {
      const client = keep(clientOf({ products: new Response('no', { status: 500 }) }));
      const el = await mounted(html`<checkout-button price=${PRO} .client=${client}></checkout-button>`);
      expect(textOf(inside(el))).to.equal('Subscribe');
      expect(isReady(el)).to.equal(true);
    });
  });

  describe('slots', () => {
    it('takes a label', async () => {
      const el = await mounted(html`<checkout-button price=${PRO} .client=${clientFor('user_free')}>Get Pro</checkout-button>`);
      expect(el.textContent).to.equal('Get Pro');
      expect(inside(el).querySelector('slot')?.assignedNodes()).to.have.length(1);
    });
  });

  describe('events', () => {
    it('leaves it to a page that prevents it, and names the plan', async () => {
      const el = await as('user_free');
      performance.clearResourceTimings();
      el.addEventListener('billing-checkout-request', (event) => event.preventDefault());
      const asked = oneEvent(el, 'billing-checkout-request') as unknown as Promise<BillingCheckoutRequestEvent>;
      inside(el).click();
      expect((await asked).choice).to.deep.equal({ productId: 'pro', priceId: PRO, quantity: 1 });
      await aTimeout(0);
      expect(created()).to.equal(0);
      expect(el.matches(':state(busy)')).to.equal(false);
    });

    it('asks to change the plan where there is a paid one', async () => {
      const el = await as('user_near_limit');
      el.addEventListener('billing-plan-change-request', (event) => event.preventDefault());
      const asked = oneEvent(el, 'billing-plan-change-request') as unknown as Promise<BillingPlanChangeRequestEvent>;
      inside(el).click();
      const { choice, subscription } = await asked;
      expect([choice.priceId, subscription.priceId]).to.deep.equal([PRO, STARTER]);
    });
  });

  describe('misuse', () => {
    it('does nothing without a price, and tells of one that the catalog does not have', async () => {
      const client = clientFor('user_free');
      const without = await mounted(html`<checkout-button .client=${client}></checkout-button>`);
      performance.clearResourceTimings();
      inside(without).click();
      await aTimeout(0);
      expect(created()).to.equal(0);
      const el = await mounted(html`<checkout-button price="price_of_nothing" .client=${client}></checkout-button>`);
      const told = oneEvent(el, 'billing-error') as unknown as Promise<BillingErrorEvent>;
      inside(el).click();
      expect((await told).error.code).to.equal('not_found');
      await refused(el, 'The checkout could not be opened. Nothing was charged.');
    });

    it('goes to no page that is neither https nor the API’s own', async () => {
      const products = { products: [], currentSubscription: null };
      const checkout = { id: 'cs_evil', url: 'http://evil.example/pay', status: 'open', expiresAt: '2030-01-01T00:00:00Z' };
      const client = keep(clientOf({ products, 'checkout/create': checkout, '/status': checkout }));
      const el = await mounted(html`<checkout-button price=${PRO} .client=${client}></checkout-button>`);
      const told = oneEvent(el, 'billing-error') as unknown as Promise<BillingErrorEvent>;
      inside(el).click();
      expect((await told).error.code).to.equal('invalid_checkout_url');
    });
  });
});
