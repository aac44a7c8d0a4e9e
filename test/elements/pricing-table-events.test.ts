import { aTimeout, expect, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type {
  BillingCheckoutRequestEvent,
  BillingContactRequestEvent,
  BillingErrorEvent,
  BillingPlanChangeRequestEvent,
  BillingSignupRequestEvent,
} from '../../src/elements/events.js';
import '../../src/elements/pricing-table.js';
import { clientOf } from '../support/answers.js';
import { freshProject } from '../support/api.js';
import { useProject } from '../support/clients.js';
import { textOf } from '../support/elements.js';
import { itLeaves, leaving } from '../support/leaving.js';
import { button, card, mounted, plan, price, written } from '../support/pricing-table.js';

describe('<pricing-table>', () => {
  const shared = useProject();
  const { keep, clientFor } = shared;
  const as = (user: string) => mounted(html`<pricing-table .client=${clientFor(user)}></pricing-table>`);

  describe('events', () => {
    itLeaves('asks, then opens the checkout of that price, once for a double click', async () => {
      const own = await freshProject();
      const el = await mounted(html`<pricing-table success-url="/thanks" .client=${clientFor('user_free', own)}></pricing-table>`);
      performance.clearResourceTimings();
      const asked: BillingCheckoutRequestEvent[] = [];
      el.addEventListener('billing-checkout-request', (event) => asked.push(event));
      const left = leaving();
      button(el, 'starter').click();
      button(el, 'starter').click();
      await el.updateComplete;
      expect(button(el, 'starter').getAttribute('aria-busy')).to.equal('true');
      expect(el.matches(':state(busy)')).to.equal(true);
      const url = await left;
      expect(url).to.match(new RegExp(`^${own.apiUrl}/checkout/`));
      expect(asked.map(({ choice }) => choice)).to.deep.equal([{ productId: 'starter', priceId: 'price_starter_month_usd', quantity: 1 }]);
      expect(performance.getEntriesByType('resource').filter(({ name }) => name.includes('/checkout/create'))).to.have.length(1);
    });

    itLeaves('opens one checkout for Enter and a click', async () => {
      const own = await freshProject();
      const el = await mounted(html`<pricing-table .client=${clientFor('user_free', own)}></pricing-table>`);
      performance.clearResourceTimings();
      const left = leaving();
      button(el, 'starter').focus();
      await sendKeys({ press: 'Enter' });
      button(el, 'starter').click();
      await left;
      expect(performance.getEntriesByType('resource').filter(({ name }) => name.includes('/checkout/create'))).to.have.length(1);
    });

    it('leaves it to a page that prevents it', async () => {
      const el = await as('user_free');
      performance.clearResourceTimings();
      el.addEventListener('billing-checkout-request', (event) => event.preventDefault());
      button(el, 'starter').click();
      await aTimeout(0);
      expect(performance.getEntriesByType('resource').filter(({ name }) => name.includes('/checkout'))).to.have.length(0);
      expect(el.matches(':state(busy)')).to.equal(false);
    });

    itLeaves('asks for a plan change where there is a paid subscription, and changes that one', async () => {
      const own = await freshProject();
      const el = await mounted(html`<pricing-table .client=${clientFor('user_near_limit', own)}></pricing-table>`);
      const asked = oneEvent(el, 'billing-plan-change-request') as unknown as Promise<BillingPlanChangeRequestEvent>;
      const left = leaving();
      button(el, 'pro').click();
      const { choice, subscription } = await asked;
      expect(choice.priceId).to.equal('price_pro_month_usd');
      expect(subscription.priceId).to.equal('price_starter_month_usd');
      expect(await left).to.match(/\/checkout\//);
    });

    it('tells what kept a checkout from opening, beside its button, and can be tried again', async () => {
      const own = await freshProject();
      const el = await mounted(html`<pricing-table .client=${clientFor('user_past_due', own)}></pricing-table>`);
      const told = oneEvent(el, 'billing-error') as unknown as Promise<BillingErrorEvent>;
      button(el, 'pro').click();
      expect((await told).error.code).to.equal('subscription_past_due');
      const failure = (): string => textOf(card(el, 'Pro').querySelector('[role=alert]'));
      await waitUntil(() => failure() === 'An invoice is still open. Pay it first, then change the plan.', 'it says why', { timeout: 4000 });
      expect(button(el, 'pro').hasAttribute('aria-busy')).to.equal(false);
      const again = oneEvent(el, 'billing-plan-change-request');
      button(el, 'pro').click();
      await again;
    });

    it('goes to no checkout that is neither https nor the API’s own', async () => {
      const products = { products: [{ ...plan('pro'), prices: [price('m', 2000)], description: null, features: [] }], currentSubscription: null };
      for (const url of ['javascript:alert(1)', 'http://evil.example/pay', 'data:text/html,hi']) {
        const checkout = { id: `cs_${url.length}`, url, status: 'open', expiresAt: '2030-01-01T00:00:00Z' };
        const client = keep(clientOf({ products, 'checkout/create': checkout, '/status': checkout }));
        const el = await mounted(html`<pricing-table .client=${client}></pricing-table>`);
        const told = oneEvent(el, 'billing-error') as unknown as Promise<BillingErrorEvent>;
        button(el, 'pro').click();
        expect((await told).error.code).to.equal('invalid_checkout_url');
      }
    });

    it('leads to the sign-up with plan, price and quantity where nobody is signed in', async () => {
      const el = await mounted(html`
        <pricing-table publishable-key=${shared.project.publishableKey} api-url=${shared.project.apiUrl} signup-url="/signup?from=pricing"></pricing-table>
      `);
      expect((button(el, 'starter') as HTMLAnchorElement).href).to.equal(
        `${location.origin}/signup?from=pricing&plan=starter&price=price_starter_month_usd&quantity=1`,
      );
      el.signupUrl = '/join/{plan}/{quantity}';
      await el.updateComplete;
      expect(button(el, 'starter').getAttribute('href')).to.equal('/join/starter/1');
      el.signupUrl = 'javascript:alert(1)';
      await el.updateComplete;
      expect(button(el, 'starter').localName).to.equal('button');
    });

    it('asks before it leads to the sign-up, and stays where that is prevented', async () => {
      const el = await mounted(html`
        <pricing-table publishable-key=${shared.project.publishableKey} api-url=${shared.project.apiUrl} signup-url="/signup"></pricing-table>
      `);
      el.addEventListener('billing-signup-request', (event) => event.preventDefault());
      const asked = oneEvent(el, 'billing-signup-request') as unknown as Promise<BillingSignupRequestEvent>;
      const click = new MouseEvent('click', { bubbles: true, cancelable: true });
      setTimeout(() => button(el, 'pro').dispatchEvent(click));
      const { choice, url } = await asked;
      expect(choice.productId).to.equal('pro');
      expect(url).to.contain('plan=pro');
      expect(click.defaultPrevented).to.equal(true);
    });

    it('leads to someone to talk to, by an address that cannot run', async () => {
      const el = await as('user_free');
      expect(button(el, 'enterprise').getAttribute('href')).to.equal('https://app.example.com/contact');
      el.addEventListener('billing-contact-request', (event) => event.preventDefault());
      const asked = oneEvent(el, 'billing-contact-request') as unknown as Promise<BillingContactRequestEvent>;
      setTimeout(() => button(el, 'enterprise').click());
      expect((await asked).productId).to.equal('enterprise');
      const hostile = await written([plan('bad', { contactUrl: 'javascript:alert(1)' })]);
      expect(button(hostile, 'bad').localName).to.equal('button');
    });

    it('tells an error once, however often it renders', async () => {
      const el = document.createElement('pricing-table');
      const told: string[] = [];
      el.addEventListener('billing-error', ({ error }) => told.push(error.code));
      el.client = keep(clientOf({ products: { products: 'none' } }));
      document.body.append(el);
      await waitUntil(() => told.length > 0);
      el.requestUpdate();
      await el.updateComplete;
      el.compact = true;
      await el.updateComplete;
      expect(told).to.deep.equal(['invalid_response']);
      el.remove();
    });
  });
});
