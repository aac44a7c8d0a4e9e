import { aTimeout, expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { ContextConsumer, ContextProvider, createContext } from '@lit/context';
import { LitElement, render } from 'lit';
import { trackUsage, usageQueue } from '../../src/core/actions/track-usage.js';
import { createClient, type Client } from '../../src/core/client.js';
import { entitlements } from '../../src/core/resources/entitlements.js';
import type { UsageRejection } from '../../src/core/usage/usage-queue.js';
import '../../src/elements/billing-provider.js';
import type { BillingProvider } from '../../src/elements/billing-provider.js';
import type { BillingErrorEvent, BillingSessionChangeEvent, BillingSignInRequestEvent, BillingUsageRejectedEvent } from '../../src/elements/events.js';
import { BillingController } from '../../src/elements/internal/client/billing-controller.js';
import { orphanCount } from '../../src/elements/internal/client/providers.js';
import '../../src/elements/usage-meter.js';
import type { UsageMeter } from '../../src/elements/usage-meter.js';
import { freshProject, type TestProject } from '../support/api.js';
import { itLeaves, leaving } from '../support/leaving.js';

/** The smallest element that reads a resource, to see what any element is given. */
class TestReader extends LitElement {
  client: Client | undefined;
  readonly billing = new BillingController(this);
  readonly entitlements = this.billing.resource(entitlements);
  readonly statuses: string[] = [];

  override render() {
    const { status } = this.entitlements.state;
    if (this.statuses.at(-1) !== status) this.statuses.push(status);
    return html`${status}`;
  }
}
customElements.define('test-reader', TestReader);

/** An element of the page that knows nothing of billing. */
class PagePart extends LitElement {
  override render() {
    return html`<slot></slot>`;
  }
}
customElements.define('page-part', PagePart);

const until = (reader: TestReader, status: string) =>
  waitUntil(() => reader.entitlements.state.status === status, `the reader is ${status}`, { timeout: 4000 });

describe('<billing-provider>', () => {
  let project: TestProject;
  before(async () => {
    project = await freshProject();
  });

  const provider = (user: string, content: unknown = '') => html`
    <billing-provider api-url=${project.apiUrl} session-token-url=${project.sessionUrl(user)} no-share>${content}</billing-provider>
  `;
  const reader = () => html`<test-reader></test-reader>`;
  const find = (root: ParentNode): TestReader => {
    const found = root.querySelector('test-reader');
    if (!(found instanceof TestReader)) throw new Error('no reader in the fixture');
    return found;
  };
  /** How often the page fetched a URL that contains this text. */
  const fetched = (text: string) => performance.getEntriesByType('resource').filter(({ name }) => name.includes(text)).length;

  describe('accessibility', () => {
    it('adds nothing to the page that a reader could meet', async () => {
      const el = await fixture<BillingProvider>(provider('user_free', html`<p>Your page</p>`));
      await expect(el).to.be.accessible();
      expect(getComputedStyle(el).display).to.equal('contents');
    });
  });

  describe('properties', () => {
    it('keeps the page’s own scheme and gives billing elements theirs', async () => {
      const el = await fixture<BillingProvider>(
        html`<billing-provider appearance="dark" api-url=${project.apiUrl}><p>Your page</p></billing-provider>`,
      );
      const paragraph = el.querySelector('p');
      expect(paragraph && getComputedStyle(paragraph).colorScheme).to.equal(getComputedStyle(document.body).colorScheme);
      expect(getComputedStyle(el).getPropertyValue('--billing-scheme').trim()).to.equal('dark');
    });

    it('uses a client given as a property, and leaves its life to the page', async () => {
      const client = createClient({ apiUrl: project.apiUrl, sessionTokenUrl: project.sessionUrl('user_pro'), noShare: true });
      const el = await fixture<BillingProvider>(html`<billing-provider .client=${client}>${reader()}</billing-provider>`);
      await until(find(el), 'ready');
      el.remove();
      await aTimeout(0);
      expect(await client.session.getToken()).to.match(/^bos_session_test_/);
      client.destroy();
    });
  });

  describe('client of an element', () => {
    it('comes from the nearest provider', async () => {
      const outer = await fixture(provider('user_free', provider('user_pro', reader())));
      await until(find(outer), 'ready');
      expect(find(outer).billing.client?.session.subject).to.contain('user_pro');
    });

    it('comes from a provider beside it, and is gone with that provider', async () => {
      const page = await fixture<HTMLElement>(html`<div>${reader()}${provider('user_free')}</div>`);
      await until(find(page), 'ready');
      expect(orphanCount()).to.equal(1);
      page.querySelector('billing-provider')?.remove();
      expect(find(page).billing.client).to.equal(undefined);
      expect(find(page).entitlements.state.status).to.equal('loading');
    });

    it('comes from the first provider of the document where several stand beside it', async () => {
      const page = await fixture<HTMLElement>(html`<div>${reader()}${provider('user_pro')}${provider('user_free')}</div>`);
      await until(find(page), 'ready');
      expect(find(page).billing.client?.session.subject).to.contain('user_pro');
    });

    it('comes late when the provider comes late', async () => {
      const page = await fixture<HTMLElement>(html`<div>${reader()}</div>`);
      expect(find(page).billing.client).to.equal(undefined);
      const late = document.createElement('billing-provider');
      late.apiUrl = project.apiUrl;
      late.sessionTokenUrl = project.sessionUrl('user_free');
      late.noShare = true;
      page.append(late);
      await until(find(page), 'ready');
    });

    it('comes from the nearer provider as soon as one stands between', async () => {
      const outer = await fixture<HTMLElement>(provider('user_free', html`${reader()}<section>${reader()}</section>`));
      const [aside, inside] = outer.querySelectorAll<TestReader>('test-reader');
      const section = outer.querySelector('section');
      if (!aside || !inside || !section) throw new Error('no readers in the fixture');
      await until(inside, 'ready');
      // Around what stands there already, as a component of the page would bring one.
      render(provider('user_pro', html`<slot></slot>`), section.attachShadow({ mode: 'open' }));
      await waitUntil(() => inside.billing.client?.session.subject?.includes('user_pro'), 'the nearer one serves');
      expect(aside.billing.client?.session.subject).to.contain('user_free');
    });

    it('is handed to who asks with @lit/context, and may be provided with it', async () => {
      const context = createContext<Client | undefined>(Symbol.for('billing-elements.client'));
      const el = await fixture<BillingProvider>(provider('user_free', html`<page-part></page-part>`));
      const part = el.querySelector('page-part') as LitElement;
      const consumer = new ContextConsumer(part, { context, subscribe: true });
      expect(consumer.value).to.equal(el.providedClient);
      const client = createClient({ apiUrl: project.apiUrl, sessionTokenUrl: project.sessionUrl('user_pro'), noShare: true });
      el.client = client;
      await el.updateComplete;
      expect(consumer.value).to.equal(client);

      new ContextProvider(part, { context, initialValue: client });
      el.client = createClient({ apiUrl: project.apiUrl, sessionTokenUrl: project.sessionUrl('user_free'), noShare: true });
      await el.updateComplete;
      const below = new TestReader();
      part.append(below);
      await until(below, 'ready');
      expect(below.billing.client).to.equal(client);
      el.client.destroy();
      client.destroy();
    });

    it('is its own where it has one', async () => {
      const client = createClient({ apiUrl: project.apiUrl, sessionTokenUrl: project.sessionUrl('user_trialing'), noShare: true });
      const page = await fixture(provider('user_free', html`<test-reader .client=${client}></test-reader>`));
      await until(find(page), 'ready');
      expect(find(page).billing.client).to.equal(client);
      client.destroy();
    });

    it('is found through shadow roots', async () => {
      const page = await fixture<HTMLElement>(provider('user_free', html`<section></section>`));
      const root = page.querySelector('section')?.attachShadow({ mode: 'open' });
      const deep = new TestReader();
      root?.append(deep);
      await until(deep, 'ready');
    });
  });

  describe('life', () => {
    it('shares one session between providers with equal settings, and another between others', async () => {
      const page = await fixture<HTMLElement>(
        html`<div>${provider('user_free', reader())}${provider('user_free', reader())}${provider('user_pro', reader())}</div>`,
      );
      const readers = [...page.querySelectorAll<TestReader>('test-reader')];
      await waitUntil(() => readers.every(({ entitlements: { state } }) => state.status === 'ready'));
      const [first, second, third] = readers.map(({ billing }) => billing.client);
      expect(first).to.equal(second);
      expect(third).not.to.equal(first);
    });

    it('asks for nothing again when it moves with its elements', async () => {
      const page = await fixture<HTMLElement>(html`<div><aside></aside>${provider('user_canceling', reader())}</div>`);
      await until(find(page), 'ready');
      const before = fetched('/entitlements') + fetched('/session?');
      const client = find(page).billing.client;
      const moving = page.querySelector('billing-provider');
      if (moving) page.querySelector('aside')?.append(moving);
      await aTimeout(0);
      expect(find(page).billing.client).to.equal(client);
      expect(find(page).entitlements.state.status).to.equal('ready');
      expect(fetched('/entitlements') + fetched('/session?')).to.equal(before);
    });

    it('makes one token request and one request per resource for a thousand elements', async () => {
      performance.clearResourceTimings();
      performance.setResourceTimingBufferSize(5000);
      const page = await fixture<HTMLElement>(
        provider('user_near_limit', Array.from({ length: 1000 }, reader)),
      );
      await until(find(page), 'ready');
      expect(fetched('/session?')).to.equal(1);
      expect(fetched('/v1/features/entitlements')).to.equal(1);
    });

    it('remembers none of ten thousand elements that came and went without a provider', async () => {
      const page = await fixture<HTMLElement>(html`<div></div>`);
      const before = orphanCount();
      for (let count = 0; count < 10_000; count++) {
        const orphan = new TestReader();
        page.append(orphan);
        orphan.remove();
      }
      expect(orphanCount()).to.equal(before);
    });

    it('waits where it is given nothing at all, and takes the client that comes', async () => {
      const el = document.createElement('billing-provider');
      const told: Event[] = [];
      el.addEventListener('billing-error', (event) => told.push(event));
      const page = await fixture<HTMLElement>(html`<div>${el}</div>`);
      el.append(new TestReader());
      await aTimeout(0);
      expect(find(page).statuses).to.deep.equal(['loading']);
      const client = createClient({ apiUrl: project.apiUrl, sessionTokenUrl: project.sessionUrl('user_free'), noShare: true });
      el.client = client;
      await until(find(page), 'ready');
      expect(told).to.deep.equal([]);
      client.destroy();
    });

    it('ends the client with the last provider', async () => {
      const el = await fixture<BillingProvider>(provider('user_over_limit'));
      const client = el.providedClient;
      await client?.session.getToken();
      el.remove();
      await aTimeout(0);
      const outcome = await client?.session.getToken().catch((error: unknown) => error);
      expect(outcome).to.have.property('code', 'client_destroyed');
    });
  });

  describe('events', () => {
    it('tells the session’s states, and never the token', async () => {
      const el = document.createElement('billing-provider');
      el.apiUrl = project.apiUrl;
      el.sessionTokenUrl = project.sessionUrl('user_free');
      el.noShare = true;
      const seen: string[] = [];
      el.addEventListener('billing-session-change', ({ state }) => seen.push(JSON.stringify(state)));
      document.body.append(el);
      await waitUntil(() => seen.some((state) => state.includes('"ready"')));
      expect(seen.join()).not.to.contain('bos_session');
      el.remove();
    });

    it('follows the user when the session URL changes', async () => {
      const el = await fixture<BillingProvider>(provider('user_free', reader()));
      await until(find(el), 'ready');
      el.sessionTokenUrl = project.sessionUrl('user_pro');
      await el.updateComplete;
      await until(find(el), 'ready');
      expect(find(el).billing.client?.session.subject).to.contain('user_pro');
      expect(find(el).statuses).to.include('loading');
    });

    describe('of uses that are set aside', () => {
      let isOffline: boolean;
      /** The real API, but for a time no use comes through. */
      const uncertain: typeof fetch = (url, init) =>
        isOffline && String(url).includes('track-usage') ? Promise.reject(new TypeError('offline')) : fetch(url, init);
      const tooMuch = { featureKey: 'api_calls', quantity: 1_000_000 };
      const told: UsageRejection[] = [];
      const hear = ({ rejection }: BillingUsageRejectedEvent): void => void told.push(rejection);
      let client: Client;

      beforeEach(async () => {
        isOffline = true;
        told.length = 0;
        document.addEventListener('billing-usage-rejected', hear as EventListener);
        client = createClient({ apiUrl: project.apiUrl, sessionTokenUrl: project.sessionUrl('user_free'), noShare: true, fetch: uncertain });
      });
      afterEach(() => {
        document.removeEventListener('billing-usage-rejected', hear as EventListener);
        client.destroy();
        indexedDB.deleteDatabase('billing-elements');
      });
      const isTold = (): Promise<void> => waitUntil(() => told.length > 0, 'the rejection is told', { timeout: 4000 });

      it('tells one that the page tracked, was queued, and is over the quota', async () => {
        const el = await fixture<BillingProvider>(html`<billing-provider .client=${client}></billing-provider>`);
        if (!el.providedClient) throw new Error('no client was provided');
        expect((await trackUsage(el.providedClient, tooMuch)).status).to.equal('queued');
        isOffline = false;
        await usageQueue(client).flush();
        await isTold();
        expect(told.map(({ featureKey, quantity, error }) => [featureKey, quantity, error.code])).to.deep.equal([['api_calls', 1_000_000, 'quota_exceeded']]);
      });

      it('tells one of an earlier page, where the page of now tracks nothing', async () => {
        expect((await trackUsage(client, tooMuch)).status).to.equal('queued');
        client.destroy();
        // An earlier page's database has long been listed; Firefox takes a moment to list one made just now.
        await waitUntil(async () => (await indexedDB.databases()).some(({ name }) => name === 'billing-elements'));
        await fixture(provider('user_free'));
        await isTold();
        expect(told.map(({ error }) => error.code)).to.deep.equal(['quota_exceeded']);
      });

      it('tells nothing twice: not to a provider that comes later, and not what the caller heard', async () => {
        isOffline = false;
        const first = await fixture<BillingProvider>(html`<billing-provider .client=${client}></billing-provider>`);
        await trackUsage(client, tooMuch).then(
          () => expect.fail('it should be refused'),
          (error: unknown) => expect(error).to.have.property('code', 'quota_exceeded'),
        );
        expect(told).to.deep.equal([]);
        isOffline = true;
        await trackUsage(client, tooMuch);
        isOffline = false;
        await usageQueue(client).flush();
        await isTold();
        first.remove();
        await fixture(html`<billing-provider .client=${client}></billing-provider>`);
        expect(told.length).to.equal(1);
      });
    });
  });

  describe('misuse', () => {
    const failing = async (attributes: Partial<BillingProvider>): Promise<BillingErrorEvent> => {
      const el = Object.assign(document.createElement('billing-provider'), { noShare: true, ...attributes });
      const child = new TestReader();
      el.append(child);
      setTimeout(() => document.body.append(el));
      const event: BillingErrorEvent = await oneEvent(el, 'billing-error');
      await until(child, 'error');
      el.remove();
      return event;
    };

    it('tells an API address that is none, and its elements show it', async () => {
      expect((await failing({ apiUrl: 'not an address' })).error.code).to.equal('invalid_settings');
    });

    it('refuses plain http away from this machine', async () => {
      expect((await failing({ apiUrl: 'http://api.example.com' })).error.code).to.equal('invalid_settings');
    });

    it('refuses a secret key', async () => {
      const { error } = await failing({ apiUrl: project.apiUrl, publishableKey: 'sk_test_oops' });
      expect(error.code).to.equal('apikey_in_browser');
      expect(error.message).not.to.contain('oops');
    });

    it('tells a session URL that answers a page instead of JSON', async () => {
      const { error } = await failing({ apiUrl: project.apiUrl, sessionTokenUrl: '/' });
      expect(error.code).to.be.a('string');
      expect(error.message).not.to.contain('<');
    });

    it('is signed out where the session route says 401', async () => {
      const el = await fixture<BillingProvider>(html`
        <billing-provider api-url=${project.apiUrl} session-token-url=${'/__billing/projects/nobody/session?user=user_free'} no-share>
          <p>Your page</p>
          ${reader()}
        </billing-provider>
      `);
      await until(find(el), 'signed-out');
      expect(el.querySelector('p')?.isConnected).to.equal(true);
    });

    itLeaves('leads from "Sign in" to where it says, from inside it and beside it, through shadow roots', async () => {
      const nobody = '/__billing/projects/nobody/session?user=user_free';
      const el = await fixture<BillingProvider>(html`
        <billing-provider api-url=${project.apiUrl} session-token-url=${nobody} sign-in-url="/login?next={page}" no-share><page-part></page-part></billing-provider>
      `);
      const inside = document.createElement('usage-meter');
      el.querySelector('page-part')?.shadowRoot?.append(inside);
      const beside = await fixture<UsageMeter>(html`<usage-meter feature="api_calls"></usage-meter>`);
      for (const meter of [inside, beside]) {
        await waitUntil(() => meter.shadowRoot?.querySelector('button'), 'the meter is signed out', { timeout: 4000 });
        const left = leaving();
        meter.shadowRoot?.querySelector('button')?.click();
        expect(await left).to.equal(new URL(`/login?next=${encodeURIComponent(location.href)}`, location.href).href);
      }
      beside.addEventListener('billing-sign-in-request', (event) => event.preventDefault());
      let went = false;
      void leaving().then(() => (went = true));
      beside.shadowRoot?.querySelector('button')?.click();
      await aTimeout(0);
      expect(went).to.equal(false);
      el.signInUrl = 'javascript:alert(1)';
      const asked = oneEvent(inside, 'billing-sign-in-request');
      inside.shadowRoot?.querySelector('button')?.click();
      expect(((await asked) as unknown as BillingSignInRequestEvent).url).to.equal(undefined);
    });

    it('works on when a listener of the page throws', async () => {
      const listener = (event: BillingSessionChangeEvent): void => {
        throw new Error(`the page’s own mistake about ${event.type}`);
      };
      const el = document.createElement('billing-provider');
      el.addEventListener('billing-session-change', listener);
      const errors: string[] = [];
      const before = window.onerror;
      window.onerror = (message) => {
        errors.push(String(message));
        return true;
      };
      Object.assign(el, { apiUrl: project.apiUrl, sessionTokenUrl: project.sessionUrl('user_free'), noShare: true });
      const child = new TestReader();
      el.append(child);
      document.body.append(el);
      await until(child, 'ready');
      window.onerror = before;
      expect(errors.join()).to.contain('mistake');
      el.remove();
    });
  });
});
