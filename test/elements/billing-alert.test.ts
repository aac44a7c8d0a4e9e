import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Client } from '../../src/core/client.js';
import { createHost } from '../../src/core/host.js';
import '../../src/elements/billing-alert.js';
import type { BillingAlert } from '../../src/elements/billing-alert.js';
import type { BillingDismissEvent, BillingUpgradeRequestEvent } from '../../src/elements/events.js';
import { clientOf } from '../support/answers.js';
import { freshProject, type TestProject } from '../support/api.js';
import { useProject } from '../support/clients.js';
import { control, findAll, onPage, says as itSays, textOf } from '../support/elements.js';
import { itLeaves, leaving } from '../support/leaving.js';
import { holdStill } from '../support/still.js';

const DAY_MS = 86_400_000;

describe('<billing-alert>', function () {
  this.timeout(10_000); // many elements one after the other, on one API
  const { host, keep, clientFor } = useProject();
  before(holdStill);

  const plain = (el: BillingAlert): string => findAll(el, '.alert').map(textOf).join(' | ');
  const says = (el: BillingAlert, text: string) => itSays(el, text, plain);
  const press = (el: BillingAlert, label: string): void => control(el, label).click();
  const labels = (el: BillingAlert) => findAll(el, '.button, .close').map((it) => it.getAttribute('aria-label') ?? it.textContent);
  const made = (client: Client) => fixture<BillingAlert>(html`<billing-alert .client=${client}></billing-alert>`);
  const as = (user: string, from?: TestProject) => made(clientFor(user, from));
  /** By then, whatever was to be shown before is shown. */
  const laterOneShows = async (): Promise<void> => {
    const later = await as('user_over_limit');
    await says(later, 'API calls');
    later.remove();
  };
  const role = (el: BillingAlert) => el.shadowRoot?.querySelector('.alert')?.closest('[role]')?.getAttribute('role');

  /** An account in other hands: what the API would say of it. */
  const subscription = (over: Record<string, unknown> = {}) => ({
    id: 'sub_1', productId: 'pro', productName: 'Pro', priceId: 'p', quantity: 1, status: 'active', amount: 5900, currency: 'USD', interval: 'month',
    currentPeriodStart: '2026-11-01T00:00:00Z', currentPeriodEnd: new Date(Date.now() + 20 * DAY_MS).toISOString(), trialEnd: null, cancelAtPeriodEnd: false, endedAt: null, ...over,
  });
  const metric = (over: Record<string, unknown> = {}) => ({
    feature_key: 'api_calls', feature_title: 'API calls', product_name: 'Pro', consumed: 1, limit: 100, remaining: 99, percentage_used: 1,
    period_start: '2026-11-01T00:00:00Z', period_end: new Date(Date.now() + 9 * DAY_MS).toISOString(), resets_in_days: 9, ...over,
  });
  const card = (over: Record<string, unknown> = {}) => ({ id: 'card_1', brand: 'Visa', last4: '4242', expMonth: 1, expYear: 2040, isDefault: true, createdAt: '2026-01-01T00:00:00Z', ...over });
  const account = (answers: { subscriptions?: unknown[]; metrics?: unknown[]; cards?: unknown[] }, options = {}): Client =>
    keep(
      clientOf(
        {
          '/subscriptions': { data: answers.subscriptions ?? [] },
          '/usage-metrics': { metrics: answers.metrics ?? [] },
          '/payment-methods': { paymentMethods: answers.cards ?? [] },
          '/invoices': { data: [] },
          '/products': { products: [], currentSubscription: null },
        },
        { host, ...options },
      ),
    );

  describe('accessibility', () => {
    for (const scheme of ['light', 'dark']) {
      it(`has no violation with any of its alerts, ${scheme}`, async () => {
        const users = ['user_past_due', 'user_trialing', 'user_canceling', 'user_over_limit', 'user_near_limit'];
        const root = await fixture(onPage(scheme, users.map((user) => html`<billing-alert .client=${clientFor(user)}></billing-alert>`)));
        const alerts = [...root.querySelectorAll('billing-alert')];
        await waitUntil(() => alerts.every((el) => plain(el) !== ''), 'the alerts', { timeout: 4500 });
        await expect(root).to.be.accessible();
      });
    }

    it('interrupts for what is urgent alone, in regions that were there before', async () => {
      const urgent = await as('user_past_due');
      const calm = await as('user_canceling');
      for (const el of [urgent, calm]) expect([...(el.shadowRoot?.querySelectorAll('[role]') ?? [])].map((it) => it.getAttribute('role'))).to.deep.equal(['alert', 'status']);
      await says(urgent, 'Your last payment');
      await says(calm, 'Pro ends on');
      expect([role(urgent), role(calm)]).to.deep.equal(['alert', 'status']);
    });

    it('keeps the focus where the button that had it goes with its alert: from there Tab leads on', async () => {
      for (const [name, end] of [['Dismiss', 'ending'], ['Keep Pro', 'kept']] as const) {
        const client = name === 'Dismiss' ? account({ subscriptions: [subscription({ id: end, cancelAtPeriodEnd: true })] }) : clientFor('user_canceling', await freshProject());
        const root = await fixture(html`<div><billing-alert .client=${client}></billing-alert><a href="#next">Next</a></div>`);
        const [el, next] = [root.querySelector('billing-alert'), root.querySelector('a')];
        if (!el) throw new Error('no alert');
        await says(el, 'Pro ends on');
        el.shadowRoot?.querySelector<HTMLElement>(name === 'Dismiss' ? '.close' : '.button')?.focus();
        await sendKeys({ press: 'Enter' });
        await waitUntil(() => plain(el) === '', 'it goes', { timeout: 4000 });
        expect(document.activeElement, name).to.equal(el);
        expect(getComputedStyle(el).outlineStyle, 'and nothing is drawn around it').to.equal('none');
        await sendKeys({ press: 'Tab' });
        expect(document.activeElement, name).to.equal(next);
        root.remove();
      }
    });

    it('is said once, however often it is asked for', async () => {
      const client = clientFor('user_near_limit');
      const el = await made(client);
      await says(el, 'API calls used');
      let changes = 0;
      const observer = new MutationObserver((records) => (changes += records.length));
      const region = el.shadowRoot?.querySelector('[role=status]');
      if (!region) throw new Error('no region');
      observer.observe(region, { childList: true, subtree: true, characterData: true });
      client.invalidate();
      await laterOneShows();
      observer.disconnect();
      expect(changes).to.equal(0);
    });
  });

  describe('properties', () => {
    it('mentions a quota from `near` percent on', async () => {
      const el = await as('user_near_limit');
      await says(el, '92% of API calls used. 790 left until');
      el.near = 95;
      await waitUntil(() => plain(el) === '');
    });

    it('mentions a trial from `days` before its end on', async () => {
      const client = account({ subscriptions: [subscription({ status: 'trialing', trialEnd: new Date(Date.now() + 5 * DAY_MS).toISOString() })], cards: [card()] });
      const el = await made(client);
      await laterOneShows();
      expect(plain(el)).to.equal('');
      el.days = 7;
      await says(el, 'Your trial of Pro ends on');
    });
  });

  describe('states', () => {
    it('says that a payment failed, when it is tried again, and offers another card or to pay now', async () => {
      const el = await as('user_past_due');
      await says(el, 'Your last payment did not go through. $23.00 is still to be paid; we try again on');
      expect(labels(el)).to.deep.equal(['Update card', 'Pay $23.00 now']);
      expect(el.matches(':state(unpaid)')).to.equal(true);
    });

    it('says the year of an end that is not in this one', async () => {
      const year = new Date().getFullYear() + 1;
      const end = subscription({ interval: 'year', cancelAtPeriodEnd: true, currentPeriodEnd: new Date(year, 5, 15).toISOString() });
      await says(await made(account({ subscriptions: [end] })), `Pro ends on June 15, ${year}.`);
    });

    it('says that a trial ends, and what then', async () => {
      const el = await as('user_trialing');
      await says(el, 'It goes on for $118.00 from then.');
      expect(labels(el)).to.deep.equal(['Dismiss']);
      const cardless = await made(account({ subscriptions: [subscription({ status: 'trialing', trialEnd: new Date(Date.now() + DAY_MS).toISOString() })] }));
      await says(cardless, 'Add a card to keep it. Add a card');
      const trial = subscription({ status: 'trialing', trialEnd: new Date(Date.now() + DAY_MS).toISOString(), nextAmount: 4720 });
      await says(await made(account({ subscriptions: [trial], cards: [card()] })), 'It goes on for $47.20 from then.');
    });

    it('says that a quota is used up, and which plan has more', async () => {
      const el = await as('user_over_limit');
      await says(el, 'No API calls left. It starts anew on');
      await says(el, 'Pro has 100,000. Upgrade to Pro');
      expect(labels(el)).to.deep.equal(['Upgrade to Pro']);
    });

    it('says that a card expires or has expired, where a plan is paid with it', async () => {
      const now = new Date();
      const [month, year] = [now.getUTCMonth() + 1, now.getUTCFullYear()];
      const soon = await made(account({ subscriptions: [subscription()], cards: [card({ expMonth: month, expYear: year })] }));
      await says(soon, `Your Visa ending in 4242 expires in ${now.toLocaleString('en', { month: 'long', year: 'numeric', timeZone: 'UTC' })}.`);
      expect(labels(soon)).to.deep.equal(['Update card', 'Dismiss']);
      const over = await made(account({ subscriptions: [subscription()], cards: [card({ expYear: year - 1 })] }));
      await says(over, 'has expired.');
      expect(labels(over)).to.deep.equal(['Update card']);
    });

    it('shows the one that matters most', async () => {
      const end = new Date(Date.now() + DAY_MS).toISOString();
      const [late, incomplete, trial, ending] = [
        subscription({ id: 'a', status: 'past_due' }),
        subscription({ id: 'b', status: 'incomplete' }),
        subscription({ id: 'c', status: 'trialing', trialEnd: end }),
        subscription({ id: 'd', cancelAtPeriodEnd: true }),
      ];
      const [over, near] = [metric({ consumed: 100 }), metric({ feature_key: 'seats', feature_title: 'Seats', consumed: 90 })];
      const old = card({ expYear: 2020 });
      const cases: [Parameters<typeof account>[0], string][] = [
        [{ subscriptions: [ending, trial, incomplete, late], metrics: [over], cards: [old] }, 'unpaid'],
        [{ subscriptions: [ending, trial, incomplete], metrics: [over], cards: [old] }, 'incomplete'],
        [{ subscriptions: [ending, trial], metrics: [over], cards: [old] }, 'trial'],
        [{ subscriptions: [ending], metrics: [over], cards: [old] }, 'ending'],
        [{ subscriptions: [subscription()], metrics: [near, over], cards: [old] }, 'over'],
        [{ subscriptions: [subscription()], metrics: [near], cards: [old] }, 'near'],
        [{ subscriptions: [subscription()], metrics: [metric()], cards: [old] }, 'card'],
      ];
      for (const [answers, kind] of cases) {
        const el = await made(account(answers));
        await waitUntil(() => el.matches(`:state(${kind})`), kind);
        await waitUntil(() => plain(el) !== '' && !plain(el).includes('|'), 'one alert');
        el.remove();
      }
    });

    it('shows nothing when all is well, when nobody is signed in, when it loads and when it fails', async () => {
      const clients = [
        clientFor('user_pro'),
        clientFor('user_free'),
        keep(clientOf({}, { getSessionToken: async () => null })),
        keep(clientOf({ '/subscriptions': new Promise(() => {}) })),
        keep(clientOf({ '/subscriptions': new Response('no', { status: 500 }) })),
      ];
      const elements = await Promise.all(clients.map(made));
      await laterOneShows();
      for (const el of elements) {
        expect(plain(el)).to.equal('');
        expect(el.getBoundingClientRect().height).to.equal(0);
      }
    });

    it('asks for no more than it needs', async () => {
      const own = await freshProject();
      performance.clearResourceTimings();
      const el = await as('user_canceling', own);
      await says(el, 'Pro ends on');
      const asked = performance.getEntriesByType('resource').flatMap(({ name }) => (name.startsWith(own.apiUrl) ? new URL(name).pathname : []));
      expect(asked).to.deep.equal(['/subscriptions']);
    });
  });

  describe('slots', () => {
    it('has none: what matters is for the API to say', async () => {
      const el = await as('user_canceling');
      await says(el, 'Pro ends on');
      expect(el.shadowRoot?.querySelector('slot')).to.equal(null);
    });
  });

  describe('events', () => {
    it('keeps a plan that ends, by keyboard, shows so when the API has said so, and says it aloud', async () => {
      const own = await freshProject();
      const el = await as('user_canceling', own);
      await says(el, 'Pro ends on');
      const asked = oneEvent(el, 'billing-reactivate-request');
      const told = oneEvent(el, 'billing-subscription-change');
      el.shadowRoot?.querySelector<HTMLElement>('.button')?.focus();
      await sendKeys({ press: 'Enter' });
      await asked;
      await told;
      await waitUntil(() => plain(el) === '');
      expect(el.shadowRoot?.querySelector('[role=status]')?.textContent?.trim()).to.equal('Pro goes on.');
      const { id } = await own.api<{ id: string }>('/customers/external/user_canceling');
      const { data } = await own.api<{ data: { cancelAtPeriodEnd: boolean }[] }>(`/subscriptions?customer_id=${id}&status=active`);
      expect(data.map((it) => it.cancelAtPeriodEnd)).to.deep.equal([false]);
    });

    it('says that the card on file was declined, and stays', async () => {
      const own = await freshProject();
      const el = await as('user_past_due', own);
      await says(el, 'Your last payment');
      const told = oneEvent(el, 'billing-error');
      press(el, 'Pay $23.00 now');
      await told;
      await says(el, 'The card on file was declined. Update it, then pay.');
    });

    itLeaves('leads to the page on which a card is added, unless the page does that itself', async () => {
      const own = await freshProject();
      const el = await as('user_past_due', own);
      await says(el, 'Your last payment');
      const prevent = (event: Event): void => event.preventDefault();
      el.addEventListener('billing-payment-method-request', prevent);
      const asked = oneEvent(el, 'billing-payment-method-request');
      press(el, 'Update card');
      await asked;
      el.removeEventListener('billing-payment-method-request', prevent);
      const left = leaving();
      press(el, 'Update card');
      expect(await left).to.match(new RegExp(`^${own.apiUrl}/setup/`));
    });

    it('asks for more of what is used up', async () => {
      const el = await as('user_over_limit');
      await says(el, 'Upgrade to Pro');
      el.addEventListener('billing-upgrade-request', (event) => event.preventDefault());
      const asked = oneEvent(el, 'billing-upgrade-request') as unknown as Promise<BillingUpgradeRequestEvent>;
      press(el, 'Upgrade to Pro');
      const { feature, choice } = await asked;
      expect([feature, choice?.productId]).to.deep.equal(['api_calls', 'pro']);
    });

    it('stays away when it was dismissed: for this user, on this device, for this matter', async () => {
      const el = await as('user_canceling');
      await says(el, 'Pro ends on');
      const told = oneEvent(el, 'billing-dismiss') as unknown as Promise<BillingDismissEvent>;
      press(el, 'Dismiss');
      expect((await told).what).to.equal('ending');
      await waitUntil(() => plain(el) === '');
      const again = await as('user_canceling');
      await laterOneShows();
      expect(plain(again)).to.equal('');
      const other = await made(account({ subscriptions: [subscription({ cancelAtPeriodEnd: true })] }));
      await says(other, 'Pro ends on');
      expect(host.storage?.getItem('billing-elements.dismissed'), 'no names on the device').to.be.a('string').not.to.match(/user_canceling|sub_/);
    });
  });

  describe('misuse', () => {
    it('works where storage is denied, as long as the page lives', async () => {
      const denied = { getItem: () => { throw new Error('denied'); }, setItem: () => { throw new Error('denied'); }, removeItem: () => {} };
      const client = account({ subscriptions: [subscription({ id: 'denied', cancelAtPeriodEnd: true })] }, { host: { ...createHost(), storage: denied } });
      const el = await made(client);
      await says(el, 'Pro ends on');
      press(el, 'Dismiss');
      await waitUntil(() => plain(el) === '');
    });

    it('shows hostile words as words', async () => {
      const hostile = '<img src=x onerror="window.hacked = true">';
      const el = await made(account({ subscriptions: [subscription({ productName: hostile, cancelAtPeriodEnd: true })] }));
      await says(el, hostile);
      expect(el.shadowRoot?.querySelector('img')).to.equal(null);
    });
  });
});
