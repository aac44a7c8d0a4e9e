import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Page } from 'puppeteer-core';
import { plansJsonLd } from '../../src/server/index.js';
import { scriptTags } from '../../tools/cdn.js';
import { startPages, type Pages } from '../e2e/pages.js';
import { PUBLISHABLE_KEY, seeText, startWorld, watch, type Watched, type World } from '../e2e/world.js';

interface Hashes {
  readonly version: string;
  readonly files: Record<string, string>;
}

describe('script tags', () => {
  let world: World;
  let pages: Pages;
  let hashes: Hashes;
  before(async () => {
    world = await startWorld();
    pages = await startPages(world);
    hashes = JSON.parse(readFileSync(path.join(world.kitFolder, 'integrity.json'), 'utf8')) as Hashes;
  });
  after(() => world.close());

  const provider = (inside: string): string =>
    `<billing-provider api-url="${world.apiUrl}" publishable-key="${PUBLISHABLE_KEY}" session-token-url="/session?user=user_pro">${inside}</billing-provider>`;

  async function open(body: string, { script = '/kit/autoloader.js', ...options }: Parameters<Pages['put']>[2] = {}): Promise<Watched & { page: Page }> {
    const page = await world.browser.newPage();
    const watched = watch(page);
    await page.goto(pages.put(`/${Math.random()}`, body, { script, ...options }));
    return { page, ...watched };
  }

  const kitFiles = ({ requests }: Watched): string[] =>
    requests.flatMap(({ url }) => /\/kit\/(.*\.js)$/.exec(new URL(url).pathname)?.[1] ?? []);
  const gzipped = (files: readonly string[]): number =>
    files.reduce((sum, file) => sum + gzipSync(readFileSync(path.join(world.kitFolder, file)), { level: 9 }).length, 0);
  const elements = (files: readonly string[]): string[] => files.flatMap((file) => /^auto\/([\w-]+)\.js$/.exec(file)?.[1] ?? []).sort();

  describe('the files', () => {
    it('have names that stay, and a hash each', () => {
      const files = readdirSync(world.kitFolder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js')).sort();
      assert.deepEqual(Object.keys(hashes.files), files);
      for (const [file, hash] of Object.entries(hashes.files)) {
        assert.match(file, /^([a-z]+\/)*[a-z]+(-[a-z]+)*\d?\.js$/);
        assert.equal(hash, `sha384-${createHash('sha384').update(readFileSync(path.join(world.kitFolder, file))).digest('base64')}`);
      }
      assert.equal(hashes.version, (JSON.parse(readFileSync('package.json', 'utf8')) as Hashes).version);
    });

    it('never import an entry, which may have been loaded under another address', () => {
      for (const file of Object.keys(hashes.files)) {
        const code = readFileSync(path.join(world.kitFolder, file), 'utf8');
        assert.doesNotMatch(code, /(?:from|import\(?)\s*["'`][./]*(?:billing-elements|autoloader|core|words)\.js["'`]/, file);
      }
    });
  });

  describe('billing-elements.js', () => {
    it('is two requests, and what is loaded on demand comes when it is', async () => {
      const visit = await open(provider('<usage-meter feature="api_calls"></usage-meter>'), { script: '/kit/billing-elements.js' });
      await seeText(visit.page, 'of 100,000');
      const atOnce = kitFiles(visit);
      assert.deepEqual(atOnce.filter((file) => !/rolldown-runtime/.test(file)), ['billing-elements.js', 'elements.js']);
      await visit.page.evaluate(`document.body.append(Object.assign(document.createElement('pricing-table'), { layout: 'comparison', publishableKey: '${PUBLISHABLE_KEY}', apiUrl: '${world.apiUrl}' }))`);
      await seeText(visit.page, 'Enterprise');
      assert.ok(kitFiles(visit).includes('pricing-comparison.js'));
      assert.deepEqual(visit.complaints, []);
      await visit.page.close();
    });

    it('works behind a redirect and a query', async () => {
      const redirected = await startPages(world, { '/latest.js': () => new Response(null, { status: 302, headers: { location: '/kit/billing-elements.js?v=1' } }) });
      const page = await world.browser.newPage();
      const watched = watch(page);
      await page.goto(redirected.put('/', provider('<pricing-table layout="comparison"></pricing-table>'), { script: '/latest.js' }));
      await seeText(page, 'Enterprise');
      assert.equal(kitFiles(watched).filter((file) => file === 'elements.js').length, 1);
      assert.deepEqual(watched.complaints, []);
      await page.close();
    });
  });

  describe('autoloader.js', () => {
    it('knows every element', () => {
      const files = readdirSync('src/elements').filter((file) => file.endsWith('.ts') && !/^(index|events)\.ts$/.test(file));
      const named = [...readFileSync('src/cdn/autoloader.ts', 'utf8').matchAll(/'([\w-]+)': \(\) => import\('\.\.\/elements\/\1\.js'\)/g)].map(([, tag]) => `${tag}.ts`);
      assert.deepEqual(named.sort(), files.sort());
    });

    it('fetches only what a page with a meter needs', async (t) => {
      const visit = await open(provider('<usage-meter feature="api_calls"></usage-meter>'));
      await seeText(visit.page, 'of 100,000');
      const files = kitFiles(visit);
      const bytes = gzipped(files);
      t.diagnostic(`${files.length} files, ${bytes} bytes gzipped, of ${statSync(path.join(world.kitFolder, 'elements.js')).size} unzipped in one file`);
      assert.deepEqual(elements(files), ['billing-provider', 'usage-meter']);
      assert.ok(files.length <= 12, `${files.length} files: ${files.join(' ')}`);
      assert.ok(bytes < 32_000, `${bytes} bytes`);
      assert.deepEqual(visit.complaints, []);
      await visit.page.close();
    });

    it('fetches nothing for a page without elements', async () => {
      const visit = await open('<p>Nothing to bill</p>');
      await visit.page.waitForNetworkIdle();
      assert.deepEqual(kitFiles(visit), ['autoloader.js']);
      await visit.page.close();
    });

    it('finds what comes later: in the page, in what a gate opens, in shadow roots, in elements that are defined late', async () => {
      const visit = await open(provider('<feature-gate feature="pdf_export"><template><credit-balance></credit-balance><usage-meter feature="api_calls"></usage-meter></template></feature-gate>'));
      await seeText(visit.page, 'of 100,000');
      assert.deepEqual(elements(kitFiles(visit)).filter((tag) => tag !== 'credit-balance'), ['billing-provider', 'feature-gate', 'usage-meter']);

      const defined = (tag: string): Promise<unknown> => visit.page.waitForFunction((name) => customElements.get(name), {}, tag);
      await visit.page.evaluate(`document.body.append(document.createElement('section'));
        document.querySelector('section').attachShadow({ mode: 'open' }).innerHTML = '<div></div>';
        document.querySelector('section').before(document.createElement('hr'));`);
      // A root that was attached after its host came is seen with the next change around it.
      await visit.page.evaluate(`document.body.append(document.querySelector('section'));
        document.querySelector('section').shadowRoot.querySelector('div').innerHTML = '<invoice-list></invoice-list>'`);
      await defined('invoice-list');

      await visit.page.evaluate(`document.body.append(document.createElement('late-app'))`);
      await visit.page.evaluate(`customElements.define('late-app', class extends HTMLElement {
        constructor() { super(); this.attachShadow({ mode: 'open' }).innerHTML = '<pricing-table></pricing-table>'; }
      })`);
      await defined('pricing-table');
      assert.deepEqual(visit.complaints, []);
      await visit.page.close();
    });

    it('takes a closed root that is handed to it', async () => {
      const visit = await open('<div id="host"></div>');
      await visit.page.evaluate(`import('/kit/autoloader.js').then(({ autoload }) => {
        const root = document.querySelector('#host').attachShadow({ mode: 'closed' });
        root.innerHTML = '<usage-meter feature="x"></usage-meter>';
        autoload(root);
      })`);
      await visit.page.waitForFunction(() => customElements.get('usage-meter'));
      await visit.page.close();
    });

    it('watches nothing once it is stopped', async () => {
      const visit = await open('<p>Nothing yet</p>');
      await visit.page.evaluate(`import('/kit/autoloader.js').then(({ stopAutoloading }) => {
        stopAutoloading();
        document.body.append(document.createElement('usage-meter'));
      })`);
      await visit.page.waitForNetworkIdle();
      assert.deepEqual(kitFiles(visit), ['autoloader.js']);
      await visit.page.close();
    });

    it('says which element could not be fetched, and leaves the others alone', async () => {
      const page = await world.browser.newPage();
      const { complaints } = watch(page);
      await page.setRequestInterception(true);
      page.on('request', (request) => void (request.url().endsWith('/auto/usage-meter.js') ? request.abort() : request.continue()));
      await page.goto(pages.put('/broken', provider('<usage-meter feature="x"></usage-meter><pricing-table></pricing-table>'), { script: '/kit/autoloader.js' }));
      await seeText(page, 'Enterprise');
      assert.match(complaints.join(), /<usage-meter> could not be fetched/);
      await page.close();
    });
  });

  /** An example of the documentation, with our own addresses in it. */
  const documented = (name: string): string => {
    const [, code] = new RegExp(`<!-- test: ${name} -->\\n\`{3}\\w+\\n([\\s\\S]*?)\`{3}`).exec(readFileSync('docs/no-build.md', 'utf8')) ?? [];
    assert.ok(code, `docs/no-build.md has no example ${name}`);
    return code.replace(/https:\/\/unpkg\.com\/billing-elements@[\d.]+\/dist\/cdn/g, '/kit').replaceAll('https://billing.example.com', world.apiUrl);
  };

  describe('a script of the page', () => {
    const scripts: Record<string, () => string> = {
      '/kit/autoloader.js': () => documented('script'),
      '/kit/billing-elements.js': () => documented('script').replace(/\/kit\/(core|words)\.js/g, '/kit/billing-elements.js'),
    };
    for (const [script, code] of Object.entries(scripts)) {
      it(`counts a use and replaces a text as documented, beside ${script}`, async () => {
        const visit = await open(provider('<usage-meter feature="api_calls"></usage-meter>').replace('user_pro', 'user_near_limit') + code(), { script });
        await seeText(visit.page, 'Almost there');
        const said = new Promise((resolve) => visit.page.once('console', (message) => resolve(message.text())));
        await visit.page.click('#export');
        assert.equal(await said, 'recorded');
        assert.deepEqual(visit.complaints, []);
        await visit.page.close();
      });
    }
  });

  describe('the documented policy', () => {
    it('is enough for a table, a meter and an embedded checkout, even where all else is forbidden', async () => {
      const [, written = ''] = /Content-Security-Policy: (.*)/.exec(documented('policy')) ?? [];
      const policy = written.replace("default-src 'self'", "default-src 'none'").replace('https://unpkg.com', pages.url);
      assert.match(policy, /^default-src 'none'; script-src http:/);
      const visit = await open(provider('<usage-meter feature="api_calls"></usage-meter><pricing-table></pricing-table><checkout-dialog></checkout-dialog>'), { policy });
      await seeText(visit.page, 'of 100,000');
      await seeText(visit.page, 'Most popular');
      await visit.page.waitForFunction(() => customElements.get('checkout-dialog'));
      await visit.page.evaluate(`document.querySelector('billing-provider').sessionTokenUrl = '/session?user=somebody_framed'`);
      await visit.page.evaluate(`document.querySelector('checkout-dialog').show({ priceId: 'price_starter_month_usd' })`);
      const iframe = await visit.page.waitForSelector('>>> iframe.page:not(.away)');
      await (await iframe?.contentFrame())?.waitForSelector('input[name=number]');
      assert.deepEqual(visit.complaints, []);
      await visit.page.close();
    });
  });

  describe('core.js', () => {
    it('is the headless core, of the same parts as the elements', async () => {
      const visit = await open(provider('<usage-meter feature="api_calls"></usage-meter>'));
      await seeText(visit.page, 'of 100,000');
      const status = await visit.page.evaluate(`import('/kit/core.js').then(({ trackUsage }) =>
        trackUsage(document.querySelector('billing-provider').providedClient, { featureKey: 'api_calls', quantity: 1 })).then(({ status }) => status)`);
      assert.equal(status, 'recorded');
      assert.equal(kitFiles(visit).filter((file) => file.endsWith('/base.js')).length, 1);
      await visit.page.close();
    });
  });

  describe('a page with plans of its own, as the documentation has it', () => {
    let html = '';
    before(() => void (html = documented('plain')));

    it('is readable without a script, and nothing moves when the table is drawn', async () => {
      assert.match(html, /<pricing-table/);
      const site = await startPages(world, { '/pricing': () => new Response(html, { headers: { 'content-type': 'text/html' } }) });
      const page = await world.browser.newPage();
      await page.setJavaScriptEnabled(false);
      await page.goto(`${site.url}/pricing`);
      assert.equal(await page.$eval('pricing-table li', (item) => item.checkVisibility()), true);
      await page.setJavaScriptEnabled(true);
      await page.evaluateOnNewDocument(`window.shift = 0; window.wasBare = false;
        new PerformanceObserver((list) => { for (const { value } of list.getEntries()) window.shift += value }).observe({ type: 'layout-shift', buffered: true });
        requestAnimationFrame(function look() {
          const table = document.querySelector('pricing-table');
          if (table && !table.shadowRoot?.querySelector('.plans') && !document.querySelector('pricing-table li').checkVisibility()) window.wasBare = true;
          requestAnimationFrame(look);
        });`);
      const watched = watch(page);
      await page.goto(`${site.url}/pricing`);
      await seeText(page, '10 projects');
      assert.equal(await page.$eval('pricing-table li', (item) => item.checkVisibility()), false);
      assert.equal(await page.evaluate('wasBare'), false, 'the plain list stays until the plans are drawn');
      assert.equal(await page.evaluate('shift'), 0);
      assert.deepEqual(watched.complaints, []);
      assert.deepEqual(elements(kitFiles(watched)), ['pricing-table']);
      await page.close();
    });

    it('describes to search engines what it sells', () => {
      const [, offers = ''] = /ld\+json">(.*?)<\/script>/.exec(html) ?? [];
      const [, plans = ''] = /application\/json">(.*?)<\/script>/.exec(html) ?? [];
      assert.deepEqual(JSON.parse(offers), plansJsonLd(plans));
    });
  });

  describe('integrity', () => {
    it('lets the files through as they were built', async () => {
      const tags = scriptTags('/kit/', hashes.files).replace(/<script type="module"[^>]*autoloader[^>]*><\/script>/, '');
      const visit = await open(provider('<pricing-table layout="comparison"></pricing-table>'), { script: 'data:text/javascript,', head: tags });
      await seeText(visit.page, 'Enterprise');
      assert.deepEqual(visit.complaints, []);
      await visit.page.close();
    });

    for (const file of ['billing-elements.js', 'elements.js', 'pricing-comparison.js']) {
      it(`keeps out ${file} where it was changed, whether a tag names it or another file imports it`, async () => {
        const original = readFileSync(path.join(world.kitFolder, file), 'utf8');
        writeFileSync(path.join(world.kitFolder, file), `window.intruder = true;${original}`);
        const page = await world.browser.newPage();
        try {
          const { requests } = watch(page);
          await page.goto(pages.put(`/changed-${file}`, provider('<pricing-table layout="comparison"></pricing-table>'), { script: 'data:text/javascript,', head: scriptTags('/kit/', hashes.files).replace(/<script type="module"[^>]*autoloader[^>]*><\/script>/, '') }));
          await page.waitForNetworkIdle();
          assert.equal(await page.evaluate('window.intruder'), undefined);
          assert.ok(requests.some(({ url }) => url.endsWith(`/kit/${file}`)), 'it was asked for');
        } finally {
          writeFileSync(path.join(world.kitFolder, file), original);
          await page.close();
        }
      });
    }
  });
});
