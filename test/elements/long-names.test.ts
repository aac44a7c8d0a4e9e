import { expect, fixture, html } from '@open-wc/testing';
import '../../src/index.js';
import { clientOf } from '../support/answers.js';
import { useProject } from '../support/clients.js';
import { control, find, says, settled } from '../support/elements.js';

/** One word, as German makes them: it has no place to break. */
const LONG = 'Geschwindigkeitsbegrenzungspaketes';

const price = { id: 'p', amount: 5900, currency: 'USD', interval: 'month', intervalCount: 1, scheme: 'per_unit', unitLabel: LONG };
const feature = { id: 'f', name: 'f', title: LONG, type: 'usage_quota', properties: { limit: 100, period: 'month', unit: LONG } };
const product = { id: 'pro', name: LONG, description: LONG, prices: [price], features: [feature], isCurrentPlan: false, trialDays: 0 };
const subscription = {
  id: 'sub_1', productId: 'old', productName: LONG, priceId: 'q', quantity: 3, status: 'active', amount: 5900, currency: 'USD', interval: 'month', intervalCount: 1,
  currentPeriodStart: '2026-11-01T00:00:00Z', currentPeriodEnd: '2026-12-01T00:00:00Z', trialEnd: null, cancelAtPeriodEnd: true, canceledAt: null, endedAt: null,
  pendingChange: { priceId: 'p', productId: 'pro', productName: LONG, quantity: 2, effectiveAt: '2026-12-01T00:00:00Z' }, createdAt: '2026-11-01T00:00:00Z',
};
const metric = {
  feature_key: 'f', feature_title: LONG, product_name: LONG, consumed: 90, limit: 100, remaining: 10, percentage_used: 90, unit: LONG,
  period_start: '2026-11-01T00:00:00Z', period_end: '2026-12-01T00:00:00Z', resets_in_days: 9,
};
const entitlement = { feature_key: 'seats', feature_title: LONG, feature_type: 'numeric_limit', product_name: LONG, has_access: true, limit: 5, usage: 5, properties: { unit: LONG } };
const invoice = {
  id: 'inv_1', number: LONG, subscriptionId: 'sub_1', status: 'open', paymentFailed: true, currency: 'USD', total: 590000, amountDue: 590000,
  createdAt: '2026-11-01T00:00:00Z', finalizedAt: null, url: 'https://pay.example/i', nextAttemptAt: null,
};
const option = { product_id: 'pro', price_id: 'p', product_name: LONG, amount: 5900, currency: 'USD', interval: 'month', interval_count: 1, quantity: 1, scheme: 'per_unit', unit_label: LONG };
const ANSWERS = {
  '/products': { products: [product, { ...product, id: 'team' }], currentSubscription: null },
  '/subscriptions': { data: [subscription], hasMore: false, nextCursor: null },
  'available-plans': { current_plan: option, available_upgrades: [{ ...option, price_id: 'r' }], available_downgrades: [] },
  '/usage-metrics': { metrics: [metric] },
  '/usage-series': { feature_key: 'f', feature_title: LONG, unit: LONG, limit: 100, period_start: metric.period_start, period_end: metric.period_end, series: [{ start: '2026-11-01T00:00:00Z', quantity: 3 }] },
  '/entitlements': { entitlements: [entitlement] },
  '/payment-methods': { paymentMethods: [{ id: 'card_1', brand: LONG, last4: '4242', expMonth: 1, expYear: 2040, isDefault: false, createdAt: '2026-01-01T00:00:00Z' }] },
  '/customer/billing': { name: LONG, email: `${LONG}@example.com`, address: { line1: LONG, city: LONG, country: 'DE' }, taxId: LONG },
  '/invoices': { data: [invoice], hasMore: false, nextCursor: null },
  '/user': { balances: [{ type: LONG, count: 3 }], userMeta: {} },
  '/customer/me': { customer: { id: 'c', email: `${LONG}@example.com` }, active_subscriptions: [], granted_features: [] },
};

describe('names of one long word', function () {
  this.timeout(15_000);
  const { keep } = useProject();

  for (const width of [280, 320]) {
    it(`make nothing wider than a page of ${width} pixels`, async () => {
      const page = await fixture<HTMLElement>(html`
        <div style="inline-size: ${width}px; font-size: 16px">
          <billing-provider .client=${keep(clientOf(ANSWERS))}>
            <pricing-table></pricing-table>
            <pricing-table layout="comparison" seats currencies></pricing-table>
            <cost-estimator></cost-estimator>
            <usage-meter feature="f"></usage-meter>
            <usage-meter feature="f" shape="ring"></usage-meter>
            <usage-meter feature="f" compact></usage-meter>
            <usage-summary limits></usage-summary>
            <usage-chart feature="f"></usage-chart>
            <subscription-panel></subscription-panel>
            <payment-methods></payment-methods>
            <billing-details></billing-details>
            <invoice-list></invoice-list>
            <credit-balance></credit-balance>
            <support-form></support-form>
            <billing-alert></billing-alert>
            <upgrade-nudge feature="f"></upgrade-nudge>
            <feature-gate feature="f"></feature-gate>
            <upgrade-prompt feature="f"></upgrade-prompt>
            <checkout-button price="p"></checkout-button>
          </billing-provider>
        </div>
      `);
      const elements = [...page.querySelectorAll('billing-provider > *')];
      const isWaiting = (el: Element): boolean => !el.shadowRoot || el.shadowRoot.querySelector('[aria-busy=true], .bone') !== null;
      const until = Date.now() + 8000;
      while (elements.some(isWaiting) && Date.now() < until) await new Promise(requestAnimationFrame);
      expect(elements.filter(isWaiting).map(({ localName }) => localName), 'all are there').to.deep.equal([]);
      const wide = elements.flatMap((el) => {
        const limit = page.getBoundingClientRect().right + 1;
        // What scrolls in a region of its own, as a comparison does, is not the page's.
        const isOwn = (node: Element): boolean => [...ancestors(node)].some((it) => getComputedStyle(it).overflowX !== 'visible');
        const nodes = [...(el.shadowRoot?.querySelectorAll('*') ?? [])].filter((node) => node.getBoundingClientRect().right > limit && !isOwn(node));
        return nodes.slice(0, 3).map((node) => `${el.localName} ${node.localName}.${node.className} ${Math.round(node.getBoundingClientRect().right - limit)}`);
      });
      expect(wide).to.deep.equal([]);
    });
  }

  it('are broken in the dialogs of the subscription panel', async () => {
    const el = document.createElement('subscription-panel');
    el.client = keep(clientOf(ANSWERS));
    (await fixture(html`<div></div>`)).append(el);
    await settled(el);
    control(el, 'Change plan').click();
    await says(el, 'Continue');
    const dialog = find(el, 'dialog');
    dialog.style.inlineSize = '248px';
    expect(dialog.scrollWidth).to.be.at.most(dialog.clientWidth);
  });
});

function* ancestors(node: Element): Generator<Element> {
  for (let at = node.parentElement; at; at = at.parentElement) yield at;
}
