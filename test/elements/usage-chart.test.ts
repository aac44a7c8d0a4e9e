import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { createClient, type Client } from '../../src/core/client.js';
import '../../src/elements/usage-chart.js';
import type { UsageChart } from '../../src/elements/usage-chart.js';
import { clientOf } from '../support/answers.js';
import { useProject } from '../support/clients.js';
import { find, findAll, onPage, words } from '../support/elements.js';

const series = (quantities: readonly number[], over: Record<string, unknown> = {}) => ({
  series: quantities.map((quantity, index) => ({ start: new Date(Date.UTC(2026, 10, 1 + index)).toISOString(), quantity })),
  limit: 3000,
  feature_title: 'API calls',
  unit: 'call',
  period_start: '2026-11-01T00:00:00Z',
  period_end: '2026-12-01T00:00:00Z',
  ...over,
});

describe('<usage-chart>', () => {
  const shared = useProject();
  const { keep, clientFor } = shared;
  const drawn = (quantities: readonly number[], over?: Record<string, unknown>): Client => keep(clientOf({ 'usage-series': series(quantities, over) }));
  const bars = (el: UsageChart) => findAll<SVGRectElement>(el, 'rect');
  const settled = (el: UsageChart) =>
    waitUntil(() => !el.shadowRoot?.querySelector('[aria-busy], .bone'), 'the chart is drawn', { timeout: 4000 });
  const mounted = async (template: ReturnType<typeof html>): Promise<UsageChart> => {
    const root = await fixture(template);
    const el = root instanceof HTMLElement && root.localName === 'usage-chart' ? (root as UsageChart) : root.querySelector('usage-chart');
    if (!el) throw new Error('no chart');
    await settled(el);
    return el;
  };
  const toggle = (el: UsageChart) => find(el, '[part=toggle]');

  describe('accessibility', () => {
    for (const scheme of ['light', 'dark']) {
      it(`has no violation in any face, ${scheme}`, async () => {
        const clients = [
          clientFor('user_near_limit'),
          drawn([0, 0]),
          keep(clientOf({}, { getSessionToken: async () => null })),
          keep(clientOf({ 'usage-series': new Response('', { status: 502 }) })),
          keep(clientOf({ 'usage-series': new Promise(() => {}) })),
        ];
        const root = await fixture(onPage(scheme, clients.map((client) => html`<usage-chart feature="api_calls" .client=${client}></usage-chart>`)));
        const [first, ...others] = root.querySelectorAll('usage-chart');
        if (!first) throw new Error('no chart');
        for (const el of [first, ...others.slice(0, -1)]) await settled(el);
        toggle(first).click();
        await first.updateComplete;
        await expect(root).to.be.accessible();
      });
    }

    it('is a picture that one sentence describes', async () => {
      const el = await mounted(html`<usage-chart feature="api_calls" .client=${drawn([5, 120, 40])}></usage-chart>`);
      const picture = find(el, 'svg');
      expect(picture.getAttribute('role')).to.equal('img');
      expect(picture.getAttribute('aria-label')).to.equal('API calls per day, Nov 1 to Nov 3: 165 in all, the most on Nov 2 with 120');
    });

    it('has a table behind it, which the keyboard opens and closes, with every bar as a row', async () => {
      const el = await mounted(html`<usage-chart feature="api_calls" .client=${drawn([5, 120, 40])}></usage-chart>`);
      toggle(el).focus();
      await sendKeys({ press: 'Enter' });
      await el.updateComplete;
      expect(toggle(el).getAttribute('aria-expanded')).to.equal('true');
      const rows = [...(el.shadowRoot?.querySelectorAll('tbody tr') ?? [])].map((row) => Array.from(row.children, (cell) => cell.textContent?.trim()));
      expect(rows).to.deep.equal([['Sun, Nov 1', '5'], ['Mon, Nov 2', '120'], ['Tue, Nov 3', '40']]);
      expect(find(el, 'thead').textContent).to.contain('Date');
      await sendKeys({ press: 'Enter' });
      await el.updateComplete;
      expect(el.shadowRoot?.querySelector('table')).to.equal(null);
      expect(el.shadowRoot?.activeElement).to.equal(toggle(el));
    });
  });

  describe('properties', () => {
    it('shows the days of the current period, which add up to what was used', async () => {
      const el = await mounted(html`<usage-chart feature="api_calls" .client=${clientFor('user_near_limit')}></usage-chart>`);
      expect(bars(el).length).to.be.within(21, 23);
      expect(words(el)).to.contain('API calls per day').and.contain('9,210 this period');
    });

    it('shows as many days as days says, and other features and ranges apart from each other', async () => {
      const client = clientFor('user_near_limit');
      const root = await fixture(html`<div>
        <usage-chart feature="api_calls" days="7" .client=${client}></usage-chart>
        <usage-chart feature="transfer_gb" days="7" .client=${client}></usage-chart>
        <usage-chart feature="api_calls" days="30" .client=${client}></usage-chart>
      </div>`);
      const all = [...root.querySelectorAll('usage-chart')];
      for (const el of all) await settled(el);
      expect(all.map((el) => bars(el).length)).to.deep.equal([7, 7, 30]);
      expect(all.map((el) => find(el, 'h3').textContent?.trim())).to.deep.equal(['API calls per day', 'Transfer per day', 'API calls per day']);
      expect(words(all[1] as UsageChart)).to.contain('GB in 7 days');
    });

    it('shows hours or months, and follows when it is told otherwise', async () => {
      const el = await mounted(html`<usage-chart feature="api_calls" days="2" interval="hour" .client=${clientFor('user_near_limit')}></usage-chart>`);
      expect(bars(el).length).to.equal(48);
      expect(words(el)).to.contain('API calls per hour');
      el.interval = 'month';
      el.days = 365;
      await el.updateComplete;
      await waitUntil(() => bars(el).length === 12);
      expect(words(el)).to.contain('API calls per month').and.contain('this month');
    });

    it('makes one request for each feature and range, however many charts show it', async () => {
      const asked: string[] = [];
      const counting: typeof fetch = async (input) => {
        asked.push(new URL(String(input)).search);
        return Response.json(series([1, 2]));
      };
      const client = keep(createClient({ getSessionToken: async () => ({ token: 'opaque', userId: 'someone' }), fetch: counting, noShare: true }));
      const root = await fixture(html`<div>
        ${['a', 'a', 'b'].map((feature) => html`<usage-chart feature=${feature} days="7" .client=${client}></usage-chart>`)}
      </div>`);
      for (const el of root.querySelectorAll('usage-chart')) await settled(el);
      expect(asked.toSorted()).to.deep.equal(['?feature_key=a&bucket=day&last=7', '?feature_key=b&bucket=day&last=7']);
    });

    it('writes dates and numbers as the language around it does', async () => {
      const el = await mounted(html`<div lang="en-GB"><usage-chart feature="api_calls" .client=${drawn([1, 2000])}></usage-chart></div>`);
      expect(find(el, 'svg').getAttribute('aria-label')).to.contain('1 Nov to 2 Nov');
      expect(find(el, '.axis').textContent).to.contain('today');
    });
  });

  describe('states', () => {
    it('draws bars to scale, and the last one lighter', async () => {
      const el = await mounted(html`<usage-chart feature="api_calls" .client=${drawn([50, 100, 25], { limit: null })}></usage-chart>`);
      const heights = bars(el).map((bar) => bar.getBoundingClientRect().height);
      expect(heights[0]).to.be.closeTo((heights[1] ?? 0) / 2, 1);
      expect(heights[2]).to.be.closeTo((heights[1] ?? 0) / 4, 1);
      const [first, , last] = bars(el).map((bar) => getComputedStyle(bar).fill);
      expect(first).not.to.equal(last);
      expect(el.shadowRoot?.querySelector('line')).to.equal(null);
    });

    it('draws an even share of the limit where it can be seen beside the bars, and says it in any case', async () => {
      const el = await mounted(html`<usage-chart feature="api_calls" .client=${drawn([50, 200])}></usage-chart>`);
      const line = find(el, 'line').getBoundingClientRect();
      expect(line.y).to.be.closeTo((bars(el)[1]?.getBoundingClientRect().y ?? 0) + (bars(el)[1]?.getBoundingClientRect().height ?? 0) / 2, 1);
      expect(words(el)).to.contain('Even share of the limit: 100');
      const far = await mounted(html`<usage-chart feature="api_calls" .client=${drawn([1, 2])}></usage-chart>`);
      expect(far.shadowRoot?.querySelector('line')).to.equal(null);
      expect(words(far)).to.contain('Even share of the limit: 100');
    });

    it('keeps its height when the answer comes', async () => {
      for (const quantities of [[5, 6], [0, 0]]) {
        let answer: (body: unknown) => void = () => {};
        const client = keep(clientOf({ 'usage-series': new Promise((resolve) => (answer = resolve)) }));
        const root = await fixture(html`<div style="inline-size: 500px"><usage-chart feature="api_calls" .client=${client}></usage-chart></div>`);
        const el = root.querySelector('usage-chart');
        if (!el) throw new Error('no chart');
        const before = el.getBoundingClientRect().height;
        answer(series(quantities));
        await settled(el);
        expect(el.getBoundingClientRect().height).to.equal(before);
      }
    });

    it('says so where nothing was used, and where nothing is counted', async () => {
      const unused = await mounted(html`<usage-chart feature="api_calls" .client=${drawn([0, 0, 0])}></usage-chart>`);
      expect(words(unused)).to.contain('Nothing used yet');
      const unknown = await mounted(html`<usage-chart feature="unheard_of" .client=${clientFor('user_free')}></usage-chart>`);
      expect(words(unknown)).to.contain('Nothing is counted here');
    });

    it('runs as reading does', async () => {
      const el = await mounted(html`<div dir="rtl"><usage-chart feature="api_calls" .client=${drawn([1, 2, 3])}></usage-chart></div>`);
      const [first, , last] = bars(el).map((bar) => bar.getBoundingClientRect().x);
      expect(first).to.be.above(last ?? Infinity);
    });

    it('fits 280 pixels, and fills a wide place', async () => {
      const client = drawn(Array.from({ length: 90 }, (_, index) => index), { feature_title: 'Datenschutzgrundverordnungskonforme Aufzeichnungsvorgänge' });
      for (const width of [280, 1200]) {
        const el = await mounted(html`<div style="inline-size: ${width}px"><usage-chart feature="api_calls" .client=${client}></usage-chart></div>`);
        toggle(el).click();
        await el.updateComplete;
        expect(el.scrollWidth).to.be.at.most(width);
        expect(find(el, 'svg').getBoundingClientRect().width).to.be.above(width * 0.8);
      }
    });
  });

  describe('slots', () => {
    it('takes another heading', async () => {
      const el = await mounted(html`<usage-chart feature="api_calls" .client=${drawn([1])}><b slot="heading">Requests</b></usage-chart>`);
      expect(el.querySelector('b')?.getBoundingClientRect().width).to.be.above(0);
    });
  });

  describe('events', () => {
    it('tells that the use could not be loaded', async () => {
      const codes: string[] = [];
      const client = keep(clientOf({ 'usage-series': { series: 'many' } }));
      const root = await fixture(html`<div @billing-error=${(event: { error: { code: string } }) => codes.push(event.error.code)}>
        <usage-chart feature="api_calls" .client=${client}></usage-chart>
      </div>`);
      await waitUntil(() => root.querySelector('usage-chart')?.shadowRoot?.textContent?.includes('We could not load your usage'));
      expect(codes).to.deep.equal(['invalid_response']);
    });
  });

  describe('misuse', () => {
    it('asks for nothing without a feature', async () => {
      const el = await mounted(html`<usage-chart .client=${clientFor('user_free')}></usage-chart>`);
      expect(words(el)).to.contain('Nothing is counted here');
    });

    it('shows hostile words as words, and has no style attribute that a page could forbid', async () => {
      const hostile = '<img src=x onerror="window.hacked = true">';
      const el = await mounted(html`<usage-chart feature="api_calls" .client=${drawn([1, 2], { feature_title: hostile, unit: hostile })}></usage-chart>`);
      toggle(el).click();
      await el.updateComplete;
      expect(el.shadowRoot?.querySelector('img')).to.equal(null);
      expect(el.shadowRoot?.querySelector('[style]')).to.equal(null);
      expect(words(el)).to.contain(hostile);
    });

    it('keeps to the intervals and as many bars as the API has', async () => {
      const el = await mounted(html`<usage-chart feature="api_calls" days="90000" interval="constructor" .client=${clientFor('user_free')}></usage-chart>`);
      expect(bars(el).length).to.equal(1000);
    });
  });
});
