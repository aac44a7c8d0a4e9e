import { expect } from '@open-wc/testing';
import {
  confirmCheckout,
  ConflictError,
  createBillingClient,
  readCheckoutReturn,
  startCheckout,
  withoutCheckoutReturn,
  type BillingClient,
} from '../../src/core/index.js';
import { createHost } from '../../src/core/host.js';
import { freshProject, type TestProject } from '../support/api.js';

describe('checkout, with the API behind it', function () {
  this.timeout(20_000); // the API starts behind the first test
  let project: TestProject;
  const clients: BillingClient[] = [];
  beforeEach(async () => {
    project = await freshProject();
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.destroy();
    stored.clear();
  });

  /** As localStorage, which test files that run beside this one share. */
  const stored = new Map<string, string>();
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  };

  const open = (user = 'user_free'): BillingClient => {
    const client = createBillingClient({ host: { ...createHost(), storage }, apiUrl: project.apiUrl, sessionTokenUrl: project.sessionUrl(user) });
    clients.push(client);
    return client;
  };

  it('makes one session of a double click, another page and a page that comes back', async () => {
    const input = { priceId: 'price_starter_month_usd' };
    const [one, other] = [open(), open()];
    const made = await Promise.all([startCheckout(one, input), startCheckout(one, input), startCheckout(other, input)]);
    made.push(await startCheckout(one, input));
    expect(new Set(made.map(({ id }) => id)).size).to.equal(1);
  });

  it('makes another for another intent, and for another user', async () => {
    const first = await open().startCheckout({ priceId: 'price_starter_month_usd' });
    const yearly = await open().startCheckout({ priceId: 'price_starter_year_usd' });
    const trialing = await open('user_trialing').startCheckout({ priceId: 'price_starter_month_usd', ignoreActivePurchase: true });
    expect(new Set([first.id, yearly.id, trialing.id]).size).to.equal(3);
  });

  it('keeps no address of the customer in storage', async () => {
    await open().startCheckout({ priceId: 'price_starter_month_usd', customer: { email: 'ada@example.com' } });
    expect(JSON.stringify([...stored])).to.contain('billing-elements.checkout').and.not.to.contain('ada@');
  });

  it('rejects with already_purchased where a paid plan is active', async () => {
    const error: unknown = await open('user_pro').startCheckout({ priceId: 'price_starter_month_usd' }).catch((it: unknown) => it);
    expect(error).to.be.instanceOf(ConflictError).with.property('code', 'already_purchased');
  });

  it('is pending, not failed, where the API does not know the end yet', async () => {
    const client = open();
    const { id } = await client.startCheckout({ priceId: 'price_starter_month_usd' });
    const impatient: Parameters<typeof confirmCheckout>[0] = { ...client, clock: { ...client.clock, after: (_ms, run) => client.clock.after(0, run) } };
    expect(await confirmCheckout(impatient, id)).to.deep.equal({ status: 'pending' });
  });

  it('reads a return, and takes its mark off the address', () => {
    const url = 'https://app.example/done?a=1&billing_checkout=co_1#top';
    expect(readCheckoutReturn(url)).to.deep.equal({ status: 'returned', id: 'co_1' });
    expect(readCheckoutReturn('https://app.example/?billing_checkout_canceled=co_2')).to.deep.equal({ status: 'canceled', id: 'co_2' });
    expect(readCheckoutReturn('https://app.example/?billing_checkout=../../x')).to.equal(undefined);
    expect(withoutCheckoutReturn(url)).to.equal('https://app.example/done?a=1#top');
  });
});

describe('the facade over the API', function () {
  this.timeout(20_000); // the API starts behind the first test
  it('previews a plan change, and charges exactly that', async () => {
    const project = await freshProject();
    const client = createBillingClient({ apiUrl: project.apiUrl, sessionTokenUrl: project.sessionUrl('user_near_limit') });
    const subscriptions = await list(client.subscriptions);
    const [current] = subscriptions;
    expect(current).to.have.property('status', 'active');
    const subscriptionId = current?.id ?? '';
    const preview = await client.previewPlanChange({ subscriptionId, new_price_id: 'price_pro_month_usd' });
    const confirmAmount = preview.proration.immediate_payment;
    const wrong: unknown = await client
      .changePlan({ subscriptionId, new_price_id: 'price_pro_month_usd', confirm_amount: confirmAmount + 1 })
      .catch((it: unknown) => it);
    expect(wrong).to.have.property('code', 'amount_changed');
    const changed = await client.changePlan({ subscriptionId, new_price_id: 'price_pro_month_usd', confirm_amount: confirmAmount });
    expect(changed.amount_charged).to.equal(confirmAmount);
    client.destroy();
  });

  it('lists invoices, cards and balances, opens the portal and a ticket', async () => {
    const project = await freshProject();
    const client = createBillingClient({ apiUrl: project.apiUrl, sessionTokenUrl: project.sessionUrl('user_pro') });
    expect(await list(client.invoices)).to.be.an('array');
    expect(await list(client.paymentMethods)).to.be.an('array');
    expect(await list(client.balances)).to.be.an('array');
    expect((await client.getUser()).has_active_subscription).to.equal(true);
    expect((await client.openPortal()).url).to.match(/^http/);
    const file = new File([new Uint8Array([0x25, 0x50, 0x44, 0x46, 0x2d, 0x31, 0x2e, 0x34])], 'a.pdf', { type: 'application/pdf' });
    expect((await client.createSupportTicket({ subject: 'Refund', content: 'Please' })).ticket.id).to.be.a('string');
    expect((await client.createSupportTicket({ subject: 'Refund', content: 'Please', files: [file] })).ticket.id).to.be.a('string');
    client.destroy();
  });
});

type Listed<T> = BillingClient['invoices' | 'paymentMethods' | 'balances' | 'subscriptions'] & { get(): { status: string; data?: T } };

async function list(resource: Pick<Listed<unknown>, 'get' | 'subscribe'>): Promise<readonly { id?: string; status?: string }[]> {
  const leave = resource.subscribe(() => {});
  for (let round = 0; resource.get().status === 'loading' && round < 400; round++) await new Promise((resolve) => setTimeout(resolve, 10));
  leave();
  const state = resource.get() as { status: string; data?: readonly { id?: string }[]; error?: Error };
  if (state.status !== 'ready') throw state.error ?? new Error(state.status);
  return state.data ?? [];
}
