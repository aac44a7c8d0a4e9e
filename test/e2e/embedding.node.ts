import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { startPages, type Pages } from './pages.js';
import { PUBLISHABLE_KEY, seeText, startWorld, watch, type Seen, type World } from './world.js';

const HALF = 500;

/** A page of somebody's product: their own layers, form fields and fonts, and in the middle of it our elements. */
const HOST_STYLES = `<link rel="stylesheet" href="/host.css">`;
const HOST_CSS = `
  @layer reset, site;
  @layer reset { * { box-sizing: border-box; margin: 0 } }
  @layer site {
    body { font: 17px/1.4 Georgia, serif; color: rgb(40, 20, 10); background: rgb(255, 250, 240); padding: 20px }
    h1 { font-size: 31px; color: rgb(120, 0, 40) }
    button, input { font: inherit; padding: 3px; border: 2px solid rgb(120, 0, 40); border-radius: 0; background: white }
    p { letter-spacing: 0.5px }
  }`;
const HOST_BODY = '<h1>Our shop</h1><p>Words of our own.</p><input value="typed here"><button>Ours</button><ul><li>One</li></ul>';

/** Every computed value of the host's own elements, as one text. */
const hostLook = (page: Page): Promise<string> =>
  page.$$eval('html, body, h1, body > p, body > input, body > button, body > ul, body > ul > li', (elements) =>
    elements
      .map((element) => {
        const style = getComputedStyle(element);
        // How tall the page is follows from what stands in it; all else is the host's own matter.
        const own = Array.from(style).filter((name) => !/^(block-size|height|perspective-origin|transform-origin)$/.test(name));
        return `${element.tagName} ${own.map((name) => `${name}:${style.getPropertyValue(name)}`).join(';')}`;
      })
      .join('\n'),
  );

describe('in a page of somebody else', () => {
  let world: World;
  let pages: Pages;
  before(async () => {
    world = await startWorld();
    pages = await startPages(world, { '/host.css': () => new Response(HOST_CSS, { headers: { 'content-type': 'text/css' } }) });
  });
  after(() => world.close());

  const provider = (inside: string): string =>
    `<billing-provider api-url="${world.apiUrl}" publishable-key="${PUBLISHABLE_KEY}" session-token-url="/session?user=user_pro">${inside}</billing-provider>`;
  const PARTS = '<usage-meter feature="api_calls"></usage-meter><feature-gate feature="sso"><template>Open</template></feature-gate><pricing-table></pricing-table>';

  async function open(url: string): Promise<{ page: Page; requests: Seen[]; complaints: string[] }> {
    const page = await world.browser.newPage();
    await page.setViewport({ width: 1240, height: 1400 });
    await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    const watched = watch(page);
    await page.goto(url);
    return { page, ...watched };
  }

  it('asks once for a token and once per resource, with 1,000 gates and meters', async (t) => {
    const gates = '<feature-gate feature="pdf_export"><template><p>Open</p></template></feature-gate>'.repeat(HALF);
    const meters = '<usage-meter feature="api_calls"></usage-meter>'.repeat(HALF);
    const { page, requests } = await open(pages.put('/thousand', provider(gates + meters)));
    await page.waitForFunction((count) => document.querySelectorAll('feature-gate > p').length === count, {}, HALF);
    await page.waitForFunction(
      (count) => [...document.querySelectorAll('usage-meter')].filter((meter) => meter.shadowRoot?.querySelector('[role=meter]')).length === count,
      {},
      HALF,
    );
    await page.waitForNetworkIdle();
    const asked: Record<string, number> = {};
    for (const { method, url } of requests) {
      const { origin, pathname } = new URL(url);
      const isBilling = origin === world.apiUrl || pathname === '/session';
      if (isBilling && method === 'GET') asked[pathname] = (asked[pathname] ?? 0) + 1;
    }
    t.diagnostic(JSON.stringify(asked));
    assert.deepEqual(asked, { '/session': 1, '/v1/features/entitlements': 1, '/v1/features/usage-metrics': 1 });
    await page.close();
  });

  it("leaves the host's styles and layers as they were", async () => {
    const bare = await open(pages.put('/bare', HOST_BODY, { head: HOST_STYLES }));
    const before = await hostLook(bare.page);
    const { page, complaints } = await open(pages.put('/hosted', HOST_BODY + provider(PARTS), { head: HOST_STYLES }));
    await seeText(page, 'of 100,000');
    await seeText(page, 'Most popular');
    assert.equal(await hostLook(page), before);
    assert.equal(await page.evaluate('document.adoptedStyleSheets.length'), 0);
    assert.equal(await page.evaluate("document.querySelectorAll('style').length"), 0);
    assert.deepEqual(complaints, []);
    await Promise.all([page.close(), bare.page.close()]);
  });

  it("lets the host's --billing-* values win, wherever it sets them", async () => {
    const fillOf = (page: Page): Promise<string> =>
      page.$eval('usage-meter', (meter) => {
        const part = meter.shadowRoot?.querySelector('[role=meter] *');
        return part ? getComputedStyle(part).backgroundColor : '';
      });
    const css = '@layer site { :root { --billing-accent: rgb(1, 2, 3) } }';
    const routes = { '/tokens.css': () => new Response(css, { headers: { 'content-type': 'text/css' } }) };
    const themed = await startPages(world, routes);
    const { page } = await open(themed.put('/themed', provider(PARTS), { head: '<link rel="stylesheet" href="/tokens.css">' }));
    await seeText(page, 'of 100,000');
    assert.equal(await fillOf(page), 'rgb(1, 2, 3)');
    await page.evaluate("document.documentElement.style.setProperty('--billing-accent', 'rgb(4, 5, 6)')");
    assert.equal(await fillOf(page), 'rgb(4, 5, 6)');
    await page.close();
  });

  it("looks the same under default-src 'self', to the pixel, in a theme too", async () => {
    const body = HOST_BODY + provider(PARTS) + provider('<cost-estimator></cost-estimator><usage-chart feature="api_calls"></usage-chart>').replace('>', ' theme="paper">');
    const policy = `default-src 'self'; connect-src 'self' ${world.apiUrl}`;
    const pictures: string[] = [];
    for (const [path, options] of [['/free', {}], ['/strict', { policy }]] as const) {
      const { page, complaints } = await open(pages.put(path, body, { head: HOST_STYLES, ...options }));
      await seeText(page, 'of 100,000');
      await seeText(page, 'Most popular');
      await page.waitForFunction('getComputedStyle(document.querySelector("[theme]")).getPropertyValue("--billing-radius") === "3px"');
      await page.waitForFunction('document.querySelector("usage-chart").shadowRoot.querySelector("rect")');
      await page.waitForNetworkIdle();
      const picture = await page.screenshot({ fullPage: true });
      assert.ok(picture.length > 30_000, 'the page is not empty');
      pictures.push(createHash('sha256').update(picture).digest('hex'));
      assert.deepEqual(complaints, []);
      await page.close();
    }
    assert.equal(pictures[1], pictures[0]);
  });

  it('would notice a policy that its styles break', async () => {
    const { page, complaints } = await open(
      pages.put('/inline', '<p style="color: rgb(9, 9, 9)">Inline</p>', { policy: "default-src 'self'" }),
    );
    assert.notEqual(await page.$eval('p', (element) => getComputedStyle(element).color), 'rgb(9, 9, 9)');
    assert.equal(complaints.length, 1);
    await page.close();
  });
});
