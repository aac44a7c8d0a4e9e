import { aTimeout, expect, html, oneEvent } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import type { BillingCheckoutRequestEvent } from '../../src/elements/events.js';
import '../../src/elements/pricing-table.js';
import { clientOf } from '../support/answers.js';
import { useProject } from '../support/clients.js';
import { find, findAll, textOf } from '../support/elements.js';
import { button, buttons, card, choose, leftOf, mounted, names, part, plan, price, visible, within, written } from '../support/pricing-table.js';

describe('<pricing-table>', () => {
  const shared = useProject();
  const { keep, clientFor } = shared;
  const as = (user: string) => mounted(html`<pricing-table .client=${clientFor(user)}></pricing-table>`);

  describe('properties', () => {
    it('shows all plans of the catalog in its order', async () => {
      expect(names(await as('user_free'))).to.deep.equal(['Hobby', 'Starter', 'Pro', 'Enterprise']);
    });

    it('shows the plans that `plans` names, in its order', async () => {
      const el = await mounted(html`<pricing-table plans="pro, starter" .client=${clientFor('user_free')}></pricing-table>`);
      expect(names(el)).to.deep.equal(['Pro', 'Starter']);
    });

    it('needs no session with a publishable key of its own', async () => {
      const el = await mounted(html`<pricing-table publishable-key=${shared.project.publishableKey} api-url=${shared.project.apiUrl}></pricing-table>`);
      expect(buttons(el)).to.deep.equal(['Start free', 'Get started', 'Start trial', 'Talk to us']);
    });

    it('shows a yearly price by the month, with what is billed and what it saves', async () => {
      const el = await mounted(html`<pricing-table interval="year" .client=${clientFor('user_free')}></pricing-table>`);
      expect(part(el, 'Pro', '.amount')).to.equal('$49');
      expect(visible(find(el, '.plan.highlighted .billed'))).to.equal('$708 $588 billed yearly');
      expect(part(el, 'Pro', 's')).to.equal('Instead of $708');
      expect(textOf(find(el, '[part=saving]'))).to.equal('Save 17%');
    });

    it('follows the interval that the customer pays in', async () => {
      const products = [plan('pro', { prices: [price('m', 2000), price('y', 20_000, { interval: 'year' })] })];
      const currentSubscription = { id: 's', productId: 'pro', priceId: 'y', status: 'active', currentPeriodEnd: '2027-01-01T00:00:00Z', cancelAtPeriodEnd: false, amount: 20_000 };
      const full = products.map((it) => ({ ...it, description: null, features: [], trialDays: 0, isCurrentPlan: true }));
      const el = await mounted(html`<pricing-table .client=${keep(clientOf({ products: { products: full, currentSubscription } }))}></pricing-table>`);
      expect(textOf(find(el, 'label:has(:checked) span'))).to.equal('Yearly');
      expect(buttons(el)).to.deep.equal(['Current plan']);
      await choose(el, 'month');
      expect(buttons(el)).to.deep.equal(['Switch to monthly']);
    });

    it('offers no switch where no plan has two intervals, and keeps plans that are sold by the year alone', async () => {
      const el = await written([
        plan('monthly', { prices: [price('a', 1000)] }),
        plan('yearly', { prices: [price('b', 12_000, { interval: 'year' })] }),
      ]);
      expect(findAll(el, 'input[type=radio]')).to.have.length(0);
      expect(part(el, 'Yearly', '.amount')).to.equal('$10');
      expect(part(el, 'Yearly', '.billed')).to.equal('$120 billed yearly');
    });

    it('says “up to” where plans save differently, and nothing where nothing is saved', async () => {
      const both = (id: string, month: number, year: number) =>
        plan(id, { prices: [price(`${id}m`, month), price(`${id}y`, year, { interval: 'year' })] });
      const some = await written([both('small', 1000, 10_800), both('large', 2000, 18_000)]);
      expect(textOf(find(some, '[part=saving]'))).to.equal('Save up to 25%');
      const none = await written([both('small', 1000, 12_000)]);
      expect(findAll(none, '[part=saving]')).to.have.length(0);
      await choose(none, 'year');
      expect(findAll(none, 's')).to.have.length(0);
    });

    it('knows quarters and weeks', async () => {
      const el = await written(
        [plan('pro', { prices: [price('w', 500, { interval: 'week' }), price('m', 2000), price('q', 5400, { interval: 'month', intervalCount: 3 })] })],
        { interval: '3-month' },
      );
      expect(findAll(el, '[part=toggle-option] > span:first-of-type').map(textOf)).to.deep.equal(['Weekly', 'Monthly', 'Every 3 months']);
      expect(part(el, 'Pro', '.amount')).to.equal('$18');
      expect(visible(find(el, '.billed'))).to.equal('$65.18 $54 billed every 3 months');
    });

    it('shows the currency asked for, and lets the reader choose', async () => {
      const el = await mounted(html`<pricing-table currency="EUR" currencies .client=${clientFor('user_free')}></pricing-table>`);
      expect(part(el, 'Starter', '.amount')).to.equal('€21');
      const select = find(el, 'select') as HTMLSelectElement;
      expect([...select.options].map(({ value }) => value)).to.deep.equal(['USD', 'EUR']);
      expect(select.value).to.equal('EUR');
      select.focus();
      select.value = 'USD';
      select.dispatchEvent(new Event('change'));
      await el.updateComplete;
      expect(part(el, 'Starter', '.amount')).to.equal('$23');
    });

    it('begins in the currency that the customer pays in', async () => {
      expect(part(await as('user_over_limit'), 'Starter', '.amount')).to.equal('€21');
    });

    it('keeps to the currency that a paid plan is paid in, and offers no other', async () => {
      const el = await mounted(html`<pricing-table currency="USD" currencies .client=${clientFor('user_over_limit')}></pricing-table>`);
      expect(findAll(el, 'select')).to.have.length(0);
      expect([part(el, 'Starter', '.amount'), part(el, 'Pro', '.amount')]).to.deep.equal(['€21', '€55']);
      expect(buttons(el)).to.include('Upgrade to Pro');
    });

    it('keeps to it where the catalog sells its price no more', async () => {
      const currentSubscription = { id: 's', productId: 'pro', priceId: 'old', status: 'active', currentPeriodEnd: '2027-01-01T00:00:00Z', cancelAtPeriodEnd: false, amount: 1500, currency: 'EUR' };
      const products = [{ ...plan('pro'), prices: [price('d', 2000), price('e', 1800, { currency: 'EUR' })], description: null, features: [], isCurrentPlan: true }];
      const el = await mounted(html`<pricing-table currencies .client=${keep(clientOf({ products: { products, currentSubscription } }))}></pricing-table>`);
      expect(part(el, 'Pro', '.amount')).to.equal('€18');
      expect(findAll(el, 'select')).to.have.length(0);
    });

    it('guesses the currency by the region of the language around it', async () => {
      const el = await mounted(html`<div lang="de-AT"><pricing-table publishable-key=${shared.project.publishableKey} api-url=${shared.project.apiUrl}></pricing-table></div>`);
      expect(part(el, 'Starter', '.amount')).to.match(/^€\s?21$/);
    });

    it('writes currencies without decimals as they are', async () => {
      const el = await written([plan('pro', { prices: [price('a', 12_800, { currency: 'JPY' })] })]);
      expect(part(el, 'Pro', '.amount')).to.equal('¥12,800');
    });

    it('counts seats: the sum for all of them, and that many in the checkout', async () => {
      const el = await mounted(html`<pricing-table seats="2" .client=${clientFor('user_free')}></pricing-table>`);
      expect(part(el, 'Pro', '.billed')).to.equal('$118 a month for 2');
      const { left, top, width, height } = find(el, '[part=step]:last-of-type').getBoundingClientRect();
      await sendMouse({ type: 'click', position: [Math.round(left + width / 2), Math.round(top + height / 2)] });
      await el.updateComplete;
      expect(part(el, 'Pro', '.billed')).to.equal('$177 a month for 3');
      el.addEventListener('billing-checkout-request', (event) => event.preventDefault());
      setTimeout(() => button(el, 'pro').click());
      const { choice }: BillingCheckoutRequestEvent = await oneEvent(el, 'billing-checkout-request');
      expect(choice).to.deep.equal({ productId: 'pro', priceId: 'price_pro_month_usd', quantity: 3 });
    });

    it('keeps the focus at the button that has taken the last seat but one away, which then does nothing', async () => {
      const el = await mounted(html`<pricing-table seats="2" .client=${clientFor('user_free')}></pricing-table>`);
      const fewer = find(el, '[part=step]');
      fewer.focus();
      for (const _ of [1, 2]) {
        await sendKeys({ press: 'Enter' });
        await aTimeout(50); // a browser takes the focus from what is disabled some time after
        expect(el.seats).to.equal(1);
        expect(el.shadowRoot?.activeElement).to.equal(fewer);
      }
    });

    it('takes a number of seats from the keyboard, and no nonsense', async () => {
      const el = await mounted(html`<pricing-table seats .client=${clientFor('user_free')}></pricing-table>`);
      const input = find(el, '#seats') as HTMLInputElement;
      input.select();
      await sendKeys({ type: '25' });
      await sendKeys({ press: 'Tab' });
      await el.updateComplete;
      expect(el.seats).to.equal(25);
      input.select();
      await sendKeys({ type: '-4' });
      await sendKeys({ press: 'Tab' });
      await el.updateComplete;
      expect(el.seats).to.equal(25);
      expect(input.value).to.equal('25');
    });

    it('begins with the seats that the customer has, and offers to change them', async () => {
      const el = await mounted(html`<pricing-table seats .client=${clientFor('user_pro')}></pricing-table>`);
      expect((find(el, '#seats') as HTMLInputElement).value).to.equal('3');
      expect(textOf(button(el, 'pro'))).to.equal('Current plan');
      el.seats = 5;
      await el.updateComplete;
      expect(textOf(button(el, 'pro'))).to.equal('Change seats');
    });

    it('says metered prices in words', async () => {
      const el = await as('user_free');
      expect(part(el, 'Pro', '.features li')).to.equal('100,000 API calls a month, then $0.40 per 1,000, $0.25 per 1,000 above 500,000');
    });

    it('draws amounts beside what they belong to where Latin letters stand among Arabic ones', async () => {
      // Engines differ in the digits of plain Arabic.
      const feature = { title: 'Transfer', properties: { limit: 10, period: 'month', unit: 'GB' } };
      const el = await written([plan('starter', { prices: [price('m', 2300)], features: [feature] })], { lang: 'ar-u-nu-latn', dir: 'rtl' });
      const dollars = find(el, '.plan .amount');
      expect(leftOf(dollars, 'U')).to.be.below(leftOf(dollars, '$')).and.below(leftOf(dollars, '3'));
      const transfer = findAll(el, '.features li').find((it) => it.textContent?.includes('Transfer')) ?? el;
      // Read from the right: the title, its number, the unit.
      expect(leftOf(transfer, 'T')).to.be.above(leftOf(transfer, '1')).and.above(leftOf(transfer, 'غ'));
      expect(leftOf(transfer, '1')).to.be.above(leftOf(transfer, 'غ'));
    });

    it('says “Everything in” only where that is true', async () => {
      const el = await written([
        plan('small', { features: ['One', 'Two'] }),
        plan('other', { features: ['Two', 'Three'] }),
        plan('large', { features: ['One', 'Two', 'Three', 'Four'] }),
      ]);
      expect(part(el, 'Other', '.lead')).to.equal('');
      expect([...card(el, 'Other').querySelectorAll('.features li')].map(textOf)).to.deep.equal(['Two', 'Three']);
      expect(part(el, 'Large', '.lead')).to.equal('Everything in Other, and');
      expect([...card(el, 'Large').querySelectorAll('.features li')].map(textOf)).to.deep.equal(['One', 'Four']);
    });

    it('folds long lists', async () => {
      const el = await written([plan('pro', { features: Array.from({ length: 40 }, (_, index) => `Feature ${index}`) })]);
      expect(textOf(find(el, 'summary'))).to.equal('28 more features');
      expect(findAll(el, '.features li')).to.have.length(40);
    });

    it('folds every list when compact', async () => {
      const el = await mounted(html`<pricing-table compact .client=${clientFor('user_free')}></pricing-table>`);
      expect(findAll(el, 'details')).to.have.length(4);
      expect(part(el, 'Pro', '.description')).to.equal('');
      const start = (selector: string): number => find(el, `.highlighted ${selector}`).getBoundingClientRect().left;
      expect(start('.flag'), 'the flag begins where the name does').to.equal(start('.name'));
    });

    it('compares all features in a table, by group', async () => {
      const el = await mounted(html`<pricing-table layout="comparison" .client=${clientFor('user_near_limit')}></pricing-table>`);
      expect(findAll(el, '[part=group]').map(textOf)).to.deep.equal(['Usage', 'Workspace', 'Support and security']);
      expect(findAll(el, 'thead .name').map(textOf)).to.deep.equal(['Hobby', 'Starter', 'Pro', 'Enterprise']);
      const row = findAll(el, 'tr.feature').find((it) => textOf(it).startsWith('PDF export'));
      expect([...(row?.querySelectorAll('td .value') ?? [])].map(textOf)).to.deep.equal(['Not included', 'Included', 'Included', 'Included']);
      expect(getComputedStyle(find(el, '.heads')).position).to.equal('sticky');
      expect(buttons(el)).to.include('Current plan');
    });

    for (const width of [320, 1000]) {
      it(`keeps a button that a browser scrolls to out from under the plans' heads, ${width} pixels wide`, async () => {
        const el = await mounted(within(width, html`<pricing-table layout="comparison" style="--sticky-top: 20px" .client=${clientFor('user_near_limit')}></pricing-table>`));
        el.style.paddingBlockEnd = '200vh';
        findAll(el, 'tr.feature').at(-1)?.scrollIntoView();
        find(el, '.actions .button').scrollIntoView({ block: 'nearest' });
        expect(find(el, '.actions .button').getBoundingClientRect().top).to.be.above(find(el, '.heads').getBoundingClientRect().bottom);
      });
    }

    it('puts prices and buttons of a row on common lines', async () => {
      const el = await mounted(within(1120, html`<pricing-table .client=${clientFor('user_free')}></pricing-table>`));
      const tops = (selector: string) => new Set(findAll(el, selector).map((it) => Math.round(it.getBoundingClientRect().top)));
      expect(tops('.plan .headline').size).to.equal(1);
      expect(tops('.plan .action').size).to.equal(1);
      expect(tops('.plan .more').size).to.equal(1);
    });

    for (const width of [280, 320, 480, 768, 1240]) {
      it(`fits ${width} pixels, and no price is broken`, async () => {
        const table = html`<pricing-table seats="120" currencies interval="year" .client=${clientFor('user_free')}></pricing-table>`;
        const el = await mounted(within(width, table));
        expect(el.scrollWidth).to.be.at.most(width);
        for (const it of findAll(el, '.plan')) expect(it.scrollWidth).to.be.at.most(it.clientWidth);
        for (const it of findAll(el, '.amount')) expect(it.getClientRects()).to.have.length(1);
      });
    }
  });
});
