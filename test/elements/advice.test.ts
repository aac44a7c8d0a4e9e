import { expect, fixture, html } from '@open-wc/testing';
import type { LitElement, TemplateResult } from 'lit';
import '../../src/elements/index.js';
import { advise } from '../../src/elements/internal/advice/advisor.js';
import { misspeltAttributes } from '../../src/elements/internal/advice/misspelt-attributes.js';
import { clientOf } from '../support/answers.js';
import { useProject } from '../support/clients.js';

describe('advice for who writes a page', () => {
  const { clientFor, keep } = useProject();
  const { warn } = console;
  const { setTimeout } = globalThis;
  let said: string[];
  let later: (() => void)[];
  beforeEach(() => {
    said = [];
    later = [];
    console.warn = (text: string) => void said.push(text);
  });
  afterEach(() => {
    Object.assign(console, { warn });
    Object.assign(globalThis, { setTimeout });
  });

  /** The element as an author has it before them: watched from the beginning, and its patience at an end. */
  async function written<T extends LitElement>(template: TemplateResult): Promise<T> {
    const made = await fixture<T>(template);
    Object.assign(globalThis, { setTimeout: (run: () => void) => later.push(run) });
    advise(made);
    Object.assign(globalThis, { setTimeout });
    await made.updateComplete.then(() => Promise.resolve());
    return made;
  }

  it('names the attribute that is meant', async () => {
    await written(html`<usage-meter feature="api_calls" upgradeurl="/plans" neer="70" class="mine" data-neer="1" unrelated></usage-meter>`);
    expect(said).to.deep.equal([
      '<usage-meter> knows no attribute "upgradeurl": it is "upgrade-url".',
      '<usage-meter> knows no attribute "neer": it is "near".',
    ]);
  });

  it('says each thing once', async () => {
    await written(html`<usage-meter></usage-meter>`);
    await written(html`<usage-meter></usage-meter>`);
    expect(said).to.deep.equal(['<usage-meter> shows no feature: name one by its key in your catalog, feature="…".']);
  });

  it('misses a feature only where nothing else says what an element is about', async () => {
    await written(html`<upgrade-prompt plans="pro"></upgrade-prompt>`);
    await written(html`<upgrade-nudge name="news"><p>Our conference begins on Monday.</p></upgrade-nudge>`);
    expect(said).to.deep.equal([]);
    await written(html`<upgrade-prompt></upgrade-prompt>`);
    await written(html`<upgrade-nudge></upgrade-nudge>`);
    expect(said.map((it) => it.split(':')[0])).to.deep.equal(['<upgrade-prompt> shows no feature', '<upgrade-nudge> shows no feature']);
  });

  it('tells a gate for a feature that nobody can have from one that is closed', async () => {
    const client = clientFor('user_free');
    const closed = await written(html`<feature-gate feature="sso" .client=${client}></feature-gate>`);
    const misspelt = await written(html`<feature-gate feature="custm_branding" .client=${client}></feature-gate>`);
    for (const gate of [closed, misspelt]) while (!gate.matches(':state(denied)')) await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    expect(said).to.deep.equal(['<feature-gate> never opens: "custm_branding" is no key of your catalog.']);
  });

  it('misses a price, the plans that are named, and the key of a table of its own', async () => {
    const client = clientFor('user_free');
    await written(html`<checkout-button .client=${client}></checkout-button>`);
    await written(html`<pricing-table plans="startr" .client=${client}></pricing-table>`);
    while (said.length < 2) await new Promise(requestAnimationFrame);
    await written(html`<pricing-table api-url="https://billing.example.com"></pricing-table>`);
    expect(said).to.deep.equal([
      '<checkout-button> sells nothing: name a price by its id in your catalog, price="…".',
      '<pricing-table> finds none of the plans "startr": plans takes ids of products.',
      '<pricing-table> has an api-url and nobody to ask as: add publishable-key, or put it into a <billing-provider> instead.',
    ]);
  });

  it('explains what a provider was set up with, and that it hands out nothing', async () => {
    await written(html`<billing-provider api-url="https://billing.example.com" publishable-key="sk_live_1"></billing-provider>`);
    await written(html`<billing-provider></billing-provider>`);
    later.at(-1)?.();
    expect(said.map((text) => text.slice(0, 55))).to.deep.equal([
      '<billing-provider> was given a secret key, which anybod',
      '<billing-provider> hands out no client: give it api-url',
    ]);
  });

  it('says what an element waits for, unless it has a client by then', async () => {
    await written(html`<invoice-list .client=${clientFor('user_free')}></invoice-list>`);
    later.at(-1)?.();
    expect(said).to.deep.equal([]);
    await written(html`<invoice-list></invoice-list>`);
    later.at(-1)?.();
    expect(said).to.deep.equal(['<invoice-list> waits for a client: put a <billing-provider api-url="…" session-token-url="…"> around it or beside it.']);
  });

  it('explains an answer that is none, once it has come', async () => {
    const client = keep(clientOf({ invoices: { nonsense: true } }));
    const list = await written(html`<invoice-list .client=${client}></invoice-list>`);
    while (said.length === 0) await list.updateComplete.then(() => new Promise(requestAnimationFrame));
    expect(said.join()).to.match(/^<invoice-list> got an answer that it does not understand \(.*\): is api-url the billing API's\?/);
  });

  it('tells where choosing a plan leads nowhere, and not where the page takes over', async () => {
    const client = clientOf({ products: { products: [] } }, { getSessionToken: async () => null });
    keep(client);
    const table = await written(html`<pricing-table .client=${client}></pricing-table>`);
    const { BillingSignupRequestEvent } = await import('../../src/elements/events.js');
    const choice = { productId: 'pro', priceId: 'price_pro', quantity: 1 };
    table.addEventListener('billing-signup-request', (event) => event.preventDefault(), { once: true });
    table.dispatchEvent(new BillingSignupRequestEvent(choice, undefined));
    await Promise.resolve();
    expect(said).to.deep.equal([]);
    table.dispatchEvent(new BillingSignupRequestEvent(choice, undefined));
    await Promise.resolve();
    expect(said.join()).to.match(/leads nowhere for who is not signed in: set signup-url/);
  });

  describe('about attributes', () => {
    const near = async (template: TemplateResult): Promise<string[]> => misspeltAttributes(await fixture(template)).map(({ wrong, right }) => `${wrong} ${right}`);

    it('finds one letter too many, too few or wrong, and other ways to write two words', async () => {
      expect(await near(html`<pricing-table intervall="year" plan="a" publishable_key="pk" layaut="cards"></pricing-table>`)).to.deep.equal([
        'intervall interval',
        'plan plans',
        'publishable_key publishable-key',
        'layaut layout',
      ]);
    });

    it('leaves alone what is the element’s, every element’s, or the page’s own', async () => {
      expect(await near(html`<usage-meter feature="a" over="90" lang="de" hidden id="x" slot="y" data-over="1" aria-label="z" v-cloak></usage-meter>`)).to.deep.equal([]);
    });
  });
});
