import { expect, fixture, html } from '@open-wc/testing';
import { createBillingClient, QuotaExceededError, trackUsage, type BillingClient, type UsageRejection } from '../../src/core/index.js';
import { openUseStore } from '../../src/core/usage/use-store.js';
import '../../src/elements/billing-provider.js';
import { freshProject, type TestProject } from '../support/api.js';

describe('usage, with the API and IndexedDB behind it', function () {
  this.timeout(20_000); // the API starts behind the first test
  let project: TestProject;
  const clients: BillingClient[] = [];
  beforeEach(async () => {
    project = await freshProject();
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.destroy();
    indexedDB.deleteDatabase('billing-elements');
  });

  const open = (user = 'user_pro', more = {}): BillingClient => {
    const client = createBillingClient({ apiUrl: project.apiUrl, sessionTokenUrl: project.sessionUrl(user), ...more });
    clients.push(client);
    return client;
  };

  const consumed = async (user: string): Promise<number> => {
    const { metrics } = await project.api<{ metrics: { consumed: number }[] }>(`/v1/usage/metrics?customer_id=${user}&feature_key=api_calls`);
    return metrics[0]?.consumed ?? NaN;
  };

  it('gives the answer of the API to who waits for it', async () => {
    const before = await consumed('user_pro');
    const outcome = await open().trackUsage({ featureKey: 'api_calls', quantity: 3 });
    expect(outcome.status === 'recorded' && outcome.usage.consumed_units).to.equal(before + 3);
  });

  it('rejects with QuotaExceededError and the usage behind it', async () => {
    const error: unknown = await open('user_over_limit').trackUsage({ featureKey: 'api_calls', quantity: 1e6 }).catch((it: unknown) => it);
    expect(error).to.be.instanceOf(QuotaExceededError);
    expect(error).to.have.nested.property('details.usage.limit_units');
  });

  it('counts one idempotency key once, also from metadata', async () => {
    const before = await consumed('user_pro');
    const client = open();
    const use = { featureKey: 'api_calls', metadata: { idempotency_key: 'job-1' } };
    await Promise.all([client.trackUsage(use), client.trackUsage(use)]);
    await client.trackUsage({ featureKey: 'api_calls', idempotencyKey: 'job-1' });
    expect(await consumed('user_pro')).to.equal(before + 1);
  });

  it('keeps uses over the end of a page, and the next page sends them', async () => {
    const before = await consumed('user_pro');
    let down = true;
    const flaky: typeof fetch = (url, init) => (down && String(url).includes('track-usage') ? Promise.reject(new TypeError('offline')) : fetch(url, init));
    const first = open('user_pro', { fetch: flaky });
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => first.trackUsage({ featureKey: 'api_calls' })));
    expect(outcomes.every(({ status }) => status === 'queued')).to.equal(true);
    first.destroy();
    expect(await consumed('user_pro')).to.equal(before);
    down = false;
    const second = open();
    await until(() => second.usage.get().size === 20);
    await second.usage.flush();
    expect(await consumed('user_pro')).to.equal(before + 20);
    expect(second.usage.get().size).to.equal(0);
    expect(await openUseStore().load()).to.deep.equal([]);
  });

  it('sends them also from a page that only has a <billing-provider>', async () => {
    const before = await consumed('user_pro');
    const offline: typeof fetch = (url, init) => (String(url).includes('track-usage') ? Promise.reject(new TypeError('offline')) : fetch(url, init));
    const first = open('user_pro', { fetch: offline });
    await first.trackUsage({ featureKey: 'api_calls', quantity: 4 });
    first.destroy();
    // An earlier page's database has long been listed; Firefox takes a moment to list one made just now.
    const isListed = async () => (await indexedDB.databases()).some(({ name }) => name === 'billing-elements');
    while (!(await isListed())) await new Promise((resolve) => setTimeout(resolve, 20));
    const url = project.sessionUrl('user_pro');
    await fixture(html`<billing-provider api-url=${project.apiUrl} session-token-url=${url}></billing-provider>`);
    for (let round = 0; (await consumed('user_pro')) !== before + 4 && round < 200; round++) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await consumed('user_pro')).to.equal(before + 4);
  });

  it('keeps them for their own user', async () => {
    const offline: typeof fetch = (url, init) => (String(url).includes('track-usage') ? Promise.reject(new TypeError('offline')) : fetch(url, init));
    const first = open('user_pro', { fetch: offline });
    await first.trackUsage({ featureKey: 'api_calls' });
    first.destroy();
    const before = await consumed('user_free');
    const other = open('user_free');
    await other.session.getToken();
    await until(() => other.usage.get().size === 1);
    await other.usage.flush();
    expect(await consumed('user_free')).to.equal(before);
    expect(other.usage.get().size).to.equal(1);
  });

  it('sets a bad one aside, reports it, and counts the others', async () => {
    const before = await consumed('user_pro');
    const client = open('user_pro', { usage: { answerMs: 0 } });
    const rejected: UsageRejection[] = [];
    client.rejectedUse.subscribe((rejection) => rejection && rejected.push(rejection));
    await Promise.all([
      ...Array.from({ length: 5 }, () => client.trackUsage({ featureKey: 'api_calls' })),
      client.trackUsage({ featureKey: 'no_such_feature' }),
    ]);
    await client.usage.flush();
    await until(() => client.usage.get().size === 0);
    expect(await consumed('user_pro')).to.equal(before + 5);
    expect(rejected.map(({ featureKey }) => featureKey)).to.deep.equal(['no_such_feature']);
  });

  it('refuses at the door what does not fit', async () => {
    const client = open('user_pro', { usage: { maxBytes: 100 } });
    const error: unknown = await client.trackUsage({ featureKey: 'api_calls' }).catch((it: unknown) => it);
    expect(error).to.have.property('code', 'queue_full');
    expect(client.usage.get().refused).to.equal(1);
  });

  it('refetches the metrics after a use', async () => {
    const client = open();
    const seen: number[] = [];
    client.usageMetrics.subscribe((state) => {
      const metric = state.status === 'ready' ? state.data.find(({ feature_key }) => feature_key === 'api_calls') : undefined;
      if (metric) seen.push(metric.consumed);
    });
    await until(() => seen.length === 1);
    await trackUsage(client, { featureKey: 'api_calls', quantity: 2 });
    await until(() => seen.at(-1) === (seen[0] ?? 0) + 2);
  });
});

async function until(condition: () => boolean): Promise<void> {
  for (let round = 0; !condition(); round++) {
    if (round > 1_500) throw new Error('It never came');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
