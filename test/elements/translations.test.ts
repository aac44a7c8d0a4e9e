import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import '../../src/elements/feature-gate.js';
import '../../src/elements/pricing-table.js';
import '../../src/elements/subscription-panel.js';
import '../../src/elements/upgrade-prompt.js';
import '../../src/elements/usage-meter.js';
import { clientOf } from '../support/answers.js';
import { useProject } from '../support/clients.js';

/** Text without the marks that only order its direction. */
const plain = (node: Element | null | undefined): string => (node?.textContent ?? '').replace(/[\u200e\u200f\u061c\u2066-\u2069]/g, '').replace(/\s+/g, ' ').trim();
const inside = (element: Element | null, selector: string): string => plain(element?.shadowRoot?.querySelector(selector));

const TABLE = '[part~=name], [part=comparison]';
const PRO = '.plan:nth-child(3)';

describe('the words of a catalogue', () => {
  const { clientFor, keep } = useProject();

  /** An element in a language, drawn: something that it shows once it has its answers is there. */
  async function drawn(content: TemplateResult, tag: string, sign: string): Promise<Element> {
    const page = await fixture<HTMLElement>(html`<div>${content}</div>`);
    const element = page.querySelector(tag);
    await waitUntil(() => element?.shadowRoot?.querySelector(sign), `${tag} has its answer`, { timeout: 4000 });
    return page;
  }
  const table = (lang: string, layout: 'cards' | 'comparison' = 'cards'): Promise<Element> =>
    drawn(html`<pricing-table lang=${lang} layout=${layout} .client=${clientFor('user_free')}></pricing-table>`, 'pricing-table', TABLE);
  const written = (lang: string, products: unknown): Promise<Element> => {
    const el = Object.assign(document.createElement('pricing-table'), { lang });
    const script = Object.assign(document.createElement('script'), { type: 'application/json', textContent: JSON.stringify({ products }) });
    el.append(script);
    return drawn(html`${el}`, 'pricing-table', TABLE);
  };

  describe('in a pricing table', () => {
    it('are in its language: descriptions, features, and what one pays for', async () => {
      const text = inside((await table('de')).firstElementChild, PRO);
      expect(text).to.contain('Für Teams, die den ganzen Tag darin arbeiten.');
      expect(text).to.contain('/ Platz');
      expect(text).to.contain('50 Teammitglieder');
    });

    it('are those of the wider language, where there are none for the region', async () => {
      expect(inside((await table('de-AT')).firstElementChild, PRO)).to.contain('Für Teams, die den ganzen Tag darin arbeiten.');
    });

    it('are its own in a language that it has none in', async () => {
      expect(inside((await table('sv')).firstElementChild, PRO)).to.contain('For teams that live in it all day.');
    });

    it('head the groups of a comparison, each once', async () => {
      const page = await table('ja', 'comparison');
      const groups = [...(page.firstElementChild?.shadowRoot?.querySelectorAll('[part=group]') ?? [])].map(plain);
      expect(groups).to.deep.equal(['利用量', 'ワークスペース', 'サポートとセキュリティ']);
    });

    it('follow its language as it changes', async () => {
      const page = await table('ar');
      const el = page.firstElementChild;
      expect(inside(el, PRO)).to.contain('للفرق التي تعمل فيه طوال اليوم.');
      el?.setAttribute('lang', 'fr');
      await waitUntil(() => inside(el, PRO).includes('Pour les équipes qui y passent leurs journées.'));
      el?.removeAttribute('lang');
      await waitUntil(() => inside(el, PRO).includes('For teams that live in it all day.'));
    });

    it('are of two languages in two tables of one client', async () => {
      const client = clientFor('user_free');
      const both = html`<pricing-table lang="de" .client=${client}></pricing-table><pricing-table lang="pl" .client=${client}></pricing-table>`;
      const page = await drawn(both, 'pricing-table[lang=pl]', TABLE);
      await waitUntil(() => inside(page.querySelector('[lang=de]'), PRO).includes('Für Teams'));
      expect(inside(page.querySelector('[lang=pl]'), PRO)).to.contain('Dla zespołów, które pracują w nim cały dzień.');
      expect(inside(page.querySelector('[lang=de]'), PRO)).to.contain('Für Teams, die den ganzen Tag darin arbeiten.');
    });
  });

  describe('of plans that stand in the page', () => {
    const price = { id: 'p', amount: 1900, currency: 'USD', interval: 'month', unitLabel: 'seat', translations: { DE: { unitLabel: 'Platz' } } };
    const feature = { name: 'export', title: 'Export', translations: { de: { title: 'Ausfuhr', name: 'other' } } };
    const plan = { id: 'pro', name: 'Pro', description: 'For you.', prices: [price], features: [feature], translations: { de: { name: 'Profi' }, 'de-CH': { description: 'Für Sie.' } } };

    it('are chosen text by text, the most particular first', async () => {
      const text = inside((await written('de-CH', [plan])).firstElementChild, '.plan');
      for (const part of ['Profi', 'Für Sie.', '/ Platz', 'Ausfuhr']) expect(text).to.contain(part);
      expect(inside((await written('de', [plan])).firstElementChild, '.plan')).to.contain('For you.');
    });

    it('are its own where the others are malformed, and the table is there', async () => {
      for (const translations of [null, 'de', 7, [], { de: null }, { de: 'Profi' }, { de: { name: 7, prices: null, id: 'x' } }]) {
        const text = inside((await written('de', [{ ...plan, translations }])).firstElementChild, '.plan');
        expect(text, JSON.stringify(translations)).to.contain('Pro').and.to.contain('For you.');
      }
    });
  });

  it('are its own where an API answers malformed ones, and the table is there', async () => {
    for (const translations of ['de', { de: null }, { de: { name: 7, prices: null, description: ['x'] } }]) {
      const products = [{ id: 'pro', name: 'Pro', description: 'For you.', prices: [], features: [], isCurrentPlan: false, trialDays: 0, translations }];
      const client = keep(clientOf({ products: { products, currentSubscription: null } }));
      const page = await drawn(html`<pricing-table lang="de" .client=${client}></pricing-table>`, 'pricing-table', TABLE);
      expect(inside(page.firstElementChild, '.plan'), JSON.stringify(translations)).to.contain('Pro').and.to.contain('For you.');
    }
  });

  it('are called malformed in strict mode', async () => {
    const products = [{ id: 'pro', name: 'Pro', description: null, prices: [], features: [], isCurrentPlan: false, trialDays: 0, translations: { de: { name: 7 } } }];
    const client = keep(clientOf({ products: { products, currentSubscription: null } }, { strict: true }));
    const page = await drawn(html`<pricing-table .client=${client}></pricing-table>`, 'pricing-table', '.notice');
    expect(page.querySelector('pricing-table')?.matches(':state(error)')).to.equal(true);
  });

  it('name a feature that is used, denied or offered', async () => {
    const client = clientFor('user_free');
    const meter = await drawn(html`<usage-meter lang="de" feature="api_calls" .client=${client}></usage-meter>`, 'usage-meter', '[role=meter]');
    expect(inside(meter.firstElementChild, '.label slot')).to.equal('API-Aufrufe');
    const gate = await drawn(html`<feature-gate lang="de" feature="custom_branding" .client=${client}></feature-gate>`, 'feature-gate', '.card:not(.waiting)');
    expect(inside(gate.firstElementChild, '.card')).to.contain('Eigenes Branding gehört zu Pro');
    const prompt = await drawn(html`<upgrade-prompt lang="de" feature="custom_branding" .client=${client}></upgrade-prompt>`, 'upgrade-prompt', '.price');
    expect(plain(prompt.firstElementChild?.shadowRoot as unknown as Element)).to.contain('/ Platz');
  });

  it('name what is counted, of what was used and of what a plan has', async () => {
    const metric = { feature_key: 'calls', feature_title: 'Calls', product_name: 'Pro', consumed: 3, limit: 10, remaining: 7, percentage_used: 30, period_start: '2030-01-01T00:00:00Z', period_end: '2030-02-01T00:00:00Z', resets_in_days: 5, unit: 'req.', translations: { de: { unit: 'Anfr.' } } };
    const meter = await drawn(html`<usage-meter lang="de" feature="calls" .client=${keep(clientOf({ 'usage-metrics': { metrics: [metric] } }))}></usage-meter>`, 'usage-meter', '[role=meter]');
    expect(plain(meter.firstElementChild?.shadowRoot as unknown as Element)).to.contain('10 Anfr.');
    const calls = { name: 'calls', title: 'Calls', type: 'usage_quota', properties: { limit: 10, period: 'month', unit: 'req.', translations: { de: { unit: 'Anfr.' } } } };
    const page = await written('de', [{ id: 'pro', name: 'Pro', prices: [], features: [calls] }]);
    expect(inside(page.firstElementChild, '.plan')).to.contain('10 Anfr.');
  });

  it('name the plan that somebody has, and those that it can be changed to', async () => {
    const names = { de: { productName: 'Profi' } };
    const option = { product_id: 'pro', product_name: 'Pro', price_id: 'm', amount: 1900, currency: 'USD', interval: 'month', interval_count: 1, quantity: 1, scheme: 'flat', translations: { de: { product_name: 'Profi' } } };
    const subscription = { id: 's', customerId: 'c', productId: 'pro', productName: 'Pro', priceId: 'm', quantity: 1, status: 'active', amount: 1900, currency: 'USD', interval: 'month', intervalCount: 1, currentPeriodStart: '2030-01-01T00:00:00Z', currentPeriodEnd: '2030-02-01T00:00:00Z', trialEnd: null, cancelAtPeriodEnd: false, canceledAt: null, endedAt: null, pendingChange: null, metadata: {}, createdAt: '2030-01-01T00:00:00Z', translations: names };
    const client = keep(clientOf({ 'available-plans': { current_plan: option, available_upgrades: [], available_downgrades: [] }, subscriptions: { data: [subscription] }, 'payment-methods': { paymentMethods: [] }, invoices: { data: [] } }));
    const page = await drawn(html`<subscription-panel lang="de" .client=${client}></subscription-panel>`, 'subscription-panel', '[part=plan]');
    const panel = page.firstElementChild;
    expect(inside(panel, '.plan')).to.equal('Profi');
    const change = [...(panel?.shadowRoot?.querySelectorAll('button') ?? [])].find((it) => plain(it).includes('wechseln'));
    change?.click();
    await waitUntil(() => inside(panel, '.options').includes('Profi'), 'the plans to choose from');
  });
});
