import { aTimeout, expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { createClient } from '../../src/core/client.js';
import '../../src/elements/billing-provider.js';
import type {
  BillingCheckoutRequestEvent,
  BillingContactRequestEvent,
  BillingErrorEvent,
  BillingPlanChangeRequestEvent,
  BillingSignupRequestEvent,
} from '../../src/elements/events.js';
import { PricingTable } from '../../src/elements/pricing-table.js';
import { clientOf } from '../support/answers.js';
import { freshProject } from '../support/api.js';
import { useProject } from '../support/clients.js';
import { find, findAll, onPage, textOf } from '../support/elements.js';
import { itLeaves, leaving } from '../support/leaving.js';

interface SomePrice {
  id: string;
  amount: number;
  currency: string;
  interval: string;
  [field: string]: unknown;
}

const price = (id: string, amount: number, over: Partial<SomePrice> = {}): SomePrice => ({ id, amount, currency: 'USD', interval: 'month', ...over });
const plan = (id: string, over: Record<string, unknown> = {}) => ({ id, name: id[0]?.toUpperCase() + id.slice(1), ...over });

describe('<pricing-table>', () => {
  const shared = useProject();
  const { keep, clientFor } = shared;

  const settled = async (el: PricingTable): Promise<void> => {
    await waitUntil(() => !el.shadowRoot?.querySelector('[aria-busy=true]'), 'the table has its answer', { timeout: 4000 });
    await el.updateComplete;
  };
  const mounted = async (template: ReturnType<typeof html>): Promise<PricingTable> => {
    const root = await fixture<HTMLElement>(template);
    const el = root instanceof PricingTable ? root : root.querySelector('pricing-table');
    if (!el) throw new Error('no table in the fixture');
    await settled(el);
    return el;
  };
  /** The element looks at the width it is given, so a narrow place is as good as a narrow screen. */
  const within = (pixels: number, content: unknown) => html`<div style="inline-size: ${pixels}px">${content}</div>`;
  const as = (user: string) => mounted(html`<pricing-table .client=${clientFor(user)}></pricing-table>`);
  /** A table of plans that stand in the page. */
  const written = (products: unknown[], attributes: Partial<PricingTable> = {}): Promise<PricingTable> => {
    const el = Object.assign(document.createElement('pricing-table'), attributes);
    const script = document.createElement('script');
    script.type = 'application/json';
    script.textContent = JSON.stringify({ products });
    el.append(script);
    return mounted(html`<div>${el}</div>`);
  };

  const card = (el: PricingTable, name: string): HTMLElement => {
    const found = findAll(el, '.plan').find((it) => textOf(it.querySelector('.name')) === name);
    if (!found) throw new Error(`no card of ${name}`);
    return found;
  };
  /** Where a letter of a text is drawn. */
  const leftOf = (root: Node, letter: string): number => {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const at = texts.currentNode.textContent?.indexOf(letter) ?? -1;
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(texts.currentNode, at);
      range.setEnd(texts.currentNode, at + 1);
      return range.getBoundingClientRect().left;
    }
    throw new Error(`no ${letter} in it`);
  };
  const part = (el: PricingTable, name: string, selector: string): string => textOf(card(el, name).querySelector(selector));
  const button = (el: PricingTable, id: string): HTMLElement => find(el, `.action [data-plan="${id}"]`);
  const names = (el: PricingTable): string[] => findAll(el, '.plan .name').map(textOf);
  const buttons = (el: PricingTable): string[] => findAll(el, '.action [data-plan]').map(textOf);
  const visible = (node: Element): string => {
    const copy = node.cloneNode(true) as Element;
    for (const hidden of copy.querySelectorAll('.hidden')) hidden.remove();
    return textOf(copy);
  };
  const choose = async (el: PricingTable, rhythm: string): Promise<void> => {
    const input = findAll(el, 'input[type=radio]').find((it) => it instanceof HTMLInputElement && it.value === rhythm);
    input?.click();
    await el.updateComplete;
  };

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

    it('leaves the act to a page that prevents it', async () => {
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
