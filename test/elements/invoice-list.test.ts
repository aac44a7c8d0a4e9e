import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Invoice } from '../../src/contract/invoice.js';
import { invoices } from '../../src/core/resources/account.js';
import type { BillingInvoicePaidEvent } from '../../src/elements/events.js';
import '../../src/elements/invoice-list.js';
import type { InvoiceList } from '../../src/elements/invoice-list.js';
import { clientOf } from '../support/answers.js';
import { freshProject } from '../support/api.js';
import { useProject } from '../support/clients.js';
import { itLeaves, leaving } from '../support/leaving.js';
import { addCard, comeBack, control, expectSameHeight, find, findAll, news, onPage, says, settled, textOf, words } from '../support/elements.js';

const invoice = (over: Partial<Invoice> = {}): Invoice => ({
  id: 'in_1',
  number: 'INV-1',
  customerId: 'cus_1',
  subscriptionId: null,
  status: 'paid',
  currency: 'USD',
  lines: [],
  subtotal: 2300,
  tax: 0,
  total: 2300,
  amountPaid: 2300,
  amountDue: 0,
  paymentFailed: false,
  nextAttemptAt: null,
  periodStart: '2026-11-12T12:00:00Z',
  periodEnd: '2026-12-12T12:00:00Z',
  createdAt: '2026-11-12T12:00:00Z',
  finalizedAt: '2026-11-12T12:00:00Z',
  paidAt: '2026-11-12T12:00:00Z',
  url: 'https://billing.example/invoice/1',
  ...over,
});
const page = (data: unknown) => ({ invoices: { data, hasMore: false, nextCursor: null } });

describe('<invoice-list>', () => {
  const { keep, clientFor } = useProject();
  const rows = (el: InvoiceList) => findAll(el, 'tbody tr[part=row]').map(textOf);
  /** Paying is fetched where something is open. */
  const payable = async (el: InvoiceList): Promise<InvoiceList> => {
    await settled(el);
    const open = () => findAll(el, '.pill').filter((it) => /Failed|Open/.test(it.textContent ?? '')).length;
    await waitUntil(() => findAll(el, '[part=pay]').length === open(), 'what is open can be paid', { timeout: 4000 });
    return el;
  };
  const mounted = async (template: ReturnType<typeof html>): Promise<InvoiceList> => payable(await fixture<InvoiceList>(template));

  describe('accessibility', () => {
    for (const scheme of ['light', 'dark']) {
      it(`has no violation in any face, wide or stacked, ${scheme}`, async () => {
        const clients = [
          clientFor('user_past_due'),
          clientFor('user_trialing'),
          keep(clientOf(page([invoice({ status: 'void' }), invoice({ status: 'draft', number: null }), invoice({ status: 'open' })]))),
          keep(clientOf({}, { getSessionToken: async () => null })),
          keep(clientOf({ invoices: new Response('', { status: 502 }) })),
          keep(clientOf({ invoices: new Promise(() => {}) })),
        ];
        const root = await fixture(onPage(scheme, [800, 300].map((width) => clients.map((client) =>
          html`<div style="inline-size: ${width}px"><invoice-list limit="3" .client=${client}></invoice-list></div>`))));
        const all = [...root.querySelectorAll('invoice-list')];
        for (const el of all.filter((it) => it.client !== clients.at(-1))) await payable(el);
        for (const el of all.filter((it) => it.client === clients[0])) {
          control(el, `Pay now, invoice ${find(el, 'tbody th').textContent}`).click();
          await says(el, 'Your card was declined');
        }
        await expect(root).to.be.accessible();
      });
    }

    it('stays a table for who cannot see it, also where its rows are stacked', async () => {
      const client = clientFor('user_pro');
      const root = await fixture(html`<div style="inline-size: 300px"><invoice-list .client=${client}></invoice-list></div>`);
      const el = root.querySelector('invoice-list');
      if (!el) throw new Error('no list');
      await settled(el);
      expect(getComputedStyle(find(el, 'tbody tr')).display).to.equal('grid');
      for (const [tag, role] of Object.entries({ table: 'table', thead: 'rowgroup', tbody: 'rowgroup', tr: 'row', td: 'cell', 'tbody th': 'rowheader', 'thead th': 'columnheader' })) {
        for (const part of findAll(el, tag)) expect(part.getAttribute('role'), tag).to.equal(role);
      }
      expect(find(el, '.panel').scrollWidth).to.be.at.most(300);
    });

    it('names each action by its invoice', async () => {
      const el = await mounted(html`<invoice-list .client=${keep(clientOf(page([invoice({ status: 'open' })])))}></invoice-list>`);
      expect(findAll(el, 'td button, td a').map((it) => it.getAttribute('aria-label'))).to.deep.equal(['Pay now, invoice INV-1', 'View invoice INV-1 in a new tab']);
    });

    it('has targets of 24 pixels', async () => {
      const el = await mounted(html`<invoice-list .client=${clientFor('user_past_due')}></invoice-list>`);
      for (const target of findAll(el, 'button, a')) expect(target.getBoundingClientRect().height).to.be.at.least(24);
    });
  });

  describe('properties', () => {
    it('shows number, day, what became of it and the amount, newest first', async () => {
      const el = await mounted(html`<invoice-list .client=${clientFor('user_past_due')}></invoice-list>`);
      expect(rows(el).length).to.equal(4);
      expect(rows(el)[0]).to.match(/^\w+-0004 \w{3} \d+, \d{4} Failed \$23\.00 Pay now View$/);
      expect(rows(el)[1]).to.match(/^\w+-0003 \w{3} \d+, \d{4} Paid \$23\.00 View$/);
    });

    it('shows as many as limit says, and older ones when asked, with the focus where they begin once all are there', async () => {
      const el = await mounted(html`<invoice-list limit="4" .client=${clientFor('user_pro')}></invoice-list>`);
      expect(rows(el).length).to.equal(4);
      find(el, '[part=more]').focus();
      await sendKeys({ press: 'Enter' });
      await says(el, '2 more invoices shown');
      expect(rows(el).length).to.equal(6);
      expect(findAll(el, '[part=more]')).to.deep.equal([]);
      expect(el.shadowRoot?.activeElement).to.equal(findAll(el, 'tbody th')[4]);
    });

    it('fetches the pages of the API one after another, and none twice', async () => {
      const own = await freshProject();
      await own.advance('P15M');
      const client = clientFor('user_pro', own);
      const el = await mounted(html`<invoice-list limit="20" .client=${client}></invoice-list>`);
      expect(rows(el).length).to.equal(20);
      control(el, 'Show more').click();
      await says(el, '1 more invoice shown');
      expect(new Set(rows(el)).size).to.equal(21);
      await own.advance('P1M');
      await client.resource(invoices).refresh();
      await el.updateComplete;
      expect(new Set(rows(el)).size, 'one is new, and the oldest has stayed').to.equal(22);
    });

    it('writes money and days in the language around it', async () => {
      const client = keep(clientOf(page([invoice({ currency: 'JPY', total: 12_800 })])));
      const root = await fixture(html`<div lang="ja"><invoice-list .client=${client}></invoice-list></div>`);
      const el = root.querySelector('invoice-list');
      if (!el) throw new Error('no list');
      await settled(el);
      expect(words(el)).to.match(/[¥￥]12,800/);
      expect(words(el)).to.contain('2026年11月12日');
    });
  });

  describe('states', () => {
    for (const width of [800, 300]) {
      it(`has its amounts ${width < 400 ? 'above the rest of the row by their weight' : 'as quiet as the row'}, ${width} pixels wide`, async () => {
        const client = keep(clientOf(page([invoice()])));
        const root = await fixture(html`<div style="inline-size: ${width}px"><invoice-list .client=${client}></invoice-list></div>`);
        const el = root.querySelector('invoice-list');
        if (!el) throw new Error('no list');
        await settled(el);
        expect(getComputedStyle(find(el, 'td.amount')).fontWeight).to.equal(width < 400 ? '550' : '400');
      });

      it(`has rows as high while it loads as afterwards, ${width} pixels wide`, async () => {
        let answer = (_body: unknown): void => {};
        const client = keep(clientOf({ invoices: new Promise((resolve) => (answer = resolve)) }));
        const root = await fixture(html`<div style="inline-size: ${width}px"><invoice-list limit="3" .client=${client}></invoice-list></div>`);
        const el = root.querySelector('invoice-list');
        if (!el) throw new Error('no list');
        await expectSameHeight(el, '.panel', () => answer(page(['1', '2', '3'].map((id) => invoice({ id }))).invoices));
      });
    }

    it('says so where there are none', async () => {
      const el = await mounted(html`<invoice-list .client=${clientFor('user_trialing')}></invoice-list>`);
      expect(words(el)).to.equal('Invoices No invoices yet They are listed here as soon as there are any.');
    });

    it('pays an open invoice by keyboard, says so once, and keeps the focus in its row', async () => {
      const own = await freshProject();
      await addCard(own, 'user_past_due');
      const el = await mounted(html`<invoice-list .client=${clientFor('user_past_due', own)}></invoice-list>`);
      const number = find(el, 'tbody th').textContent;
      find(el, '[part=pay]').focus();
      await sendKeys({ press: 'Enter' });
      await sendKeys({ press: 'Enter' });
      await says(el, `Invoice ${number} is paid.`);
      expect(rows(el)[0]).to.match(/Paid \$23\.00 View$/);
      expect(el.shadowRoot?.activeElement).to.equal(find(el, 'tbody th'));
      const { data } = await own.api<{ data: Invoice[] }>('/invoices?customer_id=user_past_due');
      expect(data.map(({ status }) => status)).to.deep.equal(['paid', 'paid', 'paid', 'paid']);
    });

    it('says why a card was refused below its invoice, and still offers to pay', async () => {
      const own = await freshProject();
      const el = await mounted(html`<invoice-list .client=${clientFor('user_past_due', own)}></invoice-list>`);
      find(el, '[part=pay]').click();
      await el.updateComplete;
      expect(rows(el)[0]).to.contain('Failed $23.00 Paying');
      await says(el, 'Your card was declined. Nothing was charged. Add another card, then pay again.');
      expect(findAll(el, '.trouble:not([hidden])').length, 'it is said once').to.equal(1);
      expect(rows(el)[0]).to.contain('Failed');
      await addCard(own, 'user_past_due');
      find(el, '[part=pay]').click();
      await says(el, 'is paid.');
      expect(words(el)).not.to.contain('declined');
    });

    it('says that there is no card, and that an invoice is settled', async () => {
      const open = invoice({ status: 'open' });
      for (const [code, text] of [['payment_method_required', 'There is no card to charge'], ['invoice_not_open', 'not open any more']] as const) {
        const refusal = Response.json({ error: { code, message: '' } }, { status: 409 });
        const el = await mounted(html`<invoice-list .client=${keep(clientOf({ ...page([open]), retry: refusal }))}></invoice-list>`);
        find(el, '[part=pay]').click();
        await says(el, text);
        expect(words(el).includes('Add a card')).to.equal(code === 'payment_method_required');
      }
    });

    itLeaves('leads to the page where a card is added, and back here', async () => {
      const client = clientFor('user_past_due');
      const el = await mounted(html`<invoice-list .client=${client}></invoice-list>`);
      find(el, '[part=pay]').click();
      await says(el, 'declined');
      const destination = leaving();
      control(el, 'Add a card').click();
      expect(new URL(await destination).pathname).to.match(/^\/setup\//);
      expect(control(el, 'Add a card').getAttribute('aria-disabled')).to.equal('true');
      comeBack();
      await waitUntil(() => control(el, 'Add a card').getAttribute('aria-disabled') === 'false');
    });
  });

  describe('slots', () => {
    it('takes another heading', async () => {
      const el = await mounted(html`<invoice-list .client=${clientFor('user_trialing')}><span slot="heading">Receipts</span></invoice-list>`);
      expect(el.querySelector('span')?.getBoundingClientRect().width).to.be.above(0);
    });
  });

  describe('events', () => {
    it('asks before it pays, and leaves it to a page that says so', async () => {
      const el = await mounted(html`<invoice-list .client=${clientFor('user_past_due')}></invoice-list>`);
      const asked: string[] = [];
      el.addEventListener('billing-invoice-retry-request', (event) => {
        event.preventDefault();
        asked.push(event.invoice.status);
      });
      find(el, '[part=pay]').click();
      expect(asked).to.deep.equal(['open']);
      await el.updateComplete;
      expect(find(el, '[part=pay]').getAttribute('aria-disabled')).to.equal('false');
    });

    it('tells what was paid', async () => {
      const own = await freshProject();
      await addCard(own, 'user_past_due');
      const el = await mounted(html`<invoice-list .client=${clientFor('user_past_due', own)}></invoice-list>`);
      const told = oneEvent(document, 'billing-invoice-paid') as Promise<BillingInvoicePaidEvent>;
      find(el, '[part=pay]').click();
      expect((await told).invoice.status).to.equal('paid');
      await el.updateComplete;
      expect(news(el)).to.match(/is paid\.$/);
    });

    it('asks before it leads to the page for a card', async () => {
      const refusal = Response.json({ error: { code: 'payment_method_required', message: '' } }, { status: 409 });
      const el = await mounted(html`<invoice-list .client=${keep(clientOf({ ...page([invoice({ status: 'open' })]), retry: refusal }))}></invoice-list>`);
      find(el, '[part=pay]').click();
      await says(el, 'Add a card');
      let asked = 0;
      el.addEventListener('billing-payment-method-request', (event) => {
        event.preventDefault();
        asked++;
      });
      control(el, 'Add a card').click();
      expect(asked).to.equal(1);
    });
  });

  describe('misuse', () => {
    it('makes no link of an address that could run', async () => {
      const el = await mounted(html`<invoice-list .client=${keep(clientOf(page([invoice({ url: 'javascript:alert(1)' })])))}></invoice-list>`);
      expect(findAll(el, 'a')).to.deep.equal([]);
    });

    it('opens invoices without telling them where they came from', async () => {
      const el = await mounted(html`<invoice-list .client=${clientFor('user_pro')}></invoice-list>`);
      expect(find(el, 'a').getAttribute('rel')).to.equal('noopener noreferrer');
      expect(find(el, 'a').getAttribute('target')).to.equal('_blank');
    });

    it('shows as many as by default where limit is no number', async () => {
      const el = await mounted(html`<invoice-list limit="few" .client=${clientFor('user_pro')}></invoice-list>`);
      expect(rows(el).length).to.equal(6);
    });

    it('shows nothing of one user to the next', async () => {
      const el = await mounted(html`<invoice-list .client=${clientFor('user_pro')}></invoice-list>`);
      const before = rows(el);
      el.client = clientFor('user_past_due');
      await says(el, '$23.00');
      expect(rows(el).some((row) => before.includes(row))).to.equal(false);
    });

    it('has a face for a malformed answer', async () => {
      for (const data of ['many', [{ id: 1 }], [null]]) {
        const el = await mounted(html`<invoice-list .client=${keep(clientOf(page(data)))}></invoice-list>`);
        expect(words(el)).to.contain('We could not load your invoices');
      }
    });
  });
});
