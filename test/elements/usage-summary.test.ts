import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { createClient, type Client } from '../../src/core/client.js';
import { usageMetrics } from '../../src/core/resources/usage-metrics.js';
import type { BillingUpgradeRequestEvent, BillingUsageLevelChangeEvent } from '../../src/elements/events.js';
import type { UsageMeter } from '../../src/elements/usage-meter.js';
import '../../src/elements/usage-summary.js';
import type { UsageSummary } from '../../src/elements/usage-summary.js';
import { clientOf } from '../support/answers.js';
import { freshProject } from '../support/api.js';
import { useProject } from '../support/clients.js';
import { findAll, onPage, words } from '../support/elements.js';

const metric = (key: string, consumed: number, over: Record<string, unknown> = {}) => ({
  feature_key: key,
  feature_title: key,
  product_name: 'Starter',
  consumed,
  limit: 100,
  remaining: 100 - consumed,
  percentage_used: consumed,
  period_start: '2026-11-01T12:00:00Z',
  period_end: '2026-12-01T12:00:00Z',
  resets_in_days: 9,
  ...over,
});

describe('<usage-summary>', () => {
  const { keep, clientFor } = useProject();
  const metered = (...metrics: unknown[]): Client => keep(clientOf({ 'usage-metrics': { metrics } }));
  const meters = (el: UsageSummary) => findAll<UsageMeter>(el, 'usage-meter');
  const names = (el: UsageSummary) => meters(el).map(({ feature }) => feature);
  const upgrade = (el: UsageSummary) => el.shadowRoot?.querySelector<HTMLElement>('[part=upgrade]');
  const settled = (el: UsageSummary) => waitUntil(() => !el.shadowRoot?.querySelector('[aria-busy]'), 'the answer', { timeout: 4000 });
  const mounted = async (template: ReturnType<typeof html>): Promise<UsageSummary> => {
    const el = await fixture<UsageSummary>(template);
    await settled(el);
    return el;
  };

  describe('accessibility', () => {
    for (const scheme of ['light', 'dark']) {
      it(`has no violation in any face, ${scheme}`, async () => {
        const clients = [
          clientFor('user_near_limit'),
          clientFor('user_over_limit'),
          metered(),
          keep(clientOf({}, { getSessionToken: async () => null })),
          keep(clientOf({ 'usage-metrics': new Response('', { status: 502 }) })),
          keep(clientOf({ 'usage-metrics': new Promise(() => {}) })),
        ];
        const root = await fixture(onPage(scheme, clients.map((client) => html`<usage-summary limits upgrade-url="#plans" .client=${client}></usage-summary>`)));
        const all = [...root.querySelectorAll('usage-summary')];
        for (const el of all.slice(0, -1)) await settled(el);
        expect(all.at(-1)?.shadowRoot?.querySelectorAll('[aria-busy=true]').length).to.equal(1);
        await expect(root).to.be.accessible();
      });
    }

    it('says a crossing aloud, also when the meter moves up for it', async () => {
      const own = await freshProject();
      const client = keep(createClient({ apiUrl: own.apiUrl, sessionTokenUrl: own.sessionUrl('user_free'), noShare: true }));
      const el = await mounted(html`<usage-summary .client=${client}></usage-summary>`);
      expect(names(el)).to.deep.equal(['api_calls', 'transfer_gb']);
      await own.api('/v1/usage/track', { body: { customer_id: 'user_free', feature_key: 'transfer_gb', quantity: 0.5 } });
      await client.resource(usageMetrics).refresh();
      await waitUntil(() => names(el)[0] === 'transfer_gb');
      await meters(el)[0]?.updateComplete;
      expect(meters(el)[0]?.shadowRoot?.querySelector('[role=status]')?.textContent).to.contain('Transfer: Nearly full');
    });
  });

  describe('properties', () => {
    it('shows every metered feature of the plan, and when they start anew', async () => {
      const el = await mounted(html`<usage-summary .client=${clientFor('user_free')}></usage-summary>`);
      expect(names(el)).to.deep.equal(['api_calls', 'transfer_gb']);
      expect(words(el)).to.match(/Resets on \w+ \d+/);
      expect(meters(el)[0]?.shadowRoot?.querySelector('[role=meter]')?.getAttribute('aria-valuetext')).to.contain('342 of 1,000');
    });

    it('puts those at their limit first, then those near it, each in their own order', async () => {
      const client = metered(metric('a', 10), metric('b', 85), metric('c', 100), metric('d', 20), metric('e', 90));
      const el = await mounted(html`<usage-summary .client=${client}></usage-summary>`);
      expect(names(el)).to.deep.equal(['c', 'b', 'e', 'a', 'd']);
      el.near = 15;
      await el.updateComplete;
      expect(names(el)).to.deep.equal(['c', 'b', 'd', 'e', 'a']);
    });

    it('shows what features names, in its order, and leaves out what is not there', async () => {
      const client = metered(metric('a', 10), metric('b', 85), metric('c', 100));
      const el = await mounted(html`<usage-summary features="a, c, unheard_of" .client=${client}></usage-summary>`);
      expect(names(el)).to.deep.equal(['a', 'c']);
    });

    it('gives no common day where features start anew on different ones', async () => {
      const el = await mounted(html`<usage-summary .client=${metered(metric('a', 1), metric('b', 1, { period_end: '2026-12-09T12:00:00Z' }))}></usage-summary>`);
      expect(words(el)).not.to.contain('Resets');
    });

    it('lists limits that nothing is counted against, where it is asked to', async () => {
      const el = await mounted(html`<usage-summary limits .client=${clientFor('user_pro')}></usage-summary>`);
      await waitUntil(() => words(el).includes('Team members'));
      const rows = [...(el.shadowRoot?.querySelectorAll('dl > div') ?? [])].map((row) => Array.from(row.children, ({ textContent }) => textContent));
      expect(rows).to.deep.equal([['Team members', 'Up to 50'], ['Projects', 'Unlimited']]);
    });
  });

  describe('states', () => {
    it('keeps its height when the answer comes', async () => {
      let answer: (body: unknown) => void = () => {};
      const client = keep(clientOf({ 'usage-metrics': new Promise((resolve) => (answer = resolve)) }));
      const el = await fixture<UsageSummary>(html`<usage-summary .client=${client}></usage-summary>`);
      const before = el.getBoundingClientRect().height;
      answer({ metrics: [metric('a', 1), metric('b', 2)] });
      await settled(el);
      expect(el.getBoundingClientRect().height).to.equal(before);
    });

    it('says so where the plan measures nothing', async () => {
      const el = await mounted(html`<usage-summary .client=${metered()}></usage-summary>`);
      expect(words(el)).to.contain('Nothing is counted here');
    });

    it('fits 280 pixels', async () => {
      const client = metered(metric('Datenschutzgrundverordnungskonforme Aufzeichnungsvorgänge', 100, { limit: 8_123_456_789, consumed: 8_123_456_789 }));
      const root = await fixture(html`<div style="inline-size: 280px"><usage-summary .client=${client}></usage-summary></div>`);
      const el = root.querySelector('usage-summary');
      if (!el) throw new Error('no summary');
      await settled(el);
      expect(el.scrollWidth).to.be.at.most(280);
    });
  });

  describe('slots', () => {
    it('takes another heading', async () => {
      const el = await mounted(html`<usage-summary .client=${metered(metric('a', 1))}><b slot="heading">This month</b></usage-summary>`);
      expect(el.querySelector('b')?.getBoundingClientRect().width).to.be.above(0);
    });
  });

  describe('events', () => {
    it('asks to upgrade for the fullest feature, and goes where upgrade-url says unless the page prevents it', async () => {
      const el = await mounted(html`<usage-summary upgrade-url="#plans" .client=${metered(metric('a', 1), metric('b', 100))}></usage-summary>`);
      const asks: BillingUpgradeRequestEvent[] = [];
      el.addEventListener('billing-upgrade-request', (event) => {
        asks.push(event);
        if (asks.length === 1) event.preventDefault();
      });
      upgrade(el)?.focus();
      await sendKeys({ press: 'Enter' });
      expect(location.hash).to.equal('');
      await sendKeys({ press: 'Enter' });
      expect(location.hash).to.equal('#plans');
      history.replaceState(null, '', location.pathname + location.search);
      expect(asks.map(({ feature, url }) => [feature, url])).to.deep.equal([['b', '#plans'], ['b', '#plans']]);
    });

    it('offers nothing to upgrade while there is room', async () => {
      const el = await mounted(html`<usage-summary .client=${metered(metric('a', 1))}></usage-summary>`);
      expect(upgrade(el)).to.equal(null);
    });

    it('lets the crossings of its meters through', async () => {
      const told = oneEvent(document, 'billing-usage-level-change') as Promise<BillingUsageLevelChangeEvent>;
      await fixture(html`<usage-summary .client=${metered(metric('a', 100))}></usage-summary>`);
      expect((await told).feature).to.equal('a');
    });
  });

  describe('misuse', () => {
    it('makes no link of an address that could run', async () => {
      const el = await mounted(html`<usage-summary upgrade-url="javascript:alert(1)" .client=${metered(metric('a', 100))}></usage-summary>`);
      expect(upgrade(el)?.localName).to.equal('button');
    });

    it('makes one request for all of them', async () => {
      let requests = 0;
      const counting: typeof fetch = async () => {
        requests++;
        return Response.json({ metrics: [metric('a', 1), metric('b', 2), metric('c', 3)] });
      };
      const client = keep(createClient({ getSessionToken: async () => ({ token: 'opaque', userId: 'someone' }), fetch: counting, noShare: true }));
      await mounted(html`<usage-summary .client=${client}></usage-summary>`);
      expect(requests).to.equal(1);
    });
  });
});
