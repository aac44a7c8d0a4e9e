import { aTimeout, expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { createClient, type Client } from '../../src/core/client.js';
import { usageMetrics } from '../../src/core/resources/usage-metrics.js';
import '../../src/elements/billing-provider.js';
import type { BillingErrorEvent, BillingUpgradeRequestEvent, BillingUsageLevelChangeEvent } from '../../src/elements/events.js';
import { overrideWords } from '../../src/elements/internal/words/languages.js';
import '../../src/elements/usage-meter.js';
import type { UsageMeter } from '../../src/elements/usage-meter.js';
import { clientOf } from '../support/answers.js';
import { freshProject } from '../support/api.js';
import { useProject } from '../support/clients.js';
import { find, onPage, words } from '../support/elements.js';

const metric = (over: Record<string, unknown> = {}) => ({
  feature_key: 'api_calls',
  feature_title: 'API calls',
  product_name: 'Starter',
  consumed: 4210,
  limit: 10_000,
  remaining: 5790,
  percentage_used: 42.1,
  period_start: '2026-11-01T00:00:00Z',
  period_end: '2026-12-01T00:00:00Z',
  resets_in_days: 9,
  ...over,
});

describe('<usage-meter>', () => {
  const shared = useProject();
  const { keep, clientFor } = shared;
  const metered = (over?: Record<string, unknown>): Client => keep(clientOf({ 'usage-metrics': { metrics: [metric(over)] } }));

  const gauge = (el: UsageMeter) => find(el, '[role=meter]');
  const settled = (el: UsageMeter) =>
    waitUntil(() => !el.shadowRoot?.querySelector('[aria-busy]'), 'the meter has its answer', { timeout: 4000 });
  /** Mounts, and waits for what the API answers. */
  const mounted = async (template: ReturnType<typeof html>): Promise<UsageMeter> => {
    const el = await fixture<UsageMeter>(template);
    await settled(el);
    return el;
  };
  /** A project of its own whose free user has used 342 of 1,000 calls, and a way to use more. */
  const freshUse = async () => {
    const own = await freshProject();
    const client = keep(createClient({ apiUrl: own.apiUrl, sessionTokenUrl: own.sessionUrl('user_free'), noShare: true }));
    const use = (quantity: number) =>
      own.api('/v1/usage/track', { body: { customer_id: 'user_free', feature_key: 'api_calls', quantity } });
    return { own, client, use };
  };
  const refreshed = async (client: Client, el: UsageMeter) => {
    await client.resource(usageMetrics).refresh();
    await el.updateComplete;
  };

  describe('accessibility', () => {
    for (const scheme of ['light', 'dark']) {
      for (const [face, user, feature] of [
        ['a normal level', 'user_free', 'api_calls'],
        ['a near limit', 'user_near_limit', 'api_calls'],
        ['a reached limit', 'user_over_limit', 'api_calls'],
        ['nothing counted', 'user_free', 'unheard_of'],
      ] as const) {
        it(`has no violation with ${face}, ${scheme}`, async () => {
          const client = clientFor(user);
          const root = await fixture(
            onPage(scheme, html`<usage-meter feature=${feature} .client=${client}></usage-meter>
              <usage-meter feature=${feature} shape="ring" .client=${client}></usage-meter>
              <usage-meter feature=${feature} compact .client=${client}></usage-meter>`),
          );
          for (const el of root.querySelectorAll('usage-meter')) await settled(el);
          await expect(root).to.be.accessible();
        });
      }

      it(`has no violation while loading, signed out and in error, ${scheme}`, async () => {
        const hanging = keep(clientOf({ 'usage-metrics': new Promise(() => {}) }));
        const signedOut = keep(clientOf({}, { getSessionToken: async () => null }));
        const failing = keep(clientOf({ 'usage-metrics': new Response('<h1>Bad gateway</h1>', { status: 502 }) }));
        const root = await fixture(
          onPage(scheme, html`<usage-meter feature="api_calls" .client=${hanging}></usage-meter>
            <usage-meter feature="api_calls" .client=${signedOut}></usage-meter>
            <usage-meter feature="api_calls" .client=${failing}></usage-meter>`),
        );
        const [loading, ...others] = root.querySelectorAll('usage-meter');
        for (const el of others) await settled(el);
        expect(loading?.shadowRoot?.querySelectorAll('[aria-busy=true]').length).to.equal(1);
        await expect(root).to.be.accessible();
      });
    }

    it('is a meter with a name, a range and a sentence', async () => {
      const el = await mounted(html`<usage-meter feature="api_calls" .client=${clientFor('user_near_limit')}></usage-meter>`);
      const meter = gauge(el);
      expect(meter.getAttribute('aria-valuemin')).to.equal('0');
      expect(meter.getAttribute('aria-valuemax')).to.equal('10000');
      expect(meter.getAttribute('aria-valuenow')).to.equal('9210');
      expect(meter.getAttribute('aria-valuetext')).to.equal('9,210 of 10,000 used, 92%');
      expect(find(el, `#${meter.getAttribute('aria-labelledby')}`).textContent).to.equal('API calls');
    });

    for (const url of [undefined, '#plans']) {
      it(`has a target of 24 pixels to upgrade, ${url ? 'a link' : 'a button'}, in a line no higher for it`, async () => {
        const el = await mounted(html`<usage-meter feature="api_calls" .upgradeUrl=${url} .client=${metered({ consumed: 10_000 })}></usage-meter>`);
        const plain = await mounted(html`<usage-meter feature="api_calls" .client=${metered({ consumed: 1 })}></usage-meter>`);
        expect(find(el, '[part=upgrade]').getBoundingClientRect().height).to.be.at.least(24);
        expect(find(el, '.foot').getBoundingClientRect().height).to.be.closeTo(find(plain, '.foot').getBoundingClientRect().height, 0.1);
      });
    }

    it('says a level aloud when it changes, and nothing at first or with every poll', async () => {
      const { client, use } = await freshUse();
      const el = await mounted(html`<usage-meter feature="api_calls" .client=${client}></usage-meter>`);
      const region = find(el, '[role=status]');
      expect(region.textContent).to.equal('');
      await use(400);
      await refreshed(client, el);
      expect(region.textContent, 'still normal').to.equal('');
      await use(100);
      await refreshed(client, el);
      expect(region.textContent).to.equal('API calls: Nearly full. 842 of 1,000 used, 84%');
      const changes: unknown[] = [];
      const observer = new MutationObserver((records) => changes.push(...records));
      observer.observe(region, { childList: true, characterData: true, subtree: true });
      await use(10);
      await refreshed(client, el);
      await aTimeout(0);
      observer.disconnect();
      expect(changes).to.deep.equal([]);
    });
  });

  describe('properties', () => {
    it('shows what is used, the limit, what is left and when it resets', async () => {
      const el = await mounted(html`<usage-meter feature="api_calls" .client=${clientFor('user_free')}></usage-meter>`);
      expect(words(el)).to.match(/^API calls 342 of 1,000 658 left Resets in \d+ days$/);
      const track = gauge(el).getBoundingClientRect();
      const fill = find(el, '.fill').getBoundingClientRect();
      expect(track.height).to.equal(8);
      expect(fill.width / track.width).to.be.closeTo(0.342, 0.002);
    });

    it('shows amounts with the unit they are measured in', async () => {
      const el = await mounted(html`<usage-meter feature="transfer_gb" .client=${clientFor('user_near_limit')}></usage-meter>`);
      expect(words(el)).to.contain('8.6 GB of 10 GB');
      expect(words(el)).to.contain('1.4 GB left');
    });

    it('writes numbers as the language around it does', async () => {
      const client = clientFor('user_near_limit');
      const root = await fixture(html`<div lang="de"><usage-meter feature="transfer_gb" .client=${client}></usage-meter></div>`);
      const el = root.querySelector('usage-meter');
      if (!el) throw new Error('no meter');
      await settled(el);
      expect(words(el)).to.contain('8,6 GB');
      root.setAttribute('lang', 'en');
      await aTimeout(0);
      await el.updateComplete;
      expect(words(el)).to.contain('8.6 GB');
    });

    it('is near from 80 percent on, or from where near says', async () => {
      const el = await mounted(html`<usage-meter feature="api_calls" .client=${metered({ consumed: 7999 })}></usage-meter>`);
      expect(words(el)).not.to.contain('Nearly full');
      el.near = 75;
      await el.updateComplete;
      expect(words(el)).to.contain('Nearly full');
      expect(el.matches(':state(near)')).to.equal(true);
    });

    it('is over from where over says, without calling a limit reached that is not', async () => {
      const el = await mounted(html`<usage-meter feature="api_calls" over="90" .client=${metered({ consumed: 9500 })}></usage-meter>`);
      expect(el.matches(':state(over)')).to.equal(true);
      expect(words(el)).not.to.contain('Limit reached');
    });

    it('draws a ring that says the same', async () => {
      const el = await mounted(html`<usage-meter feature="api_calls" shape="ring" .client=${metered()}></usage-meter>`);
      const { width, height } = gauge(el).getBoundingClientRect();
      expect([width, height]).to.deep.equal([72, 72]);
      expect(words(el)).to.contain('42%');
      expect(gauge(el).getAttribute('aria-valuetext')).to.equal('4,210 of 10,000 used, 42%');
    });

    it('keeps to one line when compact, with the words beside the colour', async () => {
      const el = await mounted(html`<usage-meter feature="api_calls" compact .client=${metered({ consumed: 9000 })}></usage-meter>`);
      expect(el.getBoundingClientRect().height).to.be.below(40);
      expect(find(el, '.level').getBoundingClientRect().height).to.be.above(0);
    });

    it('uses its own client rather than the provider’s', async () => {
      const root = await fixture(html`
        <billing-provider .client=${metered({ consumed: 1 })}>
          <usage-meter feature="api_calls" .client=${metered({ consumed: 2 })}></usage-meter>
          <usage-meter feature="api_calls"></usage-meter>
        </billing-provider>
      `);
      const [own, provided] = root.querySelectorAll('usage-meter');
      if (!own || !provided) throw new Error('no meters');
      await settled(own);
      await settled(provided);
      expect(words(own)).to.contain('2 of 10,000');
      expect(words(provided)).to.contain('1 of 10,000');
    });

    it('follows another feature at once, without a request', async () => {
      const el = await mounted(html`<usage-meter feature="api_calls" .client=${clientFor('user_free')}></usage-meter>`);
      el.feature = 'transfer_gb';
      await el.updateComplete;
      expect(words(el)).to.contain('Transfer 0.4 GB of 1 GB');
    });
  });

  describe('states', () => {
    it('is as high while it loads as it is afterwards', async () => {
      let answer = (_body: unknown): void => {};
      const client = keep(clientOf({ 'usage-metrics': new Promise((resolve) => (answer = resolve)) }));
      const root = await fixture(html`<div style="inline-size: 320px">
        ${['bar', 'ring'].flatMap((shape) => [
          html`<usage-meter feature="api_calls" shape=${shape} .client=${client}></usage-meter>`,
          html`<usage-meter feature="api_calls" shape=${shape} compact .client=${client}></usage-meter>`,
        ])}
      </div>`);
      const meters = [...root.querySelectorAll('usage-meter')];
      const heights = () => meters.map((el) => el.getBoundingClientRect().height);
      const before = heights();
      answer({ metrics: [metric()] });
      for (const el of meters) await settled(el);
      expect(heights()).to.deep.equal(before);
      expect(before.every((height) => height > 15)).to.equal(true);
    });

    it('says at the limit that it is reached, and what would help', async () => {
      const el = await mounted(html`<usage-meter feature="api_calls" .client=${clientFor('user_over_limit')}></usage-meter>`);
      expect(words(el)).to.contain('Limit reached');
      expect(words(el)).to.contain('Upgrade for more');
      expect(el.matches(':state(over)')).to.equal(true);
    });

    it('goes above 100 percent in words, not beyond the gauge', async () => {
      const client = metered({ consumed: 12_400, remaining: 0, percentage_used: 124 });
      const el = await mounted(html`<usage-meter feature="api_calls" .client=${client}></usage-meter>`);
      expect(words(el)).to.contain('2,400 over the limit');
      expect(gauge(el).getAttribute('aria-valuetext')).to.equal('12,400 of 10,000 used, 124%');
      expect(gauge(el).getAttribute('aria-valuenow')).to.equal('10000');
      expect(find(el, '.fill').getBoundingClientRect().width).to.equal(gauge(el).getBoundingClientRect().width);
    });

    it('warns of nothing where the plan bills what goes beyond', async () => {
      const { own } = await freshUse();
      const client = keep(createClient({ apiUrl: own.apiUrl, sessionTokenUrl: own.sessionUrl('user_pro'), noShare: true }));
      const el = await mounted(html`<usage-meter feature="api_calls" .client=${client}></usage-meter>`);
      await own.api('/v1/usage/track', { body: { customer_id: 'user_pro', feature_key: 'api_calls', quantity: 100_000 } });
      await refreshed(client, el);
      expect(words(el)).to.match(/[\d,]+ above what is included/);
      expect(words(el)).not.to.contain('Upgrade');
      expect([el.matches(':state(over)'), el.matches(':state(near)')]).to.deep.equal([false, false]);
    });

    it('never rounds up to a limit that is not reached', async () => {
      const el = await mounted(html`<usage-meter feature="api_calls" .client=${metered({ consumed: 9999 })}></usage-meter>`);
      expect(gauge(el).getAttribute('aria-valuetext')).to.contain('99%');
    });

    for (const limit of [null, -1]) {
      it(`is unlimited where the limit is ${limit}`, async () => {
        const client = metered({ limit, remaining: limit, percentage_used: null });
        const el = await mounted(html`<usage-meter feature="api_calls" .client=${client}></usage-meter>`);
        expect(words(el)).to.contain('4,210 used');
        expect(words(el)).to.contain('Unlimited');
        expect(gauge(el).getAttribute('aria-valuetext')).to.equal('4,210 used, no limit');
        expect(el.matches(':state(unlimited)')).to.equal(true);
      });
    }

    it('counts a limit of zero as reached', async () => {
      const el = await mounted(html`<usage-meter feature="api_calls" .client=${metered({ consumed: 0, limit: 0, remaining: 0 })}></usage-meter>`);
      expect(words(el)).to.contain('Limit reached');
    });

    it('says so where the feature is not measured', async () => {
      const el = await mounted(html`<usage-meter feature="unheard_of" .client=${clientFor('user_free')}></usage-meter>`);
      expect(words(el)).to.equal('Nothing is counted here Your plan does not measure this feature.');
    });

    it('asks again after an error when told to, and tells the page once', async () => {
      let works = false;
      const fetchOrFail: typeof fetch = (input, init) => (works ? fetch(input, init) : Promise.reject(new TypeError('Failed to fetch')));
      const client = keep(
        createClient({
          apiUrl: shared.project.apiUrl,
          getSessionToken: async () => (await (await fetch(shared.project.sessionUrl('user_free'))).json()) as { sessionToken: string },
          fetch: fetchOrFail,
          noShare: true,
        }),
      );
      const errors: BillingErrorEvent[] = [];
      const el = await fixture<UsageMeter>(
        html`<usage-meter feature="api_calls" .client=${client} @billing-error=${(event: BillingErrorEvent) => errors.push(event)}></usage-meter>`,
      );
      await waitUntil(() => words(el).includes('We could not load your usage'));
      await client.resource(usageMetrics).refresh();
      await el.updateComplete;
      works = true;
      find(el, 'button').dispatchEvent(new MouseEvent('click'));
      await waitUntil(() => words(el).includes('342 of 1,000'));
      expect(errors.length).to.be.within(1, 2);
      expect(errors[0]?.error.code).to.equal('network_error');
    });

    it('asks to sign in where nobody is, and by itself looks whether someone is by now', async () => {
      let signedIn = false;
      const client = keep(
        createClient({
          apiUrl: shared.project.apiUrl,
          getSessionToken: async () => (signedIn ? ((await (await fetch(shared.project.sessionUrl('user_free'))).json()) as { sessionToken: string }) : null),
          noShare: true,
        }),
      );
      const el = await mounted(html`<usage-meter feature="api_calls" .client=${client}></usage-meter>`);
      expect(words(el)).to.contain('Sign in to see your usage');
      signedIn = true;
      const asked = oneEvent(el, 'billing-sign-in-request');
      find(el, 'button').dispatchEvent(new MouseEvent('click'));
      await asked;
      await waitUntil(() => words(el).includes('342 of 1,000'));
    });

    it('fills from the side where reading starts', async () => {
      const client = metered();
      const root = await fixture(html`<div dir="rtl"><usage-meter feature="api_calls" .client=${client}></usage-meter></div>`);
      const el = root.querySelector('usage-meter');
      if (!el) throw new Error('no meter');
      await settled(el);
      expect(find(el, '.fill').getBoundingClientRect().right).to.equal(gauge(el).getBoundingClientRect().right);
    });

    it('fits 280 pixels with long words and large numbers', async () => {
      const client = metered({
        feature_title: 'Datenschutzgrundverordnungskonforme Aufzeichnungsvorgänge',
        consumed: 8_123_456_789,
        limit: 9_000_000_000,
        remaining: 876_543_211,
      });
      for (const shape of ['bar', 'ring']) {
        const root = await fixture(html`<div style="inline-size: 280px"><usage-meter feature="api_calls" shape=${shape} .client=${client}></usage-meter></div>`);
        const el = root.querySelector('usage-meter');
        if (!el) throw new Error('no meter');
        await settled(el);
        expect(find(el, '.meter').scrollWidth, shape).to.be.at.most(280);
      }
    });
  });

  describe('slots', () => {
    it('takes another name for the feature, also for who does not see it', async () => {
      const el = await mounted(html`<usage-meter feature="api_calls" .client=${metered()}><b slot="label">Requests</b></usage-meter>`);
      expect(el.querySelector('b')?.getBoundingClientRect().width).to.be.above(0);
      await expect(el).to.be.accessible();
    });

    it('takes other words for what would help', async () => {
      const el = await mounted(
        html`<usage-meter feature="api_calls" .client=${metered({ consumed: 10_000 })}><span slot="upgrade">Get more calls</span></usage-meter>`,
      );
      expect(el.querySelector('span')?.getBoundingClientRect().width).to.be.above(0);
    });

    it('takes single words by the page, for every meter', async () => {
      overrideWords('en', { usageMeter: { near: 'Almost there' } });
      const el = await mounted(html`<usage-meter feature="api_calls" .client=${metered({ consumed: 9000 })}></usage-meter>`);
      expect(words(el)).to.contain('Almost there');
      overrideWords('en', { usageMeter: { near: 'Nearly full' } });
      await el.updateComplete;
      expect(words(el)).to.contain('Nearly full');
    });
  });

  describe('events', () => {
    it('tells each crossing of a threshold once', async () => {
      const { own, client, use } = await freshUse();
      const el = await mounted(html`<usage-meter feature="api_calls" .client=${client}></usage-meter>`);
      const levels: string[] = [];
      el.addEventListener('billing-usage-level-change', (event) => levels.push(event.level));
      for (const quantity of [400, 100, 50, 108]) {
        await use(quantity);
        await refreshed(client, el);
        await refreshed(client, el);
      }
      expect(levels).to.deep.equal(['near', 'over']);
      await own.advance('P1M');
      await refreshed(client, el);
      expect(levels).to.deep.equal(['near', 'over', 'normal']);
    });

    it('tells a first reading that is not normal', async () => {
      const told = oneEvent(document, 'billing-usage-level-change') as Promise<BillingUsageLevelChangeEvent>;
      const el = await fixture(html`<usage-meter feature="api_calls" .client=${metered({ consumed: 9000 })}></usage-meter>`);
      const event = await told;
      expect([event.feature, event.level, event.cancelable, event.target]).to.deep.equal(['api_calls', 'near', false, el]);
    });

    it('asks to upgrade by keyboard, and goes where upgrade-url says unless the page prevents it', async () => {
      const el = await mounted(html`<usage-meter feature="api_calls" upgrade-url="#plans" .client=${metered({ consumed: 10_000 })}></usage-meter>`);
      const asks: BillingUpgradeRequestEvent[] = [];
      el.addEventListener('billing-upgrade-request', (event) => {
        asks.push(event);
        if (asks.length === 1) event.preventDefault();
      });
      (find(el, 'a') as HTMLElement).focus();
      await sendKeys({ press: 'Enter' });
      expect(location.hash).to.equal('');
      await sendKeys({ press: 'Enter' });
      expect(location.hash).to.equal('#plans');
      history.replaceState(null, '', location.pathname + location.search);
      expect(asks.map(({ feature, url }) => [feature, url])).to.deep.equal([['api_calls', '#plans'], ['api_calls', '#plans']]);
    });
  });

  describe('misuse', () => {
    it('makes no link of an address that could run', async () => {
      const el = await mounted(
        html`<usage-meter feature="api_calls" upgrade-url="javascript:alert(1)" .client=${metered({ consumed: 10_000 })}></usage-meter>`,
      );
      expect(el.shadowRoot?.querySelector('a')).to.equal(null);
      expect(find(el, 'button').textContent).to.contain('Upgrade for more');
    });

    it('shows hostile words as words', async () => {
      const hostile = '<img src=x onerror="window.hacked = true">';
      const el = await mounted(
        html`<usage-meter feature="api_calls" .client=${metered({ feature_title: hostile, unit: hostile, consumed: 9000 })}></usage-meter>`,
      );
      expect(el.shadowRoot?.querySelector('img')).to.equal(null);
      expect(words(el)).to.contain(hostile);
      expect('hacked' in window).to.equal(false);
    });

    it('has a face for a malformed answer', async () => {
      for (const metrics of ['many', [{ feature_key: 'api_calls', consumed: 'a lot' }], [null]]) {
        const client = keep(clientOf({ 'usage-metrics': { metrics } }));
        const el = await mounted(html`<usage-meter feature="api_calls" .client=${client}></usage-meter>`);
        expect(words(el)).to.contain('We could not load your usage');
      }
    });

    it('counts nothing without a feature', async () => {
      const el = await mounted(html`<usage-meter .client=${metered()}></usage-meter>`);
      expect(words(el)).to.contain('Nothing is counted here');
    });

    it('makes one request, however many meters there are', async () => {
      let requests = 0;
      const counting: typeof fetch = (input, init) => {
        requests++;
        return fetch(input, init);
      };
      const client = keep(
        createClient({ apiUrl: shared.project.apiUrl, sessionTokenUrl: shared.project.sessionUrl('user_free'), fetch: counting, noShare: true }),
      );
      const root = await fixture(html`<div>
        ${Array.from({ length: 200 }, () => html`<usage-meter feature="api_calls" .client=${client}></usage-meter>`)}
      </div>`);
      for (const el of root.querySelectorAll('usage-meter')) await settled(el);
      expect(requests).to.equal(2); // one token, one resource
    });
  });
});
