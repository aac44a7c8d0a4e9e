import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { Billing } from '../../src/server/index.js';
import { startPages, type Pages } from '../e2e/pages.js';
import { PUBLISHABLE_KEY, SECRET_KEY, seeText, startWorld, watch, type Watched, type World } from '../e2e/world.js';
import { builtSsr } from './built.js';

type Ssr = Awaited<ReturnType<typeof builtSsr>>['ssr'];

/** Counts the elements that come into or go out of what the server drew, from the moment it was parsed. */
const COUNT_CHANGES = `<script>
  window.changes = [];
  for (const { shadowRoot } of document.querySelectorAll('usage-meter, pricing-table')) {
    new MutationObserver((records) => {
      for (const { addedNodes, removedNodes } of records)
        for (const node of [...addedNodes, ...removedNodes]) if (node instanceof Element) window.changes.push(node.outerHTML.slice(0, 80));
    }).observe(shadowRoot, { childList: true, subtree: true });
  }
  window.button = document.querySelector('pricing-table')?.shadowRoot.querySelector('.action .button');
</script>`;

const HEAD = '<style>body { font-family: Georgia, serif; margin: 20px } pricing-table { margin-block-start: 20px }</style>';

describe('what a server drew', () => {
  let world: World;
  let pages: Pages;
  let ssr: Ssr;
  let remove: () => Promise<void>;
  before(async () => {
    [world, { ssr, remove }] = await Promise.all([startWorld(), builtSsr()]);
    pages = await startPages(world);
  });
  after(async () => {
    await world.close();
    await remove();
  });

  /** What a merchant's server does for a request of this user. */
  async function dataFor(user: string): Promise<Record<string, unknown>> {
    const billing = new Billing({ secretKey: SECRET_KEY, apiUrl: world.apiUrl });
    const { sessionToken } = await billing.createSessionToken({ externalUserId: user });
    return ssr.initialData({ apiUrl: world.apiUrl, sessionToken }, [ssr.products, ssr.usageMetrics]);
  }

  const page = (data: unknown, lang = 'en') => ssr.html`
    <billing-provider api-url=${world.apiUrl} session-token-url="/session?user=user_pro" initial-data=${JSON.stringify(data)} no-share>
      <usage-meter feature="api_calls" lang=${lang}></usage-meter>
      <pricing-table lang=${lang} signup-url="/signup"><h2 slot="heading">Plans</h2></pricing-table>
    </billing-provider>`;

  async function open(url: string, { script = true } = {}): Promise<Watched & { page: Page }> {
    const opened = await world.browser.newPage();
    await opened.setViewport({ width: 1240, height: 1100 });
    await opened.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    await opened.setJavaScriptEnabled(script);
    const watched = watch(opened);
    await opened.goto(url, { waitUntil: 'networkidle0' });
    return { page: opened, ...watched };
  }

  const billingCalls = ({ requests }: Watched): string[] =>
    requests.filter(({ method }) => method === 'GET').map(({ url }) => new URL(url)).filter(({ origin, pathname }) => origin === world.apiUrl || pathname === '/session').map(({ pathname }) => pathname);

  it('shows without any script, and is taken over without asking for it again, without a changed pixel or a new element', async () => {
    const drawn = await ssr.renderToString(page(await dataFor('user_pro')));
    const url = pages.put('/drawn', drawn + COUNT_CHANGES, { head: HEAD, script: '/kit/autoloader.js' });
    const bare = await open(url, { script: false });
    const still = await bare.page.screenshot();
    await bare.page.close();

    const live = await open(url);
    assert.equal(await live.page.evaluate('document.querySelector("pricing-table").hasUpdated'), true);
    assert.ok(Buffer.from(still).equals(Buffer.from(await live.page.screenshot())), 'the same picture');
    assert.deepEqual(billingCalls(live), ['/session']);
    assert.deepEqual(await live.page.evaluate('changes'), []);
    assert.deepEqual(live.complaints, []);
    assert.equal(await live.page.evaluate('button === document.querySelector("pricing-table").shadowRoot.querySelector(".action .button")'), true);

    await live.page.locator('>>> input[value=year]').click();
    await seeText(live.page, 'billed yearly');
    await live.page.close();
  });

  it('is shown and asked for once where it is old, with no skeleton in between', async () => {
    const drawn = await ssr.renderToString(page({ ...(await dataFor('user_pro')), at: Date.now() - 60_000 }));
    const live = await open(pages.put('/old', drawn + COUNT_CHANGES, { script: '/kit/autoloader.js' }));
    assert.deepEqual(billingCalls(live).sort(), ['/session', '/v1/features/usage-metrics', '/v1/products']);
    assert.deepEqual(await live.page.evaluate('changes.filter((html) => html.includes("bone"))'), []);
    assert.deepEqual(live.complaints, []);
    await live.page.close();
  });

  it('never opens a gate, which asks by itself and alone', async () => {
    const data = await dataFor('user_pro');
    const template = ssr.html`
      <billing-provider api-url=${world.apiUrl} session-token-url="/session?user=user_pro" initial-data=${JSON.stringify(data)} no-share>
        <usage-meter feature="api_calls"></usage-meter>
        <feature-gate feature="pdf_export"><template><p>Open at last</p></template></feature-gate>
      </billing-provider>`;
    const drawn = await ssr.renderToString(template);
    const url = pages.put('/gate', drawn, { script: '/kit/autoloader.js' });
    const bare = await open(url, { script: false });
    assert.equal(await bare.page.$('>>>> ::-p-text(Open at last)'), null);
    await bare.page.close();
    const live = await open(url);
    await seeText(live.page, 'Open at last');
    assert.deepEqual(billingCalls(live), ['/session', '/v1/features/entitlements']);
    assert.deepEqual(live.complaints, []);
    await live.page.close();
  });

  it('speaks the language of its elements from the start', async () => {
    const template = page(await dataFor('user_pro'), 'de');
    const drawn = await ssr.renderToString(template, { languages: ['de'] });
    assert.match(drawn, /Monatlich/);
    const live = await open(pages.put('/german', drawn + COUNT_CHANGES, { script: '/kit/autoloader.js', lang: 'de' }));
    assert.deepEqual(await live.page.evaluate('changes'), []);
    assert.equal(await live.page.evaluate('document.querySelector("pricing-table").hasUpdated'), true);
    await seeText(live.page, 'Monatlich');
    await live.page.close();
  });

  it('follows the language of the page once it is taken over', async () => {
    const drawn = await ssr.renderToString(page(await dataFor('user_pro')));
    const live = await open(pages.put('/later-german', drawn.replaceAll('lang="en"', ''), { script: '/kit/autoloader.js', lang: 'de' }));
    await seeText(live.page, 'Monatlich');
    await live.page.close();
  });

  it('is drawn anew where the server had another release of the kit', async () => {
    const drawn = await ssr.renderToString(page(await dataFor('user_pro')));
    const other = drawn.replaceAll(/<!--lit-part [\w+/]{11}=-->/g, '<!--lit-part AAAAAAAAAAA=-->');
    assert.notEqual(other, drawn);
    const live = await open(pages.put('/other', other, { script: '/kit/autoloader.js' }));
    await seeText(live.page, 'Enterprise');
    assert.equal(await live.page.evaluate('document.querySelector("usage-meter").shadowRoot.querySelectorAll("[role=meter]").length'), 1);
    assert.notEqual(await live.page.evaluate('getComputedStyle(document.querySelector("usage-meter").shadowRoot.querySelector(".fill")).backgroundColor'), 'rgba(0, 0, 0, 0)');
    await live.page.close();
  });

  it('is drawn once where the elements came before what would take it over', async () => {
    const drawn = await ssr.renderToString(page(await dataFor('user_pro')));
    const live = await open(pages.put('/untaken', drawn, { script: '/kit/billing-elements.js' }));
    await seeText(live.page, 'of 100,000');
    const roots = await live.page.evaluate(`[...document.querySelectorAll('usage-meter, pricing-table')].map(({ shadowRoot }) =>
      shadowRoot.querySelectorAll('[role=meter], .plans').length)`);
    assert.deepEqual(roots, [1, 1]);
    assert.deepEqual(billingCalls(live), ['/session'], 'from the data that came with it');
    assert.deepEqual(live.complaints, []);
    await live.page.close();
  });

  it('is styled by its script where a policy refuses the styles in the page', async () => {
    const drawn = await ssr.renderToString(page(await dataFor('user_pro')));
    const policy = `default-src 'self'; connect-src 'self' ${world.apiUrl}`;
    const live = await open(pages.put('/strict', drawn, { script: '/kit/autoloader.js', policy }));
    await seeText(live.page, 'of 100,000');
    assert.equal(await live.page.evaluate('getComputedStyle(document.querySelector("pricing-table").shadowRoot.querySelector(".plans")).display'), 'grid');
    await live.page.close();
  });

  it('shows the catalog to whoever is not signed in', async () => {
    const data = await ssr.initialData({ apiUrl: world.apiUrl, publishableKey: PUBLISHABLE_KEY }, [ssr.products, ssr.usageMetrics]);
    assert.deepEqual(Object.keys(data), ['at', 'products'], 'what nobody may have is left out');
    const drawn = await ssr.renderToString(ssr.html`
      <billing-provider api-url=${world.apiUrl} publishable-key=${PUBLISHABLE_KEY} initial-data=${JSON.stringify(data)}>
        <pricing-table signup-url="/signup"></pricing-table>
      </billing-provider>`);
    assert.match(drawn, /href="\/signup\?plan=starter/);
    const live = await open(pages.put('/anonymous', drawn + COUNT_CHANGES, { script: '/kit/autoloader.js' }));
    assert.deepEqual(billingCalls(live), []);
    assert.deepEqual(await live.page.evaluate('changes'), []);
    await live.page.close();
  });
});
