import { expect } from '@open-wc/testing';
import { createBillingClient, createClient, type BillingClient, type Client, type SessionState } from '../../src/core/index.js';
import { freshProject, type TestProject } from '../support/api.js';

describe('a session in a browser, with the API behind it', function () {
  this.timeout(20_000); // the API starts behind the first test
  let project: TestProject;
  const clients: Client[] = [];
  before(async () => {
    project = await freshProject();
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.destroy();
  });

  const open = (user = 'user_pro', more = {}): BillingClient => {
    const client = createBillingClient({ apiUrl: project.apiUrl, sessionTokenUrl: project.sessionUrl(user), ...more });
    clients.push(client);
    return client;
  };

  const settled = (client: Client): Promise<SessionState> =>
    new Promise((resolve) => {
      client.session.subscribe((state) => state.status !== 'loading' && resolve(state));
    });

  it('becomes ready with its subject, and never says the token', async () => {
    const client = open();
    const state = await settled(client);
    expect(state.status).to.equal('ready');
    expect(client.session.subject).to.equal(`${project.projectId}/user_pro/`);
    const token = await client.session.getToken();
    expect(JSON.stringify(state)).not.to.contain(token);
    expect(JSON.stringify({ ...localStorage })).not.to.contain(token);
    expect(Object.isFrozen(state)).to.equal(true);
  });

  it('answers a thousand callers with one request', async () => {
    let asked = 0;
    const client = createClient({
      apiUrl: project.apiUrl,
      sessionTokenUrl: project.sessionUrl('user_pro'),
      fetch: (...call) => (asked++, fetch(...call)),
    });
    clients.push(client);
    await Promise.all(Array.from({ length: 1_000 }, () => client.session.getToken()));
    expect(asked).to.equal(1);
  });

  it('tells a second tab about its token, so that the two ask once', async () => {
    let asked = 0;
    const counting: typeof fetch = (...call) => (asked++, fetch(...call));
    const one = open('user_pro', { userId: 'user_pro', fetch: counting });
    const other = open('user_pro', { userId: 'user_pro', fetch: counting });
    const tokens = await Promise.all([one.session.getToken(), other.session.getToken()]);
    expect(asked).to.equal(1);
    expect(tokens[0]).to.equal(tokens[1]);
  });

  it('comes back from signed-out with the token that another tab of its user gets', async () => {
    const refused: typeof fetch = async () => new Response('{}', { status: 401 });
    const one = open('user_pro', { userId: 'user_pro', fetch: refused });
    expect((await settled(one)).status).to.equal('signed-out');
    const stranger = open('user_free', { userId: 'user_free' });
    await stranger.session.getToken();
    const other = open('user_pro', { userId: 'user_pro' });
    const token = await other.session.getToken();
    await until(() => one.session.get().status === 'ready');
    expect(await one.session.getToken()).to.equal(token);
  });

  for (const status of [401, 403]) {
    it(`is signed out where the route says ${status} in its own words, and shows nobody an error before`, async () => {
      const refused: typeof fetch = async () => Response.json({ error: { code: 'no_cookie', message: 'Who are you?' } }, { status });
      const client = createBillingClient({ apiUrl: project.apiUrl, sessionTokenUrl: project.sessionUrl('user_pro'), noShare: true, fetch: refused });
      clients.push(client);
      const seen: string[] = [];
      client.customer.subscribe((state) => seen.push(state.status));
      await until(() => seen.length > 1);
      expect(seen).to.deep.equal(['loading', 'signed-out']);
      expect(await client.session.getToken().catch((error: { code: string }) => error.code)).to.equal('signed_out');
    });
  }

  it('keeps to itself where told', async () => {
    let asked = 0;
    const counting: typeof fetch = (...call) => (asked++, fetch(...call));
    const more = { userId: 'user_pro', fetch: counting, noShare: true };
    await Promise.all([open('user_pro', more).session.getToken(), open('user_pro', more).session.getToken()]);
    expect(asked).to.equal(2);
  });

  it('shows the new user nothing of the one before', async () => {
    const tokens: Record<string, string> = { a: 'user_free', b: 'user_pro' };
    let user = 'a';
    const getSessionToken = async () => (await fetch(project.sessionUrl(tokens[user] ?? ''))).json();
    const client = createBillingClient({ apiUrl: project.apiUrl, getSessionToken });
    clients.push(client);
    const seen: string[] = [];
    client.customer.subscribe((state) => seen.push(state.status === 'ready' ? String(state.data.customer.externalUserId) : state.status));
    await until(() => seen.includes('user_free'));
    user = 'b';
    client.session.setUser('user_pro');
    expect(client.customer.get().status).to.equal('loading');
    await until(() => seen.includes('user_pro'));
    expect(seen.slice(seen.indexOf('user_pro'))).not.to.contain('user_free');
  });

  it('is signed out where the token function says null, and comes back by refresh()', async () => {
    let signedIn = false;
    const getSessionToken = async () => (signedIn ? (await fetch(project.sessionUrl('user_free'))).json() : null);
    const client = createClient({ apiUrl: project.apiUrl, getSessionToken });
    clients.push(client);
    expect((await settled(client)).status).to.equal('signed-out');
    signedIn = true;
    await client.session.refresh();
    expect(client.session.get().status).to.equal('ready');
  });

  it('refuses a token of somebody else than the page says', async () => {
    const client = open('user_free', { userId: 'user_pro' });
    const state = await settled(client);
    expect(state.status === 'error' && state.error.code).to.equal('wrong_user');
  });

  for (const key of ['sk_test_sandbox', 'bsk_live_x']) {
    it(`refuses the secret key ${key.slice(0, 4)}… as publishable key`, () => {
      expect(() => createClient({ apiUrl: project.apiUrl, publishableKey: key })).to.throw().with.property('code', 'apikey_in_browser');
    });
  }

  for (const url of ['http://example.com', 'javascript:alert(1)', 'https://user:pw@example.com', '//example.com', '']) {
    it(`refuses the API address ${JSON.stringify(url)} at once`, () => {
      expect(() => createClient({ apiUrl: url })).to.throw(TypeError);
    });
  }

  it('reads the catalog with a publishable key alone, and is signed out for the rest', async () => {
    const client = createBillingClient({ apiUrl: project.apiUrl, publishableKey: project.publishableKey });
    clients.push(client);
    let products = 0;
    client.products.subscribe((state) => state.status === 'ready' && (products = state.data.products.length));
    client.entitlements.subscribe(() => {});
    await until(() => products > 0 && client.entitlements.get().status === 'signed-out');
  });

  it('names the wrong field in strict mode', async () => {
    const answering: typeof fetch = async () => Response.json({ metrics: [{ feature_key: 'x', consumed: 1 }] });
    const client = createBillingClient({ fetch: answering, strict: true });
    clients.push(client);
    client.usageMetrics.subscribe(() => {});
    await until(() => client.usageMetrics.get().status === 'error');
    const state = client.usageMetrics.get();
    expect(state.status === 'error' && state.error.message).to.contain('metrics.0.feature_title');
  });
});

async function until(condition: () => boolean): Promise<void> {
  for (let round = 0; !condition(); round++) {
    if (round > 1_500) throw new Error('It never came');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
