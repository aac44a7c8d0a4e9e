import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { CheckoutDialog } from '../../src/elements/checkout-dialog.js';
import '../../src/elements/checkout-dialog.js';
import type { BillingCheckoutProgressEvent, BillingErrorEvent, BillingPlanChangeRequestEvent } from '../../src/elements/events.js';
import { clientOf } from '../support/answers.js';
import { useProject } from '../support/clients.js';
import { onPage, says as itSays, textOf } from '../support/elements.js';
import { holdStill } from '../support/still.js';

const STARTER = 'price_starter_month_usd';
const PRO = 'price_pro_month_usd';

/** What pages say in the frame, and what happens in it, is tested where a frame can be looked into: test/e2e/checkout.node.ts. */
describe('<checkout-dialog>', function () {
  this.timeout(15_000); // a page in a frame comes from the API, which serves other tests too
  const shared = useProject();
  const { keep, clientFor } = shared;
  before(holdStill);

  const find = <T extends Element = HTMLElement>(el: CheckoutDialog, selector: string): T | null => el.shadowRoot?.querySelector<T>(selector) ?? null;
  const plain = (el: CheckoutDialog): string => textOf(find(el, '.dialog-body'));
  const says = (el: CheckoutDialog, text: string) => itSays(el, text, plain);
  const iframe = (el: CheckoutDialog): HTMLIFrameElement | null => find<HTMLIFrameElement>(el, 'iframe.page:not(.away)');
  const framed = (el: CheckoutDialog) => waitUntil(() => iframe(el), 'the page comes', { timeout: 8000 });
  const isShown = (el: CheckoutDialog): boolean => find<HTMLDialogElement>(el, 'dialog')?.open === true;
  const made = (client = clientFor('user_free')) => fixture<CheckoutDialog>(html`<checkout-dialog .client=${client}></checkout-dialog>`);
  const open = { id: 'cs_1', url: 'https://pay.example/cs_1', status: 'open', expiresAt: '2030-01-01T00:00:00Z' };

  describe('accessibility', () => {
    for (const scheme of ['light', 'dark']) {
      it(`has no violation while opening, with the page, signed out, with an error and expired, ${scheme}`, async () => {
        const root = await fixture(onPage(scheme, ''));
        const cases: [Parameters<typeof made>[0], string][] = [
          [keep(clientOf({}, { getSessionToken: async () => null })), 'Sign in to pay'],
          [keep(clientOf({ 'checkout/create': new Response('no', { status: 500 }) })), 'could not be opened'],
        ];
        for (const [client, text] of cases) {
          const el = Object.assign(document.createElement('checkout-dialog'), { client });
          root.append(el);
          await el.show({ priceId: PRO });
          await says(el, text);
          await expect(el).to.be.accessible();
          el.remove();
        }
        const el = Object.assign(document.createElement('checkout-dialog'), { client: clientFor('user_free') });
        root.append(el);
        await el.show({ priceId: PRO });
        await framed(el);
        await expect(el).to.be.accessible({ ignoredRules: ['frame-tested'] }); // there is no axe in the frame
        el.client = keep(clientOf({ 'checkout/create': new Promise(() => {}) }));
        await el.updateComplete;
        await el.show({ priceId: PRO });
        await says(el, 'Opening the checkout');
        await expect(el).to.be.accessible();
      });
    }

    it('is a dialog with a name, which takes the focus, closes on Escape and gives the focus back', async () => {
      const root = await fixture(html`<div><button>Buy</button><checkout-dialog .client=${clientFor('user_free')}></checkout-dialog></div>`);
      const [button, el] = [root.querySelector('button'), root.querySelector('checkout-dialog')];
      if (!button || !el) throw new Error('not there');
      button.focus();
      await el.show({ priceId: STARTER });
      await framed(el);
      expect(find(el, 'dialog')?.getAttribute('aria-label')).to.equal('Checkout');
      expect(iframe(el)?.title).to.equal('Checkout');
      expect(document.activeElement).to.equal(el);
      await sendKeys({ press: 'Escape' });
      await waitUntil(() => !el.open);
      expect(isShown(el)).to.equal(false);
      expect(document.activeElement).to.equal(button);
    });
  });

  describe('properties', () => {
    it('opens and closes by attribute', async () => {
      const el = await fixture<CheckoutDialog>(html`<checkout-dialog open price=${STARTER} .client=${clientFor('user_free')}></checkout-dialog>`);
      await framed(el);
      expect(iframe(el)?.src).to.match(new RegExp(`^${shared.project.apiUrl}/checkout/cs_`));
      el.removeAttribute('open');
      await waitUntil(() => !isShown(el));
    });

    it('shows the same checkout when it is opened again, and another for another wish', async () => {
      const el = await made();
      const sources: (string | undefined)[] = [];
      for (const priceId of [STARTER, STARTER, 'price_starter_year_usd']) {
        await el.show({ priceId });
        await framed(el);
        sources.push(iframe(el)?.src);
        el.close();
        await waitUntil(() => !isShown(el));
      }
      expect(sources[1]).to.equal(sources[0]);
      expect(sources[2]).not.to.equal(sources[0]);
    });

    it('is as high as the page in it', async () => {
      const el = await made();
      await el.show({ priceId: STARTER });
      await framed(el);
      await waitUntil(() => iframe(el)?.style.blockSize !== '', 'the page says its height', { timeout: 4000 });
      expect(iframe(el)?.getBoundingClientRect().height).to.be.above(500);
      const dialog = find(el, 'dialog');
      expect(dialog?.getBoundingClientRect().height).to.be.below(window.innerHeight);
    });
  });

  describe('states', () => {
    it('offers the page itself where the frame does not speak', async () => {
      const client = keep(clientOf({ 'checkout/create': { ...open, url: `${shared.project.apiUrl}/health` }, '/status': open }, { apiUrl: shared.project.apiUrl }));
      const el = await made(client);
      await el.show({ priceId: PRO });
      await says(el, 'open the checkout as a page of its own');
      expect(find<HTMLAnchorElement>(el, '.silent a')?.href).to.equal(`${shared.project.apiUrl}/health`);
      expect(iframe(el), 'what came is to be seen').not.to.equal(null);
    });

    it('offers to change the plan where there is a paid one, and does so', async () => {
      const el = await made(clientFor('user_near_limit'));
      await el.show({ priceId: PRO });
      await says(el, 'You have a paid plan already. Nothing was charged. Upgrade to Pro');
      const asked = oneEvent(el, 'billing-plan-change-request') as unknown as Promise<BillingPlanChangeRequestEvent>;
      find(el, '.notice .button')?.click();
      const { choice, subscription } = await asked;
      expect([choice.priceId, subscription.priceId]).to.deep.equal([PRO, STARTER]);
      await framed(el);
    });

    it('can be tried again', async () => {
      let works = false;
      const answer: typeof fetch = async () => (works ? Response.json(open) : new Response('no', { status: 500 }));
      const el = await made(keep(clientOf({}, { fetch: answer })));
      const told = oneEvent(el, 'billing-error') as unknown as Promise<BillingErrorEvent>;
      await el.show({ priceId: PRO });
      expect((await told).error.status).to.equal(500);
      await says(el, 'Nothing was changed. Try again');
      works = true;
      find(el, '.notice .button')?.click();
      await waitUntil(() => find(el, 'iframe'));
    });

    it('asks to sign in where nobody is', async () => {
      const el = await made(keep(clientOf({}, { getSessionToken: async () => null })));
      await el.show({ priceId: PRO });
      await says(el, 'Sign in to pay');
      const asked = oneEvent(el, 'billing-sign-in-request');
      find(el, '.notice .button')?.click();
      await asked;
    });
  });

  describe('slots', () => {
    it('has none: what it shows is the hosted page', async () => {
      const el = await made();
      await el.show({ priceId: STARTER });
      expect(find(el, 'slot')).to.equal(null);
    });
  });

  describe('events', () => {
    it('tells that the page came, and that it was left', async () => {
      const el = await made();
      const steps: string[] = [];
      el.addEventListener('billing-checkout-progress', ({ step }: BillingCheckoutProgressEvent) => steps.push(step));
      await el.show({ priceId: STARTER });
      await waitUntil(() => steps.length > 0, 'it speaks', { timeout: 4000 });
      el.close();
      await waitUntil(() => steps.length > 1, 'it is left', { timeout: 4000 });
      expect(steps).to.deep.equal(['ready', 'canceled']);
    });
  });

  describe('misuse', () => {
    it('does not open without a price, and keeps nothing going when it is taken out', async () => {
      const el = await fixture<CheckoutDialog>(html`<checkout-dialog open .client=${clientFor('user_free')}></checkout-dialog>`);
      await waitUntil(() => !el.open);
      expect(isShown(el)).to.equal(false);
      const other = await made();
      await other.show({ priceId: STARTER });
      await framed(other);
      other.remove();
      await waitUntil(() => !other.open, 'it is over');
    });

    it('shows no page that is neither https nor the API’s own', async () => {
      for (const url of ['javascript:alert(1)', 'data:text/html,hi', 'http://evil.example/pay']) {
        const checkout = { ...open, id: `cs_${url.length}`, url };
        const el = await made(keep(clientOf({ 'checkout/create': checkout, '/status': checkout })));
        await el.show({ priceId: PRO });
        await says(el, 'could not be opened');
        expect(find(el, 'iframe')).to.equal(null);
      }
    });
  });
});
