import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { balances } from '../../src/core/resources/account.js';
import '../../src/elements/credit-balance.js';
import type { CreditBalance } from '../../src/elements/credit-balance.js';
import { clientOf } from '../support/answers.js';
import { freshProject } from '../support/api.js';
import { useProject } from '../support/clients.js';
import { expectSameHeight, find, findAll, mount, news, onPage, says, settled, textOf, words } from '../support/elements.js';

describe('<credit-balance>', () => {
  const { keep, clientFor } = useProject();
  const having = (counts: unknown) =>
    keep(clientOf({ user: { balances: typeof counts === 'object' && counts !== null ? Object.entries(counts).map(([type, count]) => ({ type, count })) : counts } }));
  const mounted = mount<CreditBalance>;
  const rows = (el: CreditBalance) => findAll(el, 'li').map(textOf);

  describe('accessibility', () => {
    for (const scheme of ['light', 'dark']) {
      it(`has no violation in any face, ${scheme}`, async () => {
        const clients = [
          having({ 'gpt-4': 3, image: 0, video: 1200 }),
          having({}),
          keep(clientOf({}, { getSessionToken: async () => null })),
          keep(clientOf({ user: new Response('', { status: 502 }) })),
          keep(clientOf({ user: new Promise(() => {}) })),
        ];
        const root = await fixture(onPage(scheme, clients.map((client) => html`<credit-balance low="5" top-up-url="#buy" .client=${client}></credit-balance>`)));
        for (const el of [...root.querySelectorAll('credit-balance')].slice(0, -1)) await settled(el);
        await expect(root).to.be.accessible();
      });
    }

    it('says aloud once when a kind runs low, and when there is enough again; nothing at first or with every poll', async () => {
      const own = await freshProject();
      const client = clientFor('user_pro', own); // 480 and 25
      const el = await mounted(html`<credit-balance low="20" .client=${client}></credit-balance>`);
      const levels: unknown[] = [];
      el.addEventListener('billing-balance-level-change', ({ balance, low }) => levels.push([balance, low]));
      const change = async (op: 'credit' | 'debit', amount: number) => {
        await own.api(`/api/v1/paywall/${own.projectId}/balances`, { body: { user_id: 'user_pro', type: 'image', amount, op } });
        await client.resource(balances).refresh();
        await el.updateComplete;
      };
      expect(news(el)).to.equal('');
      await change('debit', 4);
      expect(news(el), 'still enough').to.equal('');
      await change('debit', 1);
      expect(news(el)).to.equal('Image: running low, 20 left.');
      await change('debit', 1);
      expect(news(el), 'not again').to.equal('Image: running low, 20 left.');
      await change('credit', 100);
      expect(news(el)).to.equal('Image: 119 left.');
      expect(levels).to.deep.equal([['image', true], ['image', false]]);
    });

    it('names each way to more, with a target of 24 pixels', async () => {
      const el = await mounted(html`<credit-balance .client=${having({ 'gpt-4': 3 })}></credit-balance>`);
      expect(find(el, '[part=top-up]').getAttribute('aria-label')).to.equal('Top up Gpt-4');
      expect(find(el, '[part=top-up]').getBoundingClientRect().height).to.be.at.least(24);
    });
  });

  describe('properties', () => {
    it('shows all kinds there are, under readable names', async () => {
      const el = await mounted(html`<credit-balance .client=${having({ 'gpt-4': 1480, image_generation: 25 })}></credit-balance>`);
      expect(rows(el)).to.deep.equal(['Gpt-4 1,480 Top up', 'Image generation 25 Top up']);
    });

    it('shows the kinds that types says, in its order and words', async () => {
      const el = await mounted(html`<credit-balance types="image: Pictures, gpt-4, video: Films: HD" .client=${having({ 'gpt-4': 3, image: 2, other: 1 })}></credit-balance>`);
      expect(rows(el)).to.deep.equal(['Pictures 2 Top up', 'Gpt-4 3 Top up', 'Films: HD 0 Top up Used up']);
    });

    it('marks what is low in words, and nothing above', async () => {
      const el = await mounted(html`<credit-balance low="20" .client=${having({ a: 0, b: 20, c: 21 })}></credit-balance>`);
      expect(rows(el)).to.deep.equal(['A 0 Top up Used up', 'B 20 Top up Running low', 'C 21 Top up']);
      expect(el.matches(':state(low)')).to.equal(true);
      el.low = -1;
      await el.updateComplete;
      expect(el.matches(':state(low)')).to.equal(false);
    });

    it('leads to where more is sold, by kind', async () => {
      const el = await mounted(html`<credit-balance top-up-url="/buy?what={type}" .client=${having({ 'gpt 4&': 3 })}></credit-balance>`);
      expect(find(el, 'a').getAttribute('href')).to.equal('/buy?what=gpt%204%26');
    });
  });

  describe('states', () => {
    it('is as high while it loads as with two kinds', async () => {
      let answer = (_body: unknown): void => {};
      const client = keep(clientOf({ user: new Promise((resolve) => (answer = resolve)) }));
      const el = await fixture<CreditBalance>(html`<credit-balance .client=${client}></credit-balance>`);
      await expectSameHeight(el, '.panel', () => answer({ balances: [{ type: 'a', count: 1 }, { type: 'b', count: 2 }] }));
    });

    it('says so where there are none', async () => {
      const el = await mounted(html`<credit-balance .client=${having({})}></credit-balance>`);
      expect(words(el)).to.equal('Credits No credits Your plan comes without any.');
    });

    it('shows what the API counts', async () => {
      const el = await mounted(html`<credit-balance low="5" .client=${clientFor('user_near_limit')}></credit-balance>`);
      expect(rows(el)).to.deep.equal(['Gpt-4 3 Top up Running low', 'Image 2 Top up Running low']);
    });

    it('fits 280 pixels with long words and large numbers', async () => {
      const client = having({ a: 8_123_456_789 });
      const root = await fixture(html`<div style="inline-size: 280px"><credit-balance types="a: Datenschutzgrundverordnungskonforme" .client=${client}></credit-balance></div>`);
      const el = root.querySelector('credit-balance');
      if (!el) throw new Error('no element');
      await settled(el);
      expect(find(el, '.panel').scrollWidth).to.be.at.most(280);
    });

    it('writes how little is left below the whole line, and not in the name\'s column', async () => {
      const root = await fixture(html`<div lang="de" style="inline-size: 240px"><credit-balance .client=${having({ a: 0 })}></credit-balance></div>`);
      const el = root.querySelector('credit-balance');
      if (!el) throw new Error('no element');
      await settled(el);
      await says(el, 'Aufgebraucht');
      expect(find(el, '.level').getBoundingClientRect().width).to.equal(find(el, '.balances').getBoundingClientRect().width);
    });
  });

  describe('slots', () => {
    it('takes another heading', async () => {
      const el = await mounted(html`<credit-balance .client=${having({ a: 1 })}><span slot="heading">Tokens</span></credit-balance>`);
      expect(el.querySelector('span')?.getBoundingClientRect().width).to.be.above(0);
    });
  });

  describe('events', () => {
    it('tells a first reading that is low', async () => {
      const told: unknown[] = [];
      const note = (event: HTMLElementEventMap['billing-balance-level-change']) => told.push([event.balance, event.low, event.cancelable]);
      await fixture(html`<div @billing-balance-level-change=${note}><credit-balance .client=${having({ a: 0, b: 1 })}></credit-balance></div>`).then(async (root) => {
        const el = root.querySelector('credit-balance');
        if (el) await settled(el);
        await el?.updateComplete;
      });
      expect(told).to.deep.equal([['a', true, false]]);
    });

    it('asks to top up by keyboard, and goes where top-up-url says unless the page prevents it', async () => {
      const el = await mounted(html`<credit-balance top-up-url="#buy-{type}" .client=${having({ a: 0 })}></credit-balance>`);
      const asks: unknown[] = [];
      el.addEventListener('billing-top-up-request', (event) => {
        asks.push([event.balance, event.url]);
        if (asks.length === 1) event.preventDefault();
      });
      find(el, 'a').focus();
      await sendKeys({ press: 'Enter' });
      expect(location.hash).to.equal('');
      await sendKeys({ press: 'Enter' });
      expect(location.hash).to.equal('#buy-a');
      history.replaceState(null, '', location.pathname + location.search);
      expect(asks).to.deep.equal([['a', '#buy-a'], ['a', '#buy-a']]);
    });
  });

  describe('misuse', () => {
    it('makes no link of an address that could run', async () => {
      const el = await mounted(html`<credit-balance top-up-url="javascript:alert(1)" .client=${having({ a: 0 })}></credit-balance>`);
      expect(findAll(el, 'a')).to.deep.equal([]);
      expect(find(el, 'button').textContent).to.equal('Top up');
    });

    it('shows hostile words as words', async () => {
      const el = await mounted(html`<credit-balance .client=${having({ '<img src=x onerror=alert(1)>': 1 })}></credit-balance>`);
      expect(findAll(el, 'img')).to.deep.equal([]);
      expect(words(el)).to.contain('<img');
    });

    it('has a face for a malformed answer', async () => {
      for (const list of ['many', 7, null]) {
        const el = await mounted(html`<credit-balance .client=${keep(clientOf({ user: { balances: list } }))}></credit-balance>`);
        expect(words(el)).to.contain('We could not load your credits');
      }
    });
  });
});
