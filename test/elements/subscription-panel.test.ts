import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Invoice } from '../../src/contract/invoice.js';
import type { Subscription } from '../../src/contract/subscriptions.js';
import type { Client } from '../../src/core/client.js';
import { subscriptions } from '../../src/core/resources/account.js';
import type { BillingCancelRequestEvent, BillingPlanChangeRequestEvent, BillingSubscriptionChangeEvent } from '../../src/elements/events.js';
import '../../src/elements/subscription-panel.js';
import type { SubscriptionPanel } from '../../src/elements/subscription-panel.js';
import { clientOf, type Answers } from '../support/answers.js';
import { freshProject, type TestProject } from '../support/api.js';
import { useProject } from '../support/clients.js';
import { itLeaves, leaving } from '../support/leaving.js';
import { addCard, control, expectSameHeight, find, findAll, news, onPage, says, settled, words } from '../support/elements.js';
import { lines } from '../support/lines.js';

const subscription = (over: Partial<Subscription> = {}): Subscription => ({
  id: 'sub_1',
  customerId: 'cus_1',
  productId: 'pro',
  productName: 'Pro',
  priceId: 'price_pro',
  quantity: 1,
  status: 'active',
  amount: 5900,
  currency: 'USD',
  interval: 'month',
  intervalCount: 1,
  currentPeriodStart: '2026-11-12T12:00:00Z',
  currentPeriodEnd: '2026-12-12T12:00:00Z',
  trialEnd: null,
  cancelAtPeriodEnd: false,
  canceledAt: null,
  endedAt: null,
  pendingChange: null,
  metadata: {},
  createdAt: '2026-11-12T12:00:00Z',
  ...over,
});
const ended = (over: Partial<Subscription> = {}): Subscription => subscription({ id: 'sub_0', status: 'canceled', endedAt: '2026-11-01T12:00:00Z', ...over });
const CARD = { id: 'pm_1', brand: 'Visa', last4: '4242', expMonth: 4, expYear: 2030, isDefault: true, createdAt: '2026-01-01T00:00:00Z' };
const account = (data: unknown, more: Answers = {}): Answers => ({ ...more, 'payment-methods': { paymentMethods: [CARD] }, subscriptions: { data, hasMore: false, nextCursor: null } });

describe('<subscription-panel>', function () {
  this.timeout(15_000); // of several actions on a project of its own, while other files run
  const { keep, clientFor } = useProject();
  const mounted = async (client: Client, attributes = html``): Promise<SubscriptionPanel> => {
    const el = await fixture<SubscriptionPanel>(html`<subscription-panel .client=${client}>${attributes}</subscription-panel>`);
    await settled(el);
    return el;
  };
  const faked = (data: unknown, more?: Answers): Promise<SubscriptionPanel> => mounted(keep(clientOf(account(data, more))));
  /** A user of a project of their own. */
  const own = async (user: string): Promise<{ project: TestProject; el: SubscriptionPanel; now: () => Promise<Subscription>; invoices: () => Promise<Invoice[]> }> => {
    const project = await freshProject();
    const listed = async <T>(path: string): Promise<T[]> => (await project.api<{ data: T[] }>(`${path}?customer_id=${user}`)).data;
    const now = async (): Promise<Subscription> => {
      const [first] = await listed<Subscription>('/subscriptions');
      if (!first) throw new Error(`${user} has no subscription`);
      return first;
    };
    return { project, el: await mounted(clientFor(user, project)), now, invoices: () => listed<Invoice>('/invoices') };
  };

  const isOpen = (el: SubscriptionPanel): boolean => el.shadowRoot?.querySelector('dialog')?.open ?? false;
  const closed = (el: SubscriptionPanel): Promise<void> => waitUntil(() => !isOpen(el) && !el.shadowRoot?.querySelector('.dialog-body'), 'the dialog is closed', { timeout: 4000 });
  const focused = (el: SubscriptionPanel): string => el.shadowRoot?.activeElement?.textContent?.trim() ?? '';
  const choose = async (el: SubscriptionPanel, priceId: string): Promise<void> => {
    control(el, 'Change plan').click();
    await waitUntil(() => findAll(el, '[name=plan]').length > 1, 'there are plans', { timeout: 4000 });
    find<HTMLInputElement>(el, `[value="${priceId}"]`).click();
    await el.updateComplete;
  };
  const preview = async (el: SubscriptionPanel, priceId: string): Promise<void> => {
    await choose(el, priceId);
    control(el, 'Continue').click();
    await says(el, 'Change to');
  };
  const openCancel = async (el: SubscriptionPanel): Promise<void> => {
    control(el, 'Cancel plan').click();
    await says(el, 'Why are you leaving?');
  };
  const told = (el: SubscriptionPanel): Promise<BillingSubscriptionChangeEvent> => oneEvent(el, 'billing-subscription-change') as unknown as Promise<BillingSubscriptionChangeEvent>;

  describe('accessibility', () => {
    for (const scheme of ['light', 'dark']) {
      it(`has no violation in any face, ${scheme}`, async () => {
        const pending = { priceId: 'price_starter', productId: 'starter', productName: 'Starter', quantity: 1, effectiveAt: '2026-12-12T12:00:00Z' };
        const clients = [
          ...['user_pro', 'user_trialing', 'user_past_due', 'user_canceling', 'user_free', 'user_nobody'].map((user) => clientFor(user)),
          keep(clientOf(account([subscription({ pendingChange: pending, taxBehavior: 'exclusive' })]))),
          keep(clientOf({}, { getSessionToken: async () => null })),
          keep(clientOf({ subscriptions: new Response('', { status: 502 }) })),
        ];
        const hanging = keep(clientOf({ subscriptions: new Promise(() => {}) }));
        const root = await fixture(onPage(scheme, [...clients, hanging].map((client) => html`<subscription-panel .client=${client}></subscription-panel>`)));
        for (const el of root.querySelectorAll('subscription-panel')) if (el.client !== hanging) await settled(el);
        await expect(root).to.be.accessible();
      });

      it(`has no violation in its dialogs, ${scheme}`, async () => {
        const root = await fixture(onPage(scheme, html`<subscription-panel .client=${clientFor('user_near_limit')}></subscription-panel>`));
        const el = root.querySelector('subscription-panel');
        if (!el) throw new Error('no panel');
        await settled(el);
        await openCancel(el);
        await says(el, 'you lose');
        await Promise.all(find(el, 'dialog').getAnimations({ subtree: true }).map(({ finished }) => finished));
        await expect(root).to.be.accessible();
        control(el, 'Keep Starter').click();
        await closed(el);
        await choose(el, 'price_pro_month_usd');
        await Promise.all(find(el, 'dialog').getAnimations({ subtree: true }).map(({ finished }) => finished));
        await expect(root).to.be.accessible();
        control(el, 'Continue').click();
        await says(el, 'Due today');
        await expect(root).to.be.accessible();
      });
    }

    it('gives the focus back to the button that opened a dialog', async () => {
      const el = await mounted(clientFor('user_pro'));
      for (const name of ['Change plan', 'Cancel plan']) {
        control(el, name).focus();
        await sendKeys({ press: 'Enter' });
        await waitUntil(() => isOpen(el));
        await sendKeys({ press: 'Escape' });
        await closed(el);
        expect(focused(el)).to.equal(name);
      }
    });

    it('begins each step of a change at its heading, and names the dialog', async () => {
      const el = await mounted(clientFor('user_near_limit'));
      await choose(el, 'price_pro_month_usd');
      expect(find(el, 'dialog').getAttribute('aria-label')).to.equal('Change plan');
      control(el, 'Continue').click();
      await waitUntil(() => focused(el) === 'Change to Pro');
      control(el, 'Back').click();
      await waitUntil(() => focused(el) === 'Change plan');
    });

    it('puts the focus on the plan when the button that had it is gone', async () => {
      const { el } = await own('user_near_limit');
      control(el, 'Cancel plan').focus();
      await openCancel(el);
      control(el, 'Cancel Starter').click();
      await closed(el);
      await waitUntil(() => focused(el) === 'Starter');
    });

    it('keeps the focus in the dialog while it tries again', async () => {
      const answers: Record<string, unknown> = { ...account([subscription()]), 'available-plans': new Response('', { status: 502 }) };
      const el = await mounted(keep(clientOf(answers)));
      control(el, 'Change plan').click();
      await says(el, 'Try again');
      answers['available-plans'] = new Promise(() => {});
      control(el, 'Try again').focus();
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => !words(el).includes('Try again'));
      expect(el.shadowRoot?.activeElement).to.equal(find(el, 'dialog'));
    });

    it('keeps the focus where the plan ended elsewhere, and a dialog about it closes', async () => {
      const answers: Record<string, unknown> = { ...account([subscription()]) };
      const client = keep(clientOf(answers));
      const el = await mounted(client);
      control(el, 'Cancel plan').focus();
      await sendKeys({ press: 'Enter' });
      await says(el, 'Why are you leaving?');
      Object.assign(answers, account([]));
      client.invalidate('subscription');
      await closed(el);
      await waitUntil(() => document.activeElement === el);
    });

    it('has targets of at least 24 pixels', async () => {
      const el = await mounted(clientFor('user_near_limit'));
      await openCancel(el);
      for (const target of findAll(el, 'button, label.choice, label.option')) {
        const { width, height } = target.getBoundingClientRect();
        expect(Math.min(width, height), target.textContent ?? '').to.be.at.least(24);
      }
    });
  });

  describe('properties', () => {
    it('leads to plans-url where there is no plan', async () => {
      const el = await mounted(clientFor('user_nobody'));
      el.plansUrl = '/plans';
      await el.updateComplete;
      expect(control(el, 'See plans').getAttribute('href')).to.equal('/plans');
    });
  });

  describe('states', () => {
    it('shows the plan with its price, renewal and card', async () => {
      const el = await mounted(clientFor('user_near_limit'));
      await says(el, /^Subscription Starter Active Price ?\$23 a month Renews ?\w+ \d+, \d{4} Card ?Visa ·· 4242 Change plan ?Cancel plan$/);
    });

    it('says what a trial is followed by, how many seats are paid for, and taxes where the price says so', async () => {
      const trial = await mounted(clientFor('user_trialing'));
      expect(words(trial)).to.match(/Pro Trial After the trial ?\$118 a month 2 seats Trial ends/);
      const taxed = await faked([subscription({ quantity: 3, amount: 17_700, taxBehavior: 'inclusive' })]);
      expect(words(taxed)).to.contain('$177 a month 3 seats, tax included');
      const yen = await faked([subscription({ amount: 12_800, currency: 'JPY', interval: 'week', intervalCount: 2, taxBehavior: 'exclusive' })]);
      expect(words(yen)).to.contain('¥12,800 every 2 weeks plus tax');
    });

    it('says what a coupon takes off until when, and what is charged next where that is not the price', async () => {
      const coupon = { id: 'FIFTH', percentOff: 12.5, amountOff: null, until: '2027-03-12T12:00:00Z' };
      const lowered = await faked([subscription({ coupon, nextAmount: 6143, taxBehavior: 'exclusive' })]);
      await says(lowered, /Price ?\$59 a month plus tax 12\.5% off until March 12, 2027 Renews ?December 12, 2026 then \$61\.43 Card/);
      const forGood = await faked([subscription({ status: 'trialing', trialEnd: '2026-12-12T12:00:00Z', coupon: { ...coupon, percentOff: null, amountOff: 900, until: null }, nextAmount: 5000 })]);
      await says(forGood, /After the trial ?\$59 a month \$9 off Trial ends ?December 12, 2026 then \$50\.00 Card/);
      const ending = await faked([subscription({ coupon, nextAmount: null, cancelAtPeriodEnd: true })]);
      await says(ending, /Price ?\$59 a month Ends ?December 12, 2026 Card/);
      const simple = await faked([subscription({ coupon: null, nextAmount: 5900 })]);
      await says(simple, /Price ?\$59 a month Renews ?December 12, 2026 Card/);
    });

    it('has its facts side by side, each in one line and apart from the next, where they have the room', async () => {
      const el = await faked([subscription({ currentPeriodEnd: '2026-12-19T12:00:00Z' })]);
      el.style.inlineSize = '31em';
      const facts = findAll(el, '.facts dd');
      expect(facts.map(lines)).to.deep.equal([1, 1, 1]);
      expect(new Set(facts.map((it) => it.getBoundingClientRect().top)).size).to.equal(1);
    });

    it('is as high while it loads as it is afterwards', async () => {
      let answer = (_body: unknown): void => {};
      const client = keep(clientOf({ ...account([]), subscriptions: new Promise((resolve) => (answer = resolve)) }));
      for (const width of [640, 300]) {
        const el = (await fixture(html`<div style="inline-size: ${width}px"><subscription-panel .client=${client}></subscription-panel></div>`)).querySelector('subscription-panel');
        if (!el) throw new Error('no panel');
        if (width === 640) await expectSameHeight(el, '.panel', () => answer({ data: [subscription()], hasMore: false }));
        else await settled(el);
        expect(find(el, '.panel').scrollWidth).to.be.at.most(width);
      }
    });

    it('shows the subscription that matters of several: one in force before one that waits for money, and never one that ended', async () => {
      const el = await faked([ended(), subscription({ id: 'sub_2', status: 'incomplete', productName: 'New' }), subscription({ productName: 'In force' })]);
      expect(find(el, '.plan').textContent).to.equal('In force');
    });

    it('shows someone without a plan the way to plans, and says which one has ended', async () => {
      expect(words(await mounted(clientFor('user_nobody')))).to.contain('No subscription Choose a plan to begin. See plans');
      expect(words(await faked([ended()]))).to.contain('Pro ended on November 1, 2026. Choose a plan to begin.');
    });

    it('says in words what kept a payment from going through, and lets another card pay it', async () => {
      const { project, el, now } = await own('user_past_due');
      expect(words(el)).to.contain('Starter Payment failed');
      expect(words(el)).not.to.contain('Change plan');
      await says(el, 'Pay $23.00');
      control(el, 'Pay $23.00').click();
      await says(el, 'Your card was declined. Add another one, then pay.');
      expect((await now()).status).to.equal('past_due');
      expect(control(el, 'Add a card')).to.be.instanceOf(HTMLButtonElement);
      await addCard(project, 'user_past_due');
      control(el, 'Pay $23.00').click();
      await says(el, 'Starter Active');
      expect(news(el)).to.equal('Paid. Starter goes on.');
      expect((await now()).status).to.equal('active');
    });
  });

  describe('a change of plan', () => {
    it('charges exactly what its preview said', async () => {
      const { el, now, invoices } = await own('user_near_limit');
      await preview(el, 'price_pro_month_usd');
      expect(words(el)).to.match(/Pro, 9 of 30 days ?\$17\.70 ?Unused time on Starter ?-\$6\.90 Due today ?\$10\.80 Then \$59 a month, from .* on\. Charged to Visa ·· 4242\./);
      el.shadowRoot?.querySelector('dialog')?.setAttribute('style', 'inline-size: 240px');
      for (const it of findAll(el, '.sums span + span')) expect(lines(it), it.textContent ?? '').to.equal(1);
      const change = told(el);
      control(el, 'Confirm and pay $10.80').click();
      const { change: kind, subscription: changed } = await change;
      expect([kind, changed.productId]).to.deep.equal(['plan', 'pro']);
      await closed(el);
      await says(el, 'Pro Active Price$59 a month');
      expect(news(el)).to.equal('You are on Pro now.');
      const [invoice] = await invoices();
      expect([(await now()).productId, invoice?.total, invoice?.status]).to.deep.equal(['pro', 1080, 'paid']);
    });

    it('says what is charged next where coupon or tax make that other than the price, also of a plan that begins later', async () => {
      const plan = (id: string, amount: number) => ({ product_id: id, product_name: id, price_id: `price_${id}`, amount, currency: 'USD', interval: 'month', interval_count: 1, quantity: 1 });
      const proration = { unused_time_credit: 0, new_plan_charge: 0, immediate_payment: 0, credit_applied: 0, breakdown: [] };
      const answers = { current_plan: plan('pro', 5900), available_upgrades: [plan('team', 9900)], available_downgrades: [] };
      const shown = async (more: object) => {
        const view = { current_plan: plan('pro', 5900), new_plan: plan('team', 9900), proration, change_type: 'upgrade', next_billing_date: '2026-12-12T12:00:00Z', notes: [], ...more };
        const el = await faked([subscription()], { 'available-plans': answers, 'preview-change': view });
        await preview(el, 'price_team');
        return words(el);
      };
      const now = { effective_date: '2026-11-20T12:00:00Z' };
      expect(await shown({ ...now, next_amount: 7920 })).to.contain('Then $99 a month, from December 12, 2026 on. On December 12, 2026 the plan costs $79.20.');
      expect(await shown({ ...now, next_amount: 9900 })).not.to.contain('the plan costs');
      expect(await shown({ ...now, next_amount: null })).not.to.contain('the plan costs');
      expect(await shown({ effective_date: '2026-12-12T12:00:00Z', next_amount: 7920 })).to.contain('Nothing is charged today. On December 12, 2026 the plan costs $79.20.');
    });

    it('says in the words of the reader what is charged of the use so far', async () => {
      const plan = { product_id: 'pro', product_name: 'Pro', price_id: 'price_pro', amount: 5900, currency: 'USD', interval: 'month', interval_count: 1, quantity: 1 };
      const team = { ...plan, product_id: 'team', product_name: 'Team', price_id: 'price_team' };
      const used = { kind: 'usage', description: 'Transfer', amount: 400, feature_title: 'Transfer', quantity: 1234.5, unit: 'GB', translations: { fr: { feature_title: 'Transfert' } } };
      const proration = { unused_time_credit: 0, new_plan_charge: 0, immediate_payment: 400, credit_applied: 0, breakdown: [used, { kind: 'usage', description: 'Of an older API', amount: 0 }] };
      const view = { current_plan: plan, new_plan: team, proration, change_type: 'upgrade', effective_date: '2026-11-20T12:00:00Z', next_billing_date: '2026-12-12T12:00:00Z', notes: [] };
      const el = await faked([subscription()], { 'available-plans': { current_plan: plan, available_upgrades: [team], available_downgrades: [] }, 'preview-change': view });
      await preview(el, 'price_team');
      await says(el, /Transfer: 1,234\.5 GB ?\$4\.00 ?Of an older API ?\$0\.00/);
      el.lang = 'fr';
      await says(el, /Transfert : 1\s234,5\sGo/);
    });

    it('shows the new amount where it is another one by now, and charges that only when it is confirmed', async () => {
      const { project, el, now, invoices } = await own('user_near_limit');
      await preview(el, 'price_pro_month_usd');
      await project.advance('P3D');
      control(el, 'Confirm and pay $10.80').click();
      await says(el, 'The amount has changed since you saw it: it is $7.20 now.');
      expect((await now()).productId).to.equal('starter');
      control(el, 'Confirm and pay $7.20').click();
      await closed(el);
      const [invoice] = await invoices();
      expect([(await now()).productId, invoice?.total]).to.deep.equal(['pro', 720]);
    });

    it('waits for the end of the period where the plan is smaller, and can be taken back until then', async () => {
      const { el, now } = await own('user_pro');
      await preview(el, 'price_starter_month_usd');
      expect(words(el)).to.match(/Pro stays until .*\. Then Starter begins, at \$23 a month\. Nothing is charged today\./);
      control(el, 'Confirm the change').click();
      await closed(el);
      await says(el, /Changes to Starter on \w+ \d+, \d{4}\. ?Keep Pro/);
      expect(news(el)).to.match(/^You change to Starter on/);
      expect((await now()).pendingChange?.productId).to.equal('starter');
      control(el, 'Keep Pro').click();
      await waitUntil(() => news(el) === 'Pro goes on.');
      expect((await now()).pendingChange).to.equal(null);
      expect(words(el)).not.to.contain('Changes to');
    });

    it('says what changes where that is the number of seats alone', async () => {
      const { el, project, now } = await own('user_pro');
      control(el, 'Change plan').click();
      await says(el, 'Seats');
      const seats = find<HTMLInputElement>(el, '[type=number]');
      seats.value = '1';
      seats.dispatchEvent(new Event('input'));
      await el.updateComplete;
      control(el, 'Continue').click();
      await says(el, /Change to Pro, 1 seat ?Pro, 3 seats stays until [^.]*\. Then Pro, 1 seat begins, at \$59 a month\./);
      control(el, 'Confirm the change').click();
      await closed(el);
      await says(el, /Changes to Pro, 1 seat on \w+ \d+, \d{4}\./);
      expect(news(el)).to.match(/^You change to Pro, 1 seat on \w+ \d+, \d{4}\.$/);
      await project.advance('P1M');
      expect((await now()).quantity).to.equal(1);
    });

    it('says what changes where that is the rhythm alone', async () => {
      const { project, now } = await own('user_near_limit');
      await project.api(`/subscriptions/${(await now()).id}/change-plan`, { body: { new_price_id: 'price_starter_year_usd' } });
      const el = await mounted(clientFor('user_near_limit', project));
      await preview(el, 'price_starter_month_usd');
      expect(words(el)).to.match(/Change to Starter, monthly ?Starter, yearly stays until [^.]*\. Then Starter, monthly begins, at \$23 a month\./);
      control(el, 'Confirm the change').click();
      await closed(el);
      await says(el, /Changes to Starter, monthly on \w+ \d+, \d{4}\./);
    });

    it('may be of seats alone, by keyboard', async () => {
      const { el, now, invoices } = await own('user_pro');
      control(el, 'Change plan').focus();
      await sendKeys({ press: 'Enter' });
      await says(el, 'Seats');
      expect(find(el, '[type=submit]').getAttribute('aria-disabled'), 'nothing is changed yet').to.equal('true');
      find(el, '[type=submit]').click();
      await el.updateComplete;
      expect(words(el)).not.to.contain('Looking');
      const seats = find<HTMLInputElement>(el, '[type=number]');
      expect(seats.value).to.equal('3');
      seats.focus();
      await sendKeys({ press: 'ArrowUp' });
      await sendKeys({ press: 'ArrowUp' });
      await sendKeys({ press: 'Enter' });
      await says(el, 'Change to Pro, 5 seats');
      const label = /Confirm and pay \$([\d.]+)/.exec(words(el));
      control(el, label?.[0] ?? '').focus();
      await sendKeys({ press: 'Enter' });
      await closed(el);
      const [invoice] = await invoices();
      expect([(await now()).quantity, invoice?.total]).to.deep.equal([5, Math.round(Number(label?.[1]) * 100)]);
    });

    it('costs nothing in a trial', async () => {
      const { el, now } = await own('user_trialing');
      await preview(el, 'price_pro_year_usd');
      expect(words(el)).to.contain('Due today$0.00');
      control(el, 'Confirm the change').click();
      await closed(el);
      const after = await now();
      expect([after.priceId, after.status]).to.deep.equal(['price_pro_year_usd', 'trialing']);
    });

    itLeaves('goes to the checkout where there is no card', async () => {
      const { el } = await own('user_free');
      await choose(el, 'price_pro_month_usd');
      const goes = leaving();
      control(el, 'Go to the checkout').click();
      expect(await goes).to.match(/\/checkout\//);
    });

    itLeaves('says that the card was declined, changes nothing and lets another one pay', async () => {
      const { project, el, now } = await own('user_near_limit');
      await addCard(project, 'user_near_limit', '4000000000000341');
      await preview(el, 'price_pro_month_usd');
      control(el, 'Confirm and pay $10.80').click();
      await says(el, 'Your card was declined. Nothing was changed.');
      expect((await now()).productId).to.equal('starter');
      const goes = leaving();
      control(el, 'Pay with another card').click();
      expect(await goes).to.match(/\/checkout\//);
    });

    it('says that an invoice is still open, and learns that it is', async () => {
      const { project, el } = await own('user_near_limit');
      await addCard(project, 'user_near_limit', '4000000000000341');
      await choose(el, 'price_pro_month_usd');
      await project.advance('P10D');
      control(el, 'Continue').click();
      await says(el, 'An invoice is still open. Pay it first, then change the plan.');
      await says(el, 'Starter Payment failed');
    });

    it('says when the plans cannot be had, and tries again', async () => {
      const option = { product_id: 'pro', product_name: 'Pro', price_id: 'price_pro', amount: 5900, currency: 'USD', interval: 'month', interval_count: 1, quantity: 1, tax_behavior: 'exclusive' };
      const plans = { current_plan: option, available_upgrades: [], available_downgrades: [{ ...option, product_name: 'Basic', price_id: 'price_basic', amount: 1900 }] };
      const answers: Record<string, unknown> = { ...account([subscription()]), 'available-plans': new Response('', { status: 500 }) };
      const el = await mounted(keep(clientOf(answers)));
      control(el, 'Change plan').click();
      await says(el, 'We could not load the plans');
      answers['available-plans'] = plans;
      control(el, 'Try again').click();
      await says(el, 'Basic $19 a month plus tax');
    });
  });

  describe('a cancellation', () => {
    it('says what is lost and until when, takes a reason, and can be taken back', async () => {
      const { el, now } = await own('user_pro');
      await openCancel(el);
      await says(el, 'With Pro you lose API calls, Transfer, Team members, Projects, PDF export, Custom branding, and Priority support.');
      expect(words(el)).to.match(/On \w+ \d+, \d{4} ?Everything stays open until then\. Now ?Access ends at once/);
      find<HTMLInputElement>(el, '[value=missing_features]').click();
      find<HTMLTextAreaElement>(el, 'textarea').focus();
      await sendKeys({ type: 'No dark mode' });
      const asked = oneEvent(el, 'billing-cancel-request') as unknown as Promise<BillingCancelRequestEvent>;
      control(el, 'Cancel Pro').click();
      expect((await asked).cancellation).to.deep.equal({ cancelAtPeriodEnd: true, cancellationReason: 'missing_features', feedback: 'No dark mode' });
      await closed(el);
      await says(el, /Pro Ending .* Pro ends on .*\. Everything stays open until then\. ?Keep Pro/);
      expect(news(el)).to.match(/^Pro ends on/);
      const canceled = await now();
      expect([canceled.status, canceled.cancelAtPeriodEnd]).to.deep.equal(['active', true]);
      const change = told(el);
      control(el, 'Keep Pro').click();
      expect((await change).change).to.equal('reactivation');
      await waitUntil(() => news(el) === 'Pro goes on.');
      expect((await now()).cancelAtPeriodEnd).to.equal(false);
      expect(words(el)).to.contain('Pro Active');
    });

    it('may be at once', async () => {
      const { el, now } = await own('user_near_limit');
      await openCancel(el);
      findAll(el, '[name=when]')[1]?.click();
      await el.updateComplete;
      control(el, 'Cancel Starter').click();
      await closed(el);
      await says(el, /Starter ended on .* Choose a plan to begin/);
      expect(news(el)).to.equal('Starter has ended.');
      expect((await now()).status).to.equal('canceled');
      await waitUntil(() => focused(el) === 'See plans');
    });

    it('is forgotten when the dialog is closed', async () => {
      const el = await mounted(clientFor('user_pro'));
      await openCancel(el);
      findAll(el, '[name=when]')[1]?.click();
      find<HTMLTextAreaElement>(el, 'textarea').value = 'Half a thought';
      control(el, 'Keep Pro').click();
      await closed(el);
      await openCancel(el);
      expect(find<HTMLInputElement>(el, '[name=when]').checked).to.equal(true);
      expect(find<HTMLTextAreaElement>(el, 'textarea').value).to.equal('');
    });
  });

  describe('slots', () => {
    it('takes another heading', async () => {
      const el = await mounted(clientFor('user_pro'), html`<span slot="heading">Your plan</span>`);
      expect(find<HTMLSlotElement>(el, 'slot[name=heading]').assignedNodes()[0]?.textContent).to.equal('Your plan');
    });
  });

  describe('events', () => {
    it('leave every action to a page that prevents it', async () => {
      const { el, now } = await own('user_near_limit');
      const asks: string[] = [];
      const ending = await mounted(clientFor('user_canceling'));
      for (const type of ['billing-plan-change-request', 'billing-cancel-request', 'billing-reactivate-request']) {
        for (const panel of [el, ending]) {
          panel.addEventListener(type, (event) => {
            asks.push(event.type);
            event.preventDefault();
          });
        }
      }
      const before = await now();
      const asked = oneEvent(el, 'billing-plan-change-request') as unknown as Promise<BillingPlanChangeRequestEvent>;
      await preview(el, 'price_pro_month_usd');
      control(el, 'Confirm and pay $10.80').click();
      expect((await asked).choice).to.deep.equal({ productId: 'pro', priceId: 'price_pro_month_usd', quantity: 1 });
      await closed(el);
      await openCancel(el);
      control(el, 'Cancel Starter').click();
      await closed(el);
      control(ending, 'Keep Pro').click();
      expect(asks).to.deep.equal(['billing-plan-change-request', 'billing-cancel-request', 'billing-reactivate-request']);
      expect(await now()).to.deep.equal(before);
      await ending.client?.resource(subscriptions).refresh();
      await ending.updateComplete;
      expect(words(ending)).to.contain('Pro Ending');
    });

    it('ask to see plans, from someone who has none', async () => {
      const el = await mounted(clientFor('user_nobody'));
      const asked = oneEvent(el, 'billing-upgrade-request');
      control(el, 'See plans').click();
      expect((await asked).cancelable).to.equal(true);
    });
  });

  describe('misuse', () => {
    it('charges once, however often the button is pressed', async () => {
      const { el, invoices } = await own('user_near_limit');
      const before = (await invoices()).length;
      await preview(el, 'price_pro_month_usd');
      const pay = control(el, 'Confirm and pay $10.80');
      for (let press = 0; press < 5; press++) pay.click();
      await closed(el);
      expect((await invoices()).length).to.equal(before + 1);
    });

    it('closes what a dialog was about when it ends elsewhere', async () => {
      const { project, el, now } = await own('user_near_limit');
      await preview(el, 'price_pro_month_usd');
      await project.api(`/subscriptions/${(await now()).id}/cancel`, { body: { immediately: true } });
      await el.client?.resource(subscriptions).refresh();
      await closed(el);
      expect(words(el)).to.contain('Starter ended on');
    });

    it('says it when the action ends after its dialog was closed', async () => {
      const { el } = await own('user_near_limit');
      await openCancel(el);
      control(el, 'Cancel Starter').click();
      await sendKeys({ press: 'Escape' });
      await waitUntil(() => news(el).startsWith('Starter ends on'));
      expect(isOpen(el)).to.equal(false);
    });

    it('has a face for malformed answers, and none of them breaks it', async () => {
      for (const data of ['many', [{}], [null]]) expect(words(await faked(data))).to.contain('We could not load your subscription');
      for (const status of ['constructor', '__proto__', 'unheard_of']) {
        expect(words(await faked([{ ...subscription(), status }]))).to.contain('No subscription');
      }
      expect(words(await faked([{ ...subscription(), currentPeriodEnd: 'soon', interval: 'constructor', currency: 'ABCDE' }]))).to.contain('Pro Active');
    });

    it('shows hostile words as words, and makes no link that could run', async () => {
      const hostile = '<img src=x onerror="window.hacked = true">';
      const el = await faked([subscription({ productName: hostile, pendingChange: { priceId: 'p', productId: 'p', productName: hostile, quantity: 1, effectiveAt: '2026-12-12T12:00:00Z' } })]);
      expect(el.shadowRoot?.querySelector('img')).to.equal(null);
      expect(words(el)).to.contain(hostile);
      const empty = await mounted(clientFor('user_nobody'));
      empty.plansUrl = 'javascript:alert(1)';
      await empty.updateComplete;
      expect(empty.shadowRoot?.querySelector('a')).to.equal(null);
    });
  });
});
