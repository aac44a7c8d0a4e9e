import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { build, type Rolldown } from 'vite';
import { CHROMIUM_ARGS, findChromium } from '../../tools/browsers.js';
import { startPages, type Pages } from '../e2e/pages.js';
import { PUBLISHABLE_KEY, seeText, startWorld, watch, type Watched, type World } from '../e2e/world.js';

const script = (body: string) => () => new Response(body, { headers: { 'content-type': 'text/javascript' } });

/** A page's own Lit, a copy apart from the kit's. */
async function hostLit(): Promise<string> {
  const code = `import { html, render } from 'lit'; render(html\`<p id="host">Drawn by the page's own Lit</p>\`, document.querySelector('#own'));`;
  const [result] = (await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [{ name: 'entry', resolveId: (id) => (id === path.resolve('host.js') ? id : undefined), load: (id) => (id === path.resolve('host.js') ? code : undefined) }],
    build: { write: false, lib: { entry: path.resolve('host.js'), formats: ['es'] } },
  })) as Rolldown.RolldownOutput[];
  const [chunk] = result?.output ?? [];
  if (!chunk) throw new Error('nothing was built');
  return chunk.code;
}

describe('in a hostile page', () => {
  let world: World;
  let pages: Pages;
  let browser: Browser;
  before(async () => {
    const [started, lit] = await Promise.all([startWorld(), hostLit()]);
    world = started;
    const elements = await readFile(path.join(world.kitFolder, 'elements.js'), 'utf8');
    pages = await startPages(world, {
      '/host-lit.js': script(lit),
      '/other/billing-elements.js': script(await readFile(path.join(world.kitFolder, 'billing-elements.js'), 'utf8')),
      '/other/elements.js': script(elements),
      '/other/rolldown-runtime.js': script(await readFile(path.join(world.kitFolder, 'rolldown-runtime.js'), 'utf8').catch(() => '')),
      '/newer/billing-elements.js': script(`export * from './elements.js';`),
      '/newer/elements.js': script(elements.replaceAll('0.1.0', '9.9.9')),
      '/newer/rolldown-runtime.js': script(await readFile(path.join(world.kitFolder, 'rolldown-runtime.js'), 'utf8').catch(() => '')),
      '/elsewhere': () => new Response('<!doctype html><title>Elsewhere</title>', { headers: { 'content-type': 'text/html' } }),
    });
    // Puppeteer turns the back/forward cache off unless told not to.
    browser = await puppeteer.launch({
      executablePath: findChromium(),
      headless: true,
      args: [...CHROMIUM_ARGS],
      ignoreDefaultArgs: (await puppeteer.defaultArgs()).filter((arg) => arg.startsWith('--disable-features=')),
    });
    world.onClose(() => browser.close());
  });
  after(() => world.close());

  const provider = (inside: string): string =>
    `<billing-provider api-url="${world.apiUrl}" publishable-key="${PUBLISHABLE_KEY}" session-token-url="/session?user=user_pro" no-share>${inside}</billing-provider>`;
  const METER = '<usage-meter feature="api_calls"></usage-meter>';
  const PARTS = `${METER}<feature-gate feature="sso"><p id="secret">Only with single sign-on</p></feature-gate><pricing-table></pricing-table>`;

  async function open(body: string, options: Parameters<Pages['put']>[2] = {}): Promise<Watched & { page: Page }> {
    const page = await browser.newPage();
    await page.setViewport({ width: 1240, height: 1400 });
    const watched = watch(page);
    await page.goto(pages.put(`/${Math.random()}`, body, options));
    return { page, ...watched };
  }

  const asked = ({ requests }: Watched): string[] =>
    requests.filter(({ method }) => method === 'GET').flatMap(({ url }) => (url.startsWith(world.apiUrl) ? new URL(url).pathname : url.includes('/session') ? '/session' : [])).sort();

  describe('with Trusted Types and a Lit of its own', () => {
    const OWN = '<div id="own"></div>';
    const head = '<script type="module" src="/host-lit.js"></script>';

    it('works beside it where duplicates are allowed', async () => {
      const policy = "require-trusted-types-for 'script'; trusted-types lit-html 'allow-duplicates'";
      const visit = await open(OWN + provider(PARTS), { head, policy });
      await seeText(visit.page, "Drawn by the page's own Lit");
      await seeText(visit.page, 'of 100,000');
      await seeText(visit.page, 'Enterprise');
      assert.deepEqual(visit.complaints, []);
      await visit.page.close();
    });

    it('fails as documented where they are not: whoever comes second, and nobody else', async () => {
      const policy = "require-trusted-types-for 'script'; trusted-types lit-html";
      const visit = await open(OWN + provider(PARTS), { policy, script: '/host-lit.js', head: '<script type="module" src="/kit/billing-elements.js"></script>' });
      await seeText(visit.page, "Drawn by the page's own Lit");
      await visit.page.waitForNetworkIdle();
      assert.equal(await visit.page.evaluate('customElements.get("usage-meter")'), undefined);
      assert.match(visit.uncaught.join(), /lit-html.*(already exists|disallowed)/i);
      await visit.page.close();
    });
  });

  describe('that loads the kit twice', () => {
    it('keeps the first copy, without a word where both are the same', async () => {
      const visit = await open(provider(PARTS), { head: '<script type="module" src="/other/billing-elements.js"></script>' });
      await seeText(visit.page, 'of 100,000');
      await seeText(visit.page, 'Enterprise');
      assert.deepEqual(asked(visit), ['/session', '/v1/features/entitlements', '/v1/features/usage-metrics', '/v1/products']);
      assert.deepEqual(visit.complaints, []);
      await visit.page.close();
    });

    it('keeps the first copy, with one warning where they differ', async () => {
      const visit = await open(provider(PARTS), { head: '<script type="module" src="/newer/billing-elements.js"></script>' });
      await seeText(visit.page, 'of 100,000');
      await visit.page.waitForNetworkIdle();
      assert.deepEqual(visit.complaints, ['billing-elements 9.9.9 was loaded beside 0.1.0, which stays in use.']);
      assert.equal(await visit.page.evaluate(`import('/kit/billing-elements.js').then(({ UsageMeter }) => document.querySelector('usage-meter') instanceof UsageMeter)`), true);
      await visit.page.close();
    });
  });

  describe('that takes elements from two copies of the kit', () => {
    it('serves those of one from the provider of the other, whichever came first', async () => {
      const head = `<script type="module">
        const { define } = customElements;
        customElements.define = function (tag, element) { if (tag === 'usage-meter') define.call(this, tag, element); };
        await import('/other/billing-elements.js');
        customElements.define = define;
        document.body.dataset.first = '';
        await import('/kit/billing-elements.js');
      </script>`;
      const visit = await open(provider(METER), { head, script: '/host-lit.js' });
      await seeText(visit.page, 'of 100,000');
      await visit.page.close();
    });
  });

  it('hears what is wrong in it while somebody writes it, and nobody else does', async () => {
    const wrong = provider('<usage-meter feature="api_calls" neer="70"></usage-meter>');
    const ofRobots = await open(wrong);
    await seeText(ofRobots.page, 'of 100,000');
    await ofRobots.page.waitForNetworkIdle();
    assert.deepEqual(ofRobots.complaints, []);
    await ofRobots.page.close();

    const page = await browser.newPage();
    const watched = watch(page);
    await page.evaluateOnNewDocument('Object.defineProperty(Navigator.prototype, "webdriver", { get: () => false })');
    await page.goto(pages.put('/written', wrong));
    await seeText(page, 'of 100,000');
    await page.waitForNetworkIdle();
    assert.deepEqual(watched.complaints, ['<usage-meter> knows no attribute "neer": it is "near".']);
    await page.close();
  });

  describe('that moves elements', () => {
    it('asks for nothing again after moveBefore, and shows no skeleton', async () => {
      const visit = await open(`${provider(PARTS)}<aside></aside>`);
      await seeText(visit.page, 'of 100,000');
      await seeText(visit.page, 'Enterprise');
      const before = asked(visit);
      const bones = await visit.page.evaluate(`(async () => {
        const aside = document.querySelector('aside');
        let bones = 0;
        for (const element of [document.querySelector('usage-meter'), document.querySelector('pricing-table'), document.querySelector('billing-provider')]) {
          aside.moveBefore(element, null);
          const shown = element.querySelector('usage-meter, pricing-table') ?? element;
          bones += shown.shadowRoot.querySelectorAll('.bone').length;
          await new Promise(requestAnimationFrame);
          bones += shown.shadowRoot.querySelectorAll('.bone').length;
        }
        return bones;
      })()`);
      await visit.page.waitForNetworkIdle();
      assert.equal(bones, 0);
      assert.deepEqual(asked(visit), before);
      await visit.page.close();
    });
  });

  describe('with rules for everything', () => {
    it('keeps its own look inside, and what is closed stays closed', async () => {
      const css = '* { all: unset } *, ::before, ::after { letter-spacing: 9px; display: inline; border: 1px solid red !important }';
      const visit = await open(provider(PARTS), { head: `<style>${css}</style>` });
      await seeText(visit.page, 'of 100,000');
      await seeText(visit.page, 'Enterprise');
      const look = (await visit.page.evaluate(`(() => {
        const inside = (tag, selector) => document.querySelector(tag).shadowRoot.querySelector(selector);
        const gauge = inside('usage-meter', '[role=meter]').getBoundingClientRect();
        const button = inside('pricing-table', '.plan .button');
        return {
          gauge: gauge.width > 300 && gauge.height >= 6,
          plans: getComputedStyle(inside('pricing-table', '.plans')).display,
          button: getComputedStyle(button).borderTopColor,
          wide: button.getBoundingClientRect().width > 80,
          secret: document.querySelector('#secret').checkVisibility(),
        };
      })()`)) as Record<string, unknown>;
      assert.notEqual(look['button'], 'rgb(255, 0, 0)');
      assert.deepEqual({ ...look, button: '' }, { gauge: true, plans: 'grid', button: '', wide: true, secret: false });
      await visit.page.close();
    });
  });

  describe('inside other things', () => {
    it('works in a modal dialog, whatever its provider stands in', async () => {
      const visit = await open(`${provider('')}<dialog>${PARTS}</dialog>`);
      await visit.page.evaluate('document.querySelector("dialog").showModal()');
      await seeText(visit.page, 'of 100,000');
      await visit.page.locator('>>> input[value=year]').click();
      await seeText(visit.page, 'billed yearly');
      assert.deepEqual(visit.complaints, []);
      await visit.page.close();
    });

    for (const mode of ['open', 'closed']) {
      it(`works in a root that is ${mode}, with its provider outside`, async () => {
        const visit = await open(provider(`<section><template shadowrootmode="${mode}"><div>${METER}</div></template></section>`));
        // The accessibility tree knows no closed roots.
        await visit.page.waitForSelector('::-p-aria([name="API calls"][role="meter"])');
        assert.deepEqual(asked(visit), ['/session', '/v1/features/usage-metrics']);
        await visit.page.close();
      });
    }
  });

  it('comes back from the back/forward cache as it was left', async () => {
    const visit = await open(provider(PARTS));
    await seeText(visit.page, 'of 100,000');
    await visit.page.waitForNetworkIdle();
    await visit.page.evaluate('window.mark = 1; addEventListener("pageshow", ({ persisted }) => { window.persisted = persisted })');
    await visit.page.goto(`${pages.url}/elsewhere`);
    await visit.page.goBack();
    assert.equal(await visit.page.evaluate('window.persisted === true && window.mark === 1'), true, 'the page was kept');
    await seeText(visit.page, 'of 100,000');
    assert.deepEqual(visit.uncaught, []);
    await visit.page.close();
  });

  it('is printed with what it says: nothing waits, nothing loses its colour', async () => {
    const visit = await open(provider(PARTS));
    await seeText(visit.page, 'of 100,000');
    await seeText(visit.page, 'Enterprise');
    await visit.page.emulateMediaType('print');
    const printed = (await visit.page.evaluate(`['usage-meter', 'pricing-table'].flatMap((tag) => {
      const root = document.querySelector(tag).shadowRoot;
      const parts = [...root.querySelectorAll('.amount, .fill, .gauge, .name, .button.primary')];
      return parts.map((part) => [getComputedStyle(part).printColorAdjust, part.checkVisibility(), part.scrollWidth <= part.clientWidth + 1 || getComputedStyle(part).overflow === 'visible']);
    })`)) as [string, boolean, boolean][];
    assert.ok(printed.length > 8);
    for (const part of printed) assert.deepEqual(part, ['exact', true, true]);
    const pdf = await visit.page.pdf({ format: 'a4' });
    assert.ok(pdf.length > 20_000, `${pdf.length} bytes`);
    await visit.page.close();
  });

  it('waits for a provider that comes last, and is served by the nearest of several', async () => {
    const visit = await open(`${METER}<main></main>`);
    await visit.page.waitForFunction(() => customElements.get('usage-meter'));
    await visit.page.evaluate((html) => void document.querySelector('main')?.insertAdjacentHTML('beforeend', html), provider(`${provider(METER).replace('user_pro', 'user_over_limit')}`));
    await visit.page.waitForFunction(() => document.querySelectorAll('usage-meter').length === 2);
    await seeText(visit.page, 'of 100,000');
    await seeText(visit.page, 'Limit reached');
    await visit.page.close();
  });
});
