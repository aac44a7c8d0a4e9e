import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { LitElement } from 'lit';
import type { Invoice } from '../../src/contract/invoice.js';
import type { Subscription } from '../../src/contract/subscriptions.js';
import { startCheckout } from '../../src/core/actions/checkout.js';
import { changePlan, previewPlanChange } from '../../src/core/actions/plan-change.js';
import { cancelSubscription, reactivateSubscription } from '../../src/core/actions/subscription.js';
import { createClient, type Client } from '../../src/core/client.js';
import '../../src/elements/billing-alert.js';
import '../../src/elements/billing-details.js';
import '../../src/elements/invoice-list.js';
import '../../src/elements/payment-methods.js';
import '../../src/elements/subscription-panel.js';
import { addCard, control, find, findAll, mount, says, words } from '../support/elements.js';
import { freshProject, type TestProject } from '../support/api.js';
import { useProject } from '../support/clients.js';
import { ManualClock } from '../support/manual-clock.js';
import { ownHost } from '../support/own-host.js';

const UNKNOWN = 'We do not know whether this was done. Trying again is safe: nothing happens twice.';
const ENDS = 'Starter ends on';
const CLAIMS = /Nothing was (changed|charged)/;

describe('an action whose answer is lost after the API has acted', function () {
  this.timeout(20_000);
  const { keep, clientFor } = useProject();

  interface Scene {
    readonly project: TestProject;
    readonly client: Client;
    /** Of the client: half a minute passes when a test says so. */
    readonly clock: ManualClock;
    /** The next answers to requests at this address are lost. */
    lose(path: string, times?: number): void;
    /** No answer comes from this address, whose API is so slow that it acts only when what this returns is called. */
    delay(path: string): () => Promise<void>;
    /** How often this was asked for. */
    reads(path: string): number;
    /** The keys by which the lost ones, and those like them, were sent. */
    readonly keys: string[];
    subscription(): Promise<Subscription>;
    paid(): Promise<number[]>;
  }

  const scene = async (user: string): Promise<Scene> => {
    const project = await freshProject();
    let address = 'nowhere';
    let left = 0;
    let slow: { act(): Promise<unknown> } | undefined;
    const keys: string[] = [];
    const read: string[] = [];
    const clock = new ManualClock();
    const losing: typeof fetch = async (input, init) => {
      const url = input instanceof Request ? input.url : String(input);
      const isAct = init?.method !== 'GET' && url.includes(address);
      if (isAct && slow) {
        slow.act = () => fetch(input, { ...init, signal: null });
        throw new TypeError('No answer so far');
      }
      const answer = await fetch(input, init);
      if (init?.method === 'GET') read.push(new URL(url).pathname);
      if (!isAct) return answer;
      keys.push(new Headers(init?.headers).get('idempotency-key') ?? '');
      if (left-- > 0) throw new TypeError('The answer was lost');
      return answer;
    };
    const client = keep(createClient({ apiUrl: project.apiUrl, sessionTokenUrl: project.sessionUrl(user), noShare: true, host: ownHost(), clock, fetch: losing }));
    const listed = async <T>(path: string): Promise<T[]> => (await project.api<{ data: T[] }>(`${path}?customer_id=${user}`)).data;
    return {
      project,
      client,
      keys,
      clock,
      reads: (path) => read.filter((it) => it.endsWith(path)).length,
      delay: (path) => {
        address = path;
        const late = (slow = { act: () => Promise.reject(new Error('nothing was sent')) });
        return async () => void (await late.act());
      },
      lose: (path, times = 1) => {
        address = path;
        left = times;
      },
      subscription: async () => {
        const [first] = await listed<Subscription>('/subscriptions');
        if (!first) throw new Error(`${user} has no subscription`);
        return first;
      },
      paid: async () => (await listed<Invoice>('/invoices')).filter(({ status }) => status === 'paid').map(({ total }) => total),
    };
  };
  const mounted = mount<LitElement>;
  const previewed = async (client: Client): Promise<LitElement> => {
    const el = await mounted(html`<subscription-panel .client=${client}></subscription-panel>`);
    control(el, 'Change plan').click();
    await waitUntil(() => findAll(el, '[name=plan]').length > 1, 'there are plans', { timeout: 4000 });
    find(el, '[value="price_pro_month_usd"]').click();
    await el.updateComplete;
    control(el, 'Continue').click();
    await says(el, 'Confirm and pay $10.80');
    return el;
  };

  it('changes a plan and charges for it once, and says so at the next try', async () => {
    const { client, lose, keys, subscription, paid } = await scene('user_near_limit');
    const before = await paid();
    const el = await previewed(client);
    lose('/change-plan', 2);
    control(el, 'Confirm and pay $10.80').click();
    await says(el, UNKNOWN);
    await says(el, 'Pro Active'); // behind the dialog: what the API says
    expect(words(el)).not.to.match(CLAIMS);
    control(el, 'Confirm and pay $10.80').click();
    await waitUntil(() => keys.length === 2 && words(el).includes(UNKNOWN), 'it is lost again', { timeout: 4000 });
    control(el, 'Confirm and pay $10.80').click();
    await says(el, 'You are on Pro now.');
    expect(new Set(keys).size).to.equal(1);
    expect([(await subscription()).productId, (await paid()).length - before.length]).to.deep.equal(['pro', 1]);
  });

  it('says that a plan is there where its amount has changed because it was bought', async () => {
    const { client, project, subscription, paid } = await scene('user_near_limit');
    const before = await paid();
    const el = await previewed(client);
    const other = clientFor('user_near_limit', project);
    const input = { subscriptionId: (await subscription()).id, new_price_id: 'price_pro_month_usd', quantity: 1 };
    const { proration } = await previewPlanChange(other, input);
    await changePlan(other, { ...input, confirm_amount: proration.immediate_payment });
    control(el, 'Confirm and pay $10.80').click();
    await says(el, 'You are on Pro now.');
    expect(words(el)).not.to.match(CLAIMS);
    expect((await paid()).length - before.length).to.equal(1);
  });

  it('pays an invoice once, and every element knows', async () => {
    const { client, project, lose, paid } = await scene('user_past_due');
    await addCard(project, 'user_past_due');
    const before = await paid();
    const list = await mounted(html`<invoice-list .client=${client}></invoice-list>`);
    const panel = await mounted(html`<subscription-panel .client=${client}></subscription-panel>`);
    const alert = await fixture(html`<billing-alert .client=${client}></billing-alert>`);
    await says(alert, 'Your last payment did not go through');
    await waitUntil(() => findAll(list, '[part=pay]').length > 0, 'it can be paid', { timeout: 4000 });
    lose('/retry');
    find(list, '[part=pay]').click();
    await waitUntil(() => findAll(list, '[part=pay]').length === 0, 'the list shows that it is paid', { timeout: 4000 });
    await says(panel, 'Active');
    await waitUntil(() => !words(alert).includes('did not go through'), 'the alert is over', { timeout: 4000 });
    for (const el of [list, panel, alert]) expect(words(el)).not.to.match(/Nothing was|Failed|failed/);
    expect((await paid()).length - before.length).to.equal(1);
  });

  it('ends a plan now, which the panel shows', async () => {
    const { client, lose } = await scene('user_near_limit');
    const el = await mounted(html`<subscription-panel .client=${client}></subscription-panel>`);
    control(el, 'Cancel plan').click();
    await says(el, 'Why are you leaving?');
    findAll(el, '[name=when]')[1]?.click();
    await el.updateComplete;
    lose('/cancel');
    control(el, 'Cancel Starter').click();
    await says(el, 'Starter ended on');
    expect(words(el)).not.to.match(CLAIMS);
  });

  it('changes the default card, removes one, and saves billing details', async () => {
    const { client, project, lose } = await scene('user_near_limit');
    await addCard(project, 'user_near_limit', '5555555555554444');
    const cards = await mounted(html`<payment-methods .client=${client}></payment-methods>`);
    lose('/set-default');
    const make = findAll(cards, '[part=make-default]')[0]?.getAttribute('aria-label') ?? '';
    control(cards, make).click();
    await waitUntil(() => findAll(cards, '[part=make-default]').some((it) => it.getAttribute('aria-label') !== make), 'the list knows', { timeout: 4000 });
    expect(words(cards)).not.to.match(CLAIMS);
    expect(findAll(cards, '.trouble:not([hidden])'), 'what came true is no trouble').to.deep.equal([]);

    findAll(cards, '[part=remove]')[0]?.click();
    await says(cards, 'It will not be charged any more.');
    lose('/payment-methods/');
    control(cards, 'Remove card').click();
    await waitUntil(() => findAll(cards, 'dialog .trouble:not([hidden])').length > 0, 'it failed', { timeout: 4000 });
    expect(words(cards)).not.to.match(CLAIMS);

    const details = await mounted(html`<billing-details .client=${client}></billing-details>`);
    control(details, 'Edit details').click();
    await waitUntil(() => findAll(details, '#name').length > 0);
    const name = find<HTMLInputElement>(details, '#name');
    name.value = 'Ada';
    name.dispatchEvent(new Event('input', { bubbles: true }));
    lose('/sdk/customer/billing');
    control(details, 'Save').click();
    await says(details, UNKNOWN);
    control(details, 'Save').click();
    await says(details, 'Your billing details are saved.');
  });

  it('is seen half a minute later, where the API was so slow that it acted only after everything was read again', async () => {
    const { client, clock, delay, reads, subscription } = await scene('user_near_limit');
    const el = await mounted(html`<subscription-panel .client=${client}></subscription-panel>`);
    control(el, 'Cancel plan').click();
    await says(el, 'Why are you leaving?');
    const actLate = delay('/cancel');
    control(el, 'Cancel Starter').click();
    await says(el, UNKNOWN);
    expect(words(el)).not.to.include(ENDS);
    await waitUntil(() => reads('/subscriptions') === 2, 'it was read again at once', { timeout: 4000 });
    await actLate();
    expect((await subscription()).cancelAtPeriodEnd).to.equal(true);
    await clock.advance(29_000);
    expect(reads('/subscriptions')).to.equal(2);
    await clock.advance(1_000);
    await says(el, ENDS);
    expect(words(el)).not.to.match(CLAIMS);
  });

  it('is seen then also by the others, where its own element is gone', async () => {
    const { client, clock, delay } = await scene('user_near_limit');
    const el = await mounted(html`<subscription-panel .client=${client}></subscription-panel>`);
    const alert = await fixture(html`<billing-alert .client=${client}></billing-alert>`);
    control(el, 'Cancel plan').click();
    await says(el, 'Why are you leaving?');
    const actLate = delay('/cancel');
    control(el, 'Cancel Starter').click();
    await says(el, UNKNOWN);
    el.remove();
    await actLate();
    await clock.advance(30_000);
    await says(alert, 'Starter ends');
  });

  it('is another action once the first was answered by another: canceled, kept and canceled again, it is canceled', async () => {
    const { client, lose, keys, subscription } = await scene('user_near_limit');
    const { id: subscriptionId } = await subscription();
    lose('/cancel');
    const failed: unknown = await cancelSubscription(client, { subscriptionId }).catch((error: unknown) => error);
    expect(failed).to.have.property('code', 'network_error');
    expect((await subscription()).cancelAtPeriodEnd).to.equal(true);
    await reactivateSubscription(client, { subscriptionId });
    await cancelSubscription(client, { subscriptionId });
    expect((await subscription()).cancelAtPeriodEnd).to.equal(true);
    expect(new Set(keys).size).to.equal(2);
  });

  it('opens one checkout', async () => {
    const { client, lose, keys } = await scene('user_free');
    const input = { priceId: 'price_starter_month_usd' };
    lose('/v1/checkout/create');
    await startCheckout(client, input).catch(() => {});
    await startCheckout(client, input);
    expect(new Set(keys).size).to.equal(1);
  });
});
