import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Client } from '../../src/core/client.js';
import '../../src/elements/cost-estimator.js';
import type { CostEstimator } from '../../src/elements/cost-estimator.js';
import type { BillingCheckoutRequestEvent, BillingEstimateChangeEvent, BillingPlanChangeRequestEvent, BillingSignupRequestEvent } from '../../src/elements/events.js';
import { clientOf } from '../support/answers.js';
import { lines } from '../support/lines.js';
import { useProject } from '../support/clients.js';
import { find, findAll, onPage, words } from '../support/elements.js';

describe('<cost-estimator>', () => {
  const shared = useProject();
  const { keep, clientFor } = shared;
  const selling = (...products: unknown[]): Client => keep(clientOf({ '/v1/products': { products, currentSubscription: null } }));
  const rows = (el: CostEstimator) =>
    findAll(el, '.plan').map((row) => [row.querySelector('.name')?.textContent, row.querySelector('.sum')?.textContent]);
  const chosen = (el: CostEstimator) => find(el, '.chosen .name').textContent;
  const settled = (el: CostEstimator) => waitUntil(() => !el.shadowRoot?.querySelector('[aria-busy=true]'), 'the answer', { timeout: 4000 });
  const mounted = async (template: ReturnType<typeof html>): Promise<CostEstimator> => {
    const root = await fixture(template);
    const el = root.localName === 'cost-estimator' ? (root as CostEstimator) : root.querySelector('cost-estimator');
    if (!el) throw new Error('no estimator');
    await settled(el);
    return el;
  };
  const typed = async (el: CostEstimator, id: string, value: string) => {
    const input = find<HTMLInputElement>(el, id);
    input.focus();
    input.select();
    await sendKeys({ type: value });
    await sendKeys({ press: 'Tab' });
    await el.updateComplete;
  };

  describe('accessibility', () => {
    for (const scheme of ['light', 'dark']) {
      it(`has no violation in any face, ${scheme}`, async () => {
        const clients = [
          clientFor('user_pro'),
          selling(),
          keep(clientOf({}, { getSessionToken: async () => null })),
          keep(clientOf({ '/v1/products': new Response('', { status: 502 }) })),
          keep(clientOf({ '/v1/products': new Promise(() => {}) })),
        ];
        const root = await fixture(onPage(scheme, clients.map((client) => html`<cost-estimator currencies="" .client=${client}></cost-estimator>`)));
        for (const el of [...root.querySelectorAll('cost-estimator')].slice(0, -1)) await settled(el);
        await expect(root).to.be.accessible();
      });
    }

    it('has sliders that say their amount, moved by arrow keys from one round number to the next', async () => {
      const el = await mounted(html`<cost-estimator usage="api_calls=64000" .client=${clientFor('user_free')}></cost-estimator>`);
      const slider = find<HTMLInputElement>(el, '.slider');
      expect(slider.getAttribute('aria-valuetext')).to.equal('64,000');
      expect(find(el, `#${slider.getAttribute('aria-labelledby')}`).textContent).to.equal('API calls a month');
      slider.focus();
      await sendKeys({ press: 'ArrowRight' });
      await el.updateComplete;
      expect(slider.getAttribute('aria-valuetext')).to.equal('70,000');
      await sendKeys({ press: 'Home' });
      await el.updateComplete;
      expect(el.usage['api_calls']).to.equal(0);
    });

    it('says aloud what fits best once someone has estimated, and nothing before', async () => {
      const el = await mounted(html`<cost-estimator usage="api_calls=500,transfer_gb=1" .client=${clientFor('user_free')}></cost-estimator>`);
      expect(find(el, '[role=status]').textContent).to.equal('');
      await typed(el, '#amount-0', '64000');
      expect(find(el, '[role=status]').textContent).to.equal('Best fit: Pro, $59.00 a month');
    });
  });

  describe('properties', () => {
    it('asks for what the plans measure and for seats, and says what each plan comes to', async () => {
      const el = await mounted(html`<cost-estimator usage="api_calls=600000,transfer_gb=20" seats="2" .client=${clientFor('user_free')}></cost-estimator>`);
      expect(Array.from(el.shadowRoot?.querySelectorAll('.amount label') ?? [], ({ textContent }) => textContent)).to.deep.equal([
        'API calls a month', 'Transfer a month', 'Seats',
      ]);
      expect(rows(el)).to.deep.equal([['Hobby', 'Over its limit'], ['Starter', 'Over its limit'], ['Pro', '$303.00'], ['Enterprise', 'Talk to us']]);
      expect(chosen(el)).to.equal('Pro');
      const parts = Array.from(el.shadowRoot?.querySelectorAll('dl > div') ?? [], (row) => Array.from(row.children, ({ textContent }) => textContent));
      expect(parts).to.deep.equal([['Pro × 2', '$118.00'], ['API calls', '$185.00'], ['A month', '$303.00']]);
    });

    it('begins with the seats that are paid for now, in the currency and rhythm of the customer', async () => {
      const el = await mounted(html`<cost-estimator usage="api_calls=1000" .client=${clientFor('user_pro')}></cost-estimator>`);
      expect(rows(el)[2]).to.deep.equal(['Pro', '$177.00']);
      expect(words(el)).to.contain('Current plan');
    });

    it('compares by month or year and in a currency of choice', async () => {
      const el = await mounted(html`<cost-estimator features="api_calls" interval="year" currency="EUR" .client=${clientFor('user_free')}></cost-estimator>`);
      expect(rows(el)).to.deep.equal([['Hobby', 'Over its limit'], ['Starter', '€17.42'], ['Pro', '€45.67'], ['Enterprise', 'Talk to us']]);
      find<HTMLInputElement>(el, 'input[value=month], [name=rhythm]').click();
      await el.updateComplete;
      expect(rows(el)[1]).to.deep.equal(['Starter', '€21.00']);
    });

    it('counts seats against seat-feature', async () => {
      const el = await mounted(html`<cost-estimator features="" seats="9" seat-feature="team_members" .client=${clientFor('user_free')}></cost-estimator>`);
      expect(rows(el).map(([, sum]) => sum)).to.deep.equal(['Over its limit', 'Over its limit', '$531.00', 'Talk to us']);
    });

    it('leaves out a feature whose key is only a part of one that `features` names', async () => {
      const el = await mounted(html`<cost-estimator features="api_calls">
        <script type="application/json">
          {"products": [{"id": "one", "name": "One", "features": [
              {"name": "api_calls", "title": "API calls", "properties": {"limit": 500, "period": "month"}},
              {"name": "calls", "title": "Phone calls", "type": "usage_quota", "properties": {"period": "month", "limit": 100}}],
            "prices": [{"id": "p", "amount": 900, "currency": "USD", "interval": "month"},
              {"id": "q", "amount": 10, "currency": "USD", "interval": "month", "meteredFeatureKey": "calls", "scheme": "per_unit"}]}]}
        </script>
      </cost-estimator>`);
      await waitUntil(() => rows(el).length === 1);
      expect(rows(el)).to.deep.equal([['One', '$9.00']]);
    });

    it('works with a publishable key alone', async () => {
      const { apiUrl, publishableKey } = shared.project;
      const el = await mounted(html`<cost-estimator usage="api_calls=5000" api-url=${apiUrl} publishable-key=${publishableKey}></cost-estimator>`);
      await waitUntil(() => rows(el).length === 4);
      expect(chosen(el)).to.equal('Starter');
    });

    it('works with plans that come with the page', async () => {
      const el = await mounted(html`<cost-estimator>
        <script type="application/json">
          {"products": [{"id": "one", "name": "One", "prices": [{"id": "p", "amount": 900, "currency": "USD", "interval": "month"}],
            "features": [{"name": "mails", "title": "Mails", "properties": {"limit": 500, "period": "month"}}]}]}
        </script>
      </cost-estimator>`);
      await waitUntil(() => rows(el).length === 1);
      expect(rows(el)).to.deep.equal([['One', '$9.00']]);
    });
  });

  describe('states', () => {
    it('takes a number that is typed, however large or small', async () => {
      const el = await mounted(html`<cost-estimator features="api_calls" .client=${clientFor('user_free')}></cost-estimator>`);
      await typed(el, '#amount-0', '123456');
      expect(el.usage).to.deep.equal({ api_calls: 123_456 });
      expect(words(el)).to.contain('123,456');
      expect(rows(el)[2]?.[1]).to.equal('$68.38');
      await typed(el, '#amount-0', '-5');
      expect(el.usage['api_calls']).to.equal(0);
      await typed(el, '#amount-0', '1e300');
      expect(el.usage['api_calls']).to.equal(1e12);
    });

    it('lets the reader choose another plan that holds it, by keyboard, and forgets that when the amounts change', async () => {
      const el = await mounted(html`<cost-estimator features="api_calls" usage="api_calls=5000" .client=${clientFor('user_free')}></cost-estimator>`);
      expect(chosen(el)).to.equal('Starter');
      find(el, '.chosen input').focus();
      await sendKeys({ press: 'ArrowDown' });
      await el.updateComplete;
      expect(chosen(el)).to.equal('Pro');
      expect(find(el, '[part=best]').closest('.plan')?.textContent).to.contain('Starter');
      await typed(el, '#amount-0', '6000');
      expect(chosen(el)).to.equal('Starter');
    });

    it('says so where nothing is on sale, and where nothing fits', async () => {
      const empty = await mounted(html`<cost-estimator .client=${selling()}></cost-estimator>`);
      expect(words(empty)).to.contain('No plans to choose from');
      const el = await mounted(html`<cost-estimator plans="hobby" usage="api_calls=5000" .client=${clientFor('user_free')}></cost-estimator>`);
      expect(words(el)).to.contain('No plan holds that much');
      expect(el.shadowRoot?.querySelector('.button')).to.equal(null);
    });

    it('fits 280 pixels, also from right to left', async () => {
      for (const dir of ['ltr', 'rtl']) {
        const el = await mounted(html`<div dir=${dir} style="inline-size: 280px"><cost-estimator currencies="" .client=${clientFor('user_free')}></cost-estimator></div>`);
        expect(el.scrollWidth).to.be.at.most(280);
        await waitUntil(() => el.shadowRoot?.querySelector('select'), 'the choice of a currency', { timeout: 4000 });
        expect(lines(find(el, '[part=currency] > span')), 'its name stays one word').to.equal(1);
      }
    });
  });

  describe('slots', () => {
    it('takes another heading', async () => {
      const el = await mounted(html`<cost-estimator .client=${clientFor('user_free')}><b slot="heading">What would it cost?</b></cost-estimator>`);
      expect(el.querySelector('b')?.getBoundingClientRect().width).to.be.above(0);
    });
  });

  describe('events', () => {
    it('tells each estimate that someone makes, and none that they did not', async () => {
      const told: BillingEstimateChangeEvent[] = [];
      const el = await mounted(
        html`<cost-estimator features="api_calls" @billing-estimate-change=${(event: BillingEstimateChangeEvent) => told.push(event)} .client=${clientFor('user_free')}></cost-estimator>`,
      );
      expect(told.length).to.equal(0);
      await typed(el, '#amount-0', '64000');
      await waitUntil(() => told.length === 1);
      const [{ usage, seats, plans, bestProductId }] = told as [BillingEstimateChangeEvent];
      expect(usage).to.deep.equal({ api_calls: 64_000 });
      expect([seats, bestProductId]).to.deep.equal([1, 'pro']);
      expect(plans[2]).to.deep.equal({ productId: 'pro', priceId: 'price_pro_month_usd', status: 'sum', monthly: 5900, currency: 'USD' });
      expect(plans[1]?.status).to.equal('over');
    });

    it('asks for a checkout of the plan and as many seats, or for a plan change', async () => {
      const asks: (BillingCheckoutRequestEvent | BillingPlanChangeRequestEvent)[] = [];
      const keepAsk = (event: BillingCheckoutRequestEvent | BillingPlanChangeRequestEvent) => {
        event.preventDefault();
        asks.push(event);
      };
      for (const user of ['user_free', 'user_near_limit']) {
        const el = await mounted(html`<cost-estimator
          usage="api_calls=64000" seats="4" .client=${clientFor(user)}
          @billing-checkout-request=${keepAsk} @billing-plan-change-request=${keepAsk}></cost-estimator>`);
        find(el, '.button').click();
      }
      expect(asks.map(({ type, choice }) => [type, choice])).to.deep.equal([
        ['billing-checkout-request', { productId: 'pro', priceId: 'price_pro_month_usd', quantity: 4 }],
        ['billing-plan-change-request', { productId: 'pro', priceId: 'price_pro_month_usd', quantity: 4 }],
      ]);
    });

    it('asks to sign up where nobody is signed in', async () => {
      const { apiUrl, publishableKey } = shared.project;
      const asks: BillingSignupRequestEvent[] = [];
      const el = await mounted(html`<cost-estimator
        usage="api_calls=5000" api-url=${apiUrl} publishable-key=${publishableKey} signup-url="#join?plan={plan}"
        @billing-signup-request=${(event: BillingSignupRequestEvent) => {
          event.preventDefault();
          asks.push(event);
        }}></cost-estimator>`);
      await waitUntil(() => rows(el).length === 4);
      find(el, 'a.button').click();
      expect(asks.map(({ choice, url }) => [choice.productId, url])).to.deep.equal([['starter', '#join?plan=starter']]);
    });
  });

  describe('misuse', () => {
    it('takes nonsense in usage as nothing said', async () => {
      const el = await mounted(html`<cost-estimator usage="api_calls=many,,=3,transfer_gb" .client=${clientFor('user_free')}></cost-estimator>`);
      expect(rows(el).length).to.equal(4);
    });

    it('shows hostile words as words', async () => {
      const hostile = '<img src=x onerror="window.hacked = true">';
      const el = await mounted(html`<cost-estimator .client=${selling({
        id: hostile, name: hostile, description: hostile, trialDays: 0, isCurrentPlan: false,
        prices: [{ id: 'p', amount: 1, currency: hostile, interval: hostile, intervalCount: 1, scheme: 'per_unit', unitLabel: hostile }],
        features: [{ id: hostile, name: '__proto__', title: hostile, type: 'usage_quota', properties: { limit: 5, unit: hostile, period: 'month' } }],
      })}></cost-estimator>`);
      expect(el.shadowRoot?.querySelector('img')).to.equal(null);
      expect(words(el)).to.contain(hostile);
    });
  });
});
