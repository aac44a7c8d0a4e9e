import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { PaymentMethod } from '../../src/contract/payment-method.js';
import { paymentMethods } from '../../src/core/resources/account.js';
import type { BillingPaymentMethodChangeEvent } from '../../src/elements/events.js';
import '../../src/elements/payment-methods.js';
import type { PaymentMethods } from '../../src/elements/payment-methods.js';
import { clientOf } from '../support/answers.js';
import { freshProject } from '../support/api.js';
import { useProject } from '../support/clients.js';
import { ManualClock } from '../support/manual-clock.js';
import { itLeaves, leaving } from '../support/leaving.js';
import { addCard, comeBack, control, expectSameHeight, find, findAll, mount, news, onPage, says, settled, textOf, words } from '../support/elements.js';

const card = (over: Partial<PaymentMethod> = {}): PaymentMethod => ({
  id: 'pm_1',
  brand: 'Visa',
  last4: '4242',
  expMonth: 4,
  expYear: 2039,
  isDefault: true,
  createdAt: '2026-11-01T12:00:00Z',
  ...over,
});
const MASTERCARD = '5555555555554444';

describe('<payment-methods>', () => {
  const { keep, clientFor } = useProject();
  const withCards = (...cards: unknown[]) => keep(clientOf({ 'payment-methods': { paymentMethods: cards } }, { clock: new ManualClock() })); // 21 November 2026
  const cards = (el: PaymentMethods) => findAll(el, '.cards > li .what').map(textOf);
  const dialog = (el: PaymentMethods) => find<HTMLDialogElement>(el, 'dialog');
  const mounted = mount<PaymentMethods>;
  /** A project of its own, whose user_pro has a second card, which is the default now. */
  const twoCards = async () => {
    const own = await freshProject();
    await addCard(own, 'user_pro', MASTERCARD);
    const el = await mounted(html`<payment-methods .client=${clientFor('user_pro', own)}></payment-methods>`);
    const known = async () => {
      const { paymentMethods: list } = await own.api<{ paymentMethods: PaymentMethod[] }>('/payment-methods?customer_id=user_pro');
      return list.map(({ brand, isDefault }) => `${brand}${isDefault ? ', default' : ''}`);
    };
    return { own, el, known };
  };

  describe('accessibility', () => {
    for (const scheme of ['light', 'dark']) {
      it(`has no violation in any face, ${scheme}`, async () => {
        const clients = [
          withCards(card(), card({ id: 'pm_2', isDefault: false, expMonth: 12, expYear: 2026 }), card({ id: 'pm_3', isDefault: false, expYear: 2020 })),
          clientFor('user_free'),
          keep(clientOf({}, { getSessionToken: async () => null })),
          keep(clientOf({ 'payment-methods': new Response('', { status: 502 }) })),
          keep(clientOf({ 'payment-methods': new Promise(() => {}) })),
        ];
        const root = await fixture(onPage(scheme, clients.map((client) => html`<payment-methods .client=${client}></payment-methods>`)));
        const all = [...root.querySelectorAll('payment-methods')];
        for (const el of all.slice(0, -1)) await settled(el);
        await expect(root).to.be.accessible();
        const [first] = all;
        if (!first) throw new Error('no element');
        control(first, 'Remove Visa ending in 4242').click();
        await first.updateComplete;
        await expect(root).to.be.accessible();
      });
    }

    it('names each button by its card, and the dialog by its question', async () => {
      const el = await mounted(html`<payment-methods .client=${withCards(card({ isDefault: false }))}></payment-methods>`);
      expect(findAll(el, 'li button').map((it) => it.getAttribute('aria-label'))).to.deep.equal(['Make default, Visa ending in 4242', 'Remove Visa ending in 4242']);
      find(el, '[part=remove]').click();
      await el.updateComplete;
      expect(dialog(el).getAttribute('aria-label')).to.equal('Remove Visa ending in 4242?');
    });

    it('asks in a dialog that begins with the way back, closes on Escape, and gives the focus back', async () => {
      const { el, known } = await twoCards();
      find(el, '[part=remove]').focus();
      await sendKeys({ press: 'Enter' });
      expect(dialog(el).open).to.equal(true);
      expect(el.shadowRoot?.activeElement).to.equal(control(el, 'Keep card'));
      await sendKeys({ press: 'Escape' });
      await waitUntil(() => !dialog(el).open);
      expect(el.shadowRoot?.activeElement).to.equal(find(el, '[part=remove]'));
      expect(await known()).to.deep.equal(['Mastercard, default', 'Visa']);
    });

    it('has targets of 24 pixels', async () => {
      const el = await mounted(html`<payment-methods .client=${clientFor('user_pro')}></payment-methods>`);
      for (const target of findAll(el, 'section > button, li button')) expect(target.getBoundingClientRect().height).to.be.at.least(24);
    });
  });

  describe('properties', () => {
    it('shows brand, last four, expiry and which is the default', async () => {
      const { el } = await twoCards();
      expect(cards(el)[0]).to.match(/^Mastercard •••• 4444 ending in 4444 Default Expires 12\/2039$/);
      expect(cards(el)[1]).to.match(/^Visa •••• 4242 ending in 4242 Expires \d\d\/\d{4}$/);
    });

    it('says in words what expires soon or has expired', async () => {
      const el = await mounted(html`<payment-methods .client=${withCards(
        card({ id: 'a', expMonth: 10, expYear: 2026 }),
        card({ id: 'b', expMonth: 11, expYear: 2026 }),
        card({ id: 'c', expMonth: 12, expYear: 2026 }),
        card({ id: 'd', expMonth: 1, expYear: 2027 }),
      )}></payment-methods>`);
      expect(findAll(el, '.small').map((it) => it.textContent)).to.deep.equal(['Expired 10/2026', 'Expires soon, 11/2026', 'Expires soon, 12/2026', 'Expires 01/2027']);
    });
  });

  describe('states', () => {
    it('is as high while it loads as with one card', async () => {
      let answer = (_body: unknown): void => {};
      const client = keep(clientOf({ 'payment-methods': new Promise((resolve) => (answer = resolve)) }));
      const el = await fixture<PaymentMethods>(html`<payment-methods .client=${client}></payment-methods>`);
      await expectSameHeight(el, '.panel', () => answer({ paymentMethods: [card()] }));
    });

    it('offers to add one where there is none', async () => {
      const el = await mounted(html`<payment-methods .client=${clientFor('user_free')}></payment-methods>`);
      expect(words(el)).to.equal('Payment methods No card on file Add one to pay for a plan. Add a card');
    });

    it('makes another one the default by keyboard, moves no card, and keeps the focus at it', async () => {
      const { el, known } = await twoCards();
      control(el, 'Make default, Visa ending in 4242').focus();
      await sendKeys({ press: 'Enter' });
      await says(el, 'Payments go to Visa ending in 4242 from now on.');
      expect(await known()).to.deep.equal(['Visa, default', 'Mastercard']);
      expect(cards(el)[1]).to.contain('Default');
      expect(el.shadowRoot?.activeElement).to.equal(findAll(el, '.cards > li')[1]);
    });

    it('removes one once that is confirmed, says so, and moves the focus to what is left', async () => {
      const { el, known } = await twoCards();
      control(el, 'Remove Visa ending in 4242').focus();
      await sendKeys({ press: 'Enter' });
      control(el, 'Remove card').focus();
      await sendKeys({ press: 'Enter' });
      await sendKeys({ press: 'Enter' });
      await says(el, 'Visa ending in 4242 is removed.');
      expect(await known()).to.deep.equal(['Mastercard, default']);
      expect(cards(el).length).to.equal(1);
      expect(dialog(el).open).to.equal(false);
      expect(el.shadowRoot?.activeElement).to.equal(find(el, '.title'));
    });

    it('says why the card of a plan cannot be removed, and forgets it with the dialog', async () => {
      const el = await mounted(html`<payment-methods .client=${clientFor('user_pro')}></payment-methods>`);
      find(el, '[part=remove]').click();
      await el.updateComplete;
      control(el, 'Remove card').click();
      await says(el, 'Your plan is paid with this card. Make another one the default first.');
      expect(findAll(el, '.trouble:not([hidden])').length, 'it is said once').to.equal(1);
      control(el, 'Keep card').click();
      await waitUntil(() => !words(el).includes('Your plan is paid'));
      expect(dialog(el).open).to.equal(false);
      expect(cards(el).length).to.equal(1);
    });

    itLeaves('leads to the hosted page to add one, and has a fresh list when someone comes back', async () => {
      const own = await freshProject();
      const client = clientFor('user_free', own);
      const el = await mounted(html`<payment-methods .client=${client}></payment-methods>`);
      const destination = leaving();
      control(el, 'Add a card').click();
      expect(new URL(await destination).origin).to.equal(new URL(own.apiUrl).origin);
      await addCard(own, 'user_free');
      comeBack();
      await says(el, 'Visa');
      expect(find(el, '[part=add]').getAttribute('aria-disabled')).to.equal('false');
    });
  });

  describe('slots', () => {
    it('takes another heading', async () => {
      const el = await mounted(html`<payment-methods .client=${withCards(card())}><span slot="heading">Your cards</span></payment-methods>`);
      expect(el.querySelector('span')?.getBoundingClientRect().width).to.be.above(0);
    });
  });

  describe('events', () => {
    it('asks before every action, and leaves it to a page that says so', async () => {
      const asked: string[] = [];
      const el = await mounted(html`<payment-methods .client=${withCards(card({ isDefault: false }))}></payment-methods>`);
      for (const type of ['billing-payment-method-request', 'billing-payment-method-default-request', 'billing-payment-method-remove-request']) {
        el.addEventListener(type, (event) => {
          event.preventDefault();
          asked.push(type);
        });
      }
      find(el, '[part=add]').click();
      find(el, '[part=make-default]').click();
      find(el, '[part=remove]').click();
      await el.updateComplete;
      expect(asked.length, 'a question is nothing asked for yet').to.equal(2);
      control(el, 'Remove card').click();
      expect(asked.length).to.equal(3);
    });

    it('tells what changed', async () => {
      const { el } = await twoCards();
      const told = oneEvent(document, 'billing-payment-method-change') as Promise<unknown> as Promise<BillingPaymentMethodChangeEvent>;
      find(el, '[part=make-default]').click();
      const { paymentMethod, change } = await told;
      expect([paymentMethod.brand, change]).to.deep.equal(['Visa', 'default']);
      await el.updateComplete;
      expect(news(el)).to.contain('Visa');
    });
  });

  describe('misuse', () => {
    it('shows hostile words as words', async () => {
      const el = await mounted(html`<payment-methods .client=${withCards(card({ brand: '<img src=x onerror="window.hacked = true">' }))}></payment-methods>`);
      expect(findAll(el, 'img')).to.deep.equal([]);
      expect(words(el)).to.contain('<img');
    });

    it('leaves for no page that is neither https nor the API’s own', async () => {
      const client = keep(clientOf({ 'payment-methods': { paymentMethods: [] }, 'setup-intent': { id: 'seti', url: 'javascript:alert(1)', expiresAt: '' } }));
      const el = await mounted(html`<payment-methods .client=${client}></payment-methods>`);
      const failed = oneEvent(el, 'billing-error') as Promise<unknown> as Promise<Event & { error: { code: string } }>;
      find(el, '[part=add]').click();
      expect((await failed).error.code).to.equal('invalid_checkout_url');
      await says(el, 'Something went wrong');
    });

    it('has a face for a malformed answer', async () => {
      for (const list of ['many', [{ id: 1 }], [null], [{ ...card(), expYear: undefined }]]) {
        const client = keep(clientOf({ 'payment-methods': { paymentMethods: list } }));
        const el = await mounted(html`<payment-methods .client=${client}></payment-methods>`);
        expect(words(el)).to.contain('We could not load your cards');
        expect(client.resource(paymentMethods).get().status).to.equal('error');
      }
    });
  });
});
